#include "modules/events/event_store.hpp"

#include "audit/no_way_back.hpp"
#include "audit/field_reversal.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/catalogue_records.hpp"

namespace kartei::events {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Rows;
using sql::Transaction;

constexpr std::string_view select_events =
    "SELECT e.id, e.version, e.created_event, e.code, e.name, e.subtitle, s.name, p.name, o.name, v.name, h.name, "
    "e.starts_at,"
    " e.ends_at, e.capacity FROM event e LEFT JOIN season s ON s.id = e.season_id LEFT JOIN promoter p ON p.id = "
    "e.promoter_id"
    " LEFT JOIN organisation o ON o.id = e.organisation_id LEFT JOIN venue v ON v.id = e.venue_id LEFT JOIN hall h ON "
    "h.id = e.hall_id";

Event read_event(const Rows& rows) {
    Event event;
    event.id = rows.integer(0);
    event.version = rows.integer(1);
    event.created_event = rows.integer(2);
    std::string* texts[] = {&event.code,         &event.name,  &event.subtitle, &event.season,    &event.promoter,
                            &event.organisation, &event.venue, &event.hall,     &event.starts_at, &event.ends_at};
    int column = 3;
    for (auto* text : texts) *text = rows.string(column++);
    event.capacity = rows.optional_integer(13);
    return event;
}

/// Names of one list of all events, in their order.
void read_lists(Transaction& transaction, std::string_view sql, std::unordered_map<std::int64_t, Event>& events,
                std::vector<std::string> Event::*list) {
    auto rows = transaction.query(sql);
    while (rows.next())
        if (auto found = events.find(rows.integer(0)); found != events.end())
            (found->second.*list).push_back(rows.string(1));
}

void write_lists(Transaction& transaction, Change& change, const Event& event) {
    transaction.execute("DELETE FROM event_production WHERE event_id = :id", event.id);
    transaction.execute("DELETE FROM event_genre WHERE event_id = :id", event.id);
    transaction.execute("DELETE FROM event_event_tag WHERE event_id = :id", event.id);
    int position = 0;
    for (const auto& name : event.production)
        transaction.execute(
            "INSERT INTO event_production (event_id, position, production_id) VALUES (:event_id, :position, "
            ":production_id)",
            event.id, ++position, find_or_create(transaction, change, Shelf::production, name));
    for (const auto& name : event.genres)
        transaction.execute(
            "INSERT INTO event_genre (event_id, genre_id) VALUES (:event_id, :genre_id) ON CONFLICT DO NOTHING",
            event.id, find_or_create(transaction, change, Shelf::genre, name));
    for (const auto& name : event.tags)
        transaction.execute(
            "INSERT INTO event_event_tag (event_id, event_tag_id) VALUES (:event_id, :event_tag_id) ON CONFLICT DO "
            "NOTHING",
            event.id, find_or_create(transaction, change, Shelf::event_tag, name));
}

std::int64_t organisation_of(Transaction& transaction, Change& change, std::string_view name) {
    if (name.empty()) return 1;
    auto rows = transaction.query("SELECT id FROM organisation WHERE name = :name", name);
    if (rows.next()) return rows.integer(0);
    const auto id = take_ids(transaction, "organisation");
    transaction.execute("INSERT INTO organisation (id, name) VALUES (:id, :name)", id, name);
    change.created("organisation", id);
    return id;
}

/// Inserts or overwrites the row; `insert` says which.
void write_row(Transaction& transaction, Change& change, const Event& event, bool insert) {
    auto shelf = [&](Shelf which, std::string_view name, std::string_view attribute = "") {
        return name.empty() ? std::nullopt : std::optional(find_or_create(transaction, change, which, name, attribute));
    };
    const auto season = shelf(Shelf::season, event.season), promoter = shelf(Shelf::promoter, event.promoter);
    const auto venue = shelf(Shelf::venue, event.venue), hall = shelf(Shelf::hall, event.hall, event.venue);
    const auto organisation = organisation_of(transaction, change, event.organisation);
    transaction.execute(
        insert
            ? "INSERT INTO event (id, created_event, code, name, subtitle, season_id, promoter_id, organisation_id, "
              "venue_id, hall_id,"
              " starts_at, ends_at, capacity) VALUES (:id, :created_event, :code, :name, :subtitle, :season_id, "
              ":promoter_id,"
              " :organisation_id, :venue_id, :hall_id, :starts_at, :ends_at, :capacity)"
            : "UPDATE event SET id = :id, version = version + 1, created_event = :created_event, code = :code,"
              " name = :name, subtitle = :subtitle, season_id = :season_id, promoter_id = :promoter_id,"
              " organisation_id = :organisation_id, venue_id = :venue_id, hall_id = :hall_id, starts_at = :starts_at,"
              " ends_at = :ends_at, capacity = :capacity WHERE id = :id",
        event.id, event.created_event, event.code, event.name, sql::text_or_null(event.subtitle), season, promoter,
        organisation, venue, hall, sql::text_or_null(event.starts_at), sql::text_or_null(event.ends_at),
        event.capacity);
    write_lists(transaction, change, event);
}

std::vector<Conflict> reverse_change(House& house, Transaction& transaction, Change& change, std::int64_t id,
                                     const std::vector<audit::FieldChange>& fields, bool check_only) {
    auto before = find_event(transaction, id);
    if (!before) return {{"event", id, "", "", "error.gone"}};
    Event after = *before;
    auto conflicts = audit::put_back(event_fields(), after, fields, house.rules);
    if (!check_only) store_event(house, transaction, change, after);
    return conflicts;
}

std::vector<Conflict> reverse_creation(House&, Transaction& transaction, Change& change, std::int64_t first,
                                       std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        auto rows = transaction.query("SELECT version, created_event FROM event WHERE id = :id", id);
        if (!rows.next() || rows.integer(1) != event) continue;
        if (rows.integer(0) > 1 && audit::touched_by_others(transaction, "event", id, event, change.event()))
            conflicts.push_back({"event", id, "", "", "error.changed_since"});
        else if (transaction.query("SELECT 1 FROM event_line WHERE event_id = :id LIMIT 1", id).next())
            conflicts.push_back({"event", id, "", "", "events.has_tickets"});
        else if (!users_of(transaction, "event", id).empty()) conflicts.push_back({"event", id, "", "", "error.in_use"});
        else if (!check_only) {
            for (const char* table : {"event_production", "event_genre", "event_event_tag", "event_price", "event_sale",
                                      "section_claim"})
                transaction.execute("DELETE FROM " + std::string(table) + " WHERE event_id = :id", id);
            transaction.execute("DELETE FROM event WHERE id = :id", id);
            change.deleted("event", id, audit::no_image, 0);
        }
    }
    return conflicts;
}

}  // namespace

const FieldTable<Event>& event_fields() {
    using enum FieldKind;
    constexpr auto open = Privacy::open;
    static const FieldTable<Event> table = {
        {{"code", text, 40, open, required}, &Event::code},
        {{"name", text, 120, open, required}, &Event::name},
        {{"subtitle", text, 120, open}, &Event::subtitle},
        {{"production", text_list, 120, open}, &Event::production},
        {{"season", text, 120, open}, &Event::season},
        {{"promoter", text, 120, open}, &Event::promoter},
        {{"organisation", text, 120, open}, &Event::organisation},
        {{"venue", text, 120, open}, &Event::venue},
        {{"hall", text, 120, open}, &Event::hall},
        {{"starts_at", instant, 0, open}, &Event::starts_at},
        {{"ends_at", instant, 0, open}, &Event::ends_at},
        {{"genres", text_list, 120, open}, &Event::genres},
        {{"tags", text_list, 120, open}, &Event::tags},
        {{"capacity", integer, 9, open}, &Event::capacity},
    };
    return table;
}

std::optional<std::int64_t> id_of_code(Transaction& transaction, std::string_view code) {
    auto rows = transaction.query("SELECT id FROM event WHERE code = :code", code);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

std::optional<Event> find_event(Transaction& transaction, std::int64_t id) {
    std::unordered_map<std::int64_t, Event> one;
    {
        auto rows = transaction.query(std::string(select_events) + " WHERE e.id = :id", id);
        if (!rows.next()) return std::nullopt;
        one.emplace(id, read_event(rows));
    }
    auto list = [&](std::string_view sql, std::vector<std::string> Event::*member) {
        auto rows = transaction.query(sql, id);
        while (rows.next()) (one.at(id).*member).push_back(rows.string(0));
    };
    list(
        "SELECT p.name FROM event_production e JOIN production p ON p.id = e.production_id WHERE e.event_id = :id "
        "ORDER BY e.position",
        &Event::production);
    list("SELECT g.name FROM event_genre e JOIN genre g ON g.id = e.genre_id WHERE e.event_id = :id ORDER BY g.name",
         &Event::genres);
    list(
        "SELECT t.name FROM event_event_tag e JOIN event_tag t ON t.id = e.event_tag_id WHERE e.event_id = :id ORDER "
        "BY t.name",
        &Event::tags);
    return std::move(one.at(id));
}

std::unordered_map<std::int64_t, Event> all_events(Transaction& transaction) {
    std::unordered_map<std::int64_t, Event> events;
    {
        auto rows = transaction.query(select_events);
        while (rows.next()) events.emplace(rows.integer(0), read_event(rows));
    }
    read_lists(transaction,
               "SELECT e.event_id, p.name FROM event_production e JOIN production p ON p.id = e.production_id ORDER BY "
               "e.event_id, e.position",
               events, &Event::production);
    read_lists(
        transaction,
        "SELECT e.event_id, g.name FROM event_genre e JOIN genre g ON g.id = e.genre_id ORDER BY e.event_id, g.name",
        events, &Event::genres);
    read_lists(transaction,
               "SELECT e.event_id, t.name FROM event_event_tag e JOIN event_tag t ON t.id = e.event_tag_id ORDER BY "
               "e.event_id, t.name",
               events, &Event::tags);
    return events;
}

Stored store_event(House&, Transaction& transaction, Change& change, Event event) {
    const auto id = id_of_code(transaction, event.code);
    if (!id) {
        event.id = take_ids(transaction, "event");
        event.created_event = change.event();
        write_row(transaction, change, event, true);
        change.created("event", event.id);
        return Stored::created;
    }
    const auto before = *find_event(transaction, *id);
    event.id = before.id;
    event.created_event = before.created_event;
    if (event.organisation.empty()) event.organisation = before.organisation;
    const auto changed = differences(event_fields(), before, event);
    if (changed.empty()) return Stored::unchanged;
    write_row(transaction, change, event, false);
    for (const auto& difference : changed)
        change.changed("event", event.id, *difference.field, difference.before, difference.after, 0);
    return Stored::changed;
}

audit::Reversible reversible_event() {
    return {"event", reverse_change, reverse_creation, audit::gone_for_good("event")};
}

}  // namespace kartei::events
