#include "modules/events/seat_plan_store.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "audit/no_way_back.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_list.hpp"

namespace kartei::events {
namespace {

using audit::Change;
using audit::Conflict;
using sql::Rows;
using sql::text_or_null;
using sql::Transaction;

constexpr std::string_view select_sections =
    "SELECT s.id, s.id, s.name, NULL, NULL, s.entrance, s.price_zone, NULL, NULL, 'normal', s.capacity, 0, s.position"
    " FROM plan_section s WHERE s.plan_id = :plan AND s.capacity IS NOT NULL";
constexpr std::string_view select_seats =
    "SELECT p.id, s.id, s.name, p.row, p.seat, p.entrance, p.price_zone, p.x, p.y, p.kind, NULL, p.row_order,"
    " s.position FROM plan_seat p JOIN plan_section s ON s.id = p.section_id WHERE p.plan_id = :plan";

Place read_place(const Rows& rows) {
    Place place;
    place.id = rows.integer(0);
    place.section_id = rows.integer(1);
    std::string* const texts[] = {&place.section, &place.row, &place.seat, &place.entrance, &place.price_zone};
    int column = 2;
    for (auto* text : texts) *text = rows.string(column++);
    place.x = rows.optional_integer(7);
    place.y = rows.optional_integer(8);
    place.kind = rows.string(9);
    place.capacity = rows.optional_integer(10);
    place.row_order = rows.integer(11);
    return place;
}

std::map<std::string, std::int64_t> store_sections(Transaction& transaction, std::int64_t plan,
                                                   const std::vector<Place>& places) {
    std::map<std::string, std::int64_t> ids;
    for (const auto& place : places) {
        if (ids.contains(place.section)) continue;
        const auto id = take_ids(transaction, "plan_section");
        transaction.execute(
            "INSERT INTO plan_section (id, plan_id, position, name, entrance, price_zone, capacity)"
            " VALUES (:id, :plan, :position, :name, :entrance, :price_zone, :capacity)",
            id, plan, ids.size() + 1, place.section, text_or_null(place.entrance), place.price_zone, place.capacity);
        ids.emplace(place.section, id);
    }
    return ids;
}

void store_seats(Transaction& transaction, std::int64_t plan, const std::map<std::string, std::int64_t>& sections,
                 const std::vector<Place>& places) {
    auto id = take_ids(transaction, "plan_seat", static_cast<std::int64_t>(places.size()));
    auto insert = transaction.bulk_insert("plan_seat", {"id", "plan_id", "section_id", "row_order", "row", "seat",
                                                        "entrance", "price_zone", "x", "y", "kind"});
    for (const auto& place : places)
        if (!place.is_counted())
            insert->add({id++, plan, sections.at(place.section), place.row_order, place.row, place.seat,
                         text_or_null(place.entrance), place.price_zone, place.x, place.y, place.kind});
    insert->finish();
}

std::int64_t next_edition(Transaction& transaction, std::int64_t hall) {
    auto rows = transaction.query("SELECT coalesce(max(edition), 0) + 1 FROM seat_plan WHERE hall_id = :hall", hall);
    rows.next();
    return rows.integer(0);
}

/// Whether a change moved event dates to the plan it made: they go back before the plan does.
bool moved_dates(Transaction& transaction, std::int64_t event) {
    return transaction.query("SELECT 1 FROM change_event WHERE id = :event AND kind = 'seat_plan_corrected'", event)
        .next();
}

std::vector<Conflict> reverse_creation(House&, Transaction& transaction, Change& change, std::int64_t first,
                                       std::int64_t last, std::int64_t event, bool check_only) {
    std::vector<Conflict> conflicts;
    for (auto id = last; id >= first; --id) {
        auto rows = transaction.query("SELECT created_event FROM seat_plan WHERE id = :id", id);
        if (!rows.next() || rows.integer(0) != event) continue;
        if (transaction.query("SELECT 1 FROM event_sale WHERE plan_id = :id LIMIT 1", id).next() &&
            !(check_only && moved_dates(transaction, event)))
            conflicts.push_back({"seat_plan", id, "", "", "events.plan_in_use"});
        else if (!check_only) {
            transaction.execute("DELETE FROM plan_seat WHERE plan_id = :id", id);
            transaction.execute("DELETE FROM plan_section WHERE plan_id = :id", id);
            transaction.execute("DELETE FROM seat_plan WHERE id = :id", id);
            change.deleted("seat_plan", id, audit::no_image, 0);
        }
    }
    return conflicts;
}

void write_prices(Transaction& transaction, const EventSale& sale) {
    transaction.execute("DELETE FROM event_price WHERE event_id = :event", sale.event_id);
    for (const auto& price : prices_of(sale))
        transaction.execute(
            "INSERT INTO event_price (event_id, ticket_type_id, price_zone, price)"
            " VALUES (:event, :type, :zone, :price)",
            sale.event_id, price.ticket_type_id, price.price_zone, price.price);
}

}  // namespace

std::optional<SeatPlan> find_plan(Transaction& transaction, std::int64_t id) {
    SeatPlan plan;
    {
        auto rows = transaction.query(
            "SELECT p.id, p.version, p.hall_id, p.edition, p.name, h.name, v.name FROM seat_plan p"
            " JOIN hall h ON h.id = p.hall_id LEFT JOIN venue v ON v.id = h.venue_id WHERE p.id = :id",
            id);
        if (!rows.next()) return std::nullopt;
        std::int64_t* const numbers[] = {&plan.id, &plan.version, &plan.hall_id, &plan.edition};
        for (int column = 0; column < 4; ++column) *numbers[column] = rows.integer(column);
        plan.name = rows.string(4);
        plan.hall = rows.string(5);
        plan.venue = rows.string(6);
    }
    // sql: the parts stand above
    static const auto places = fmt::format("{} UNION ALL {} ORDER BY 13, 12, 8", select_sections, select_seats);
    auto rows = transaction.query(places, id);
    while (rows.next()) plan.places.push_back(read_place(rows));
    return plan;
}

std::optional<Place> find_place(Transaction& transaction, std::int64_t plan, std::int64_t id, bool counted) {
    // sql: the parts stand above
    static const auto seat = fmt::format("{} AND p.id = :id", select_seats);
    // sql: the parts stand above
    static const auto section = fmt::format("{} AND s.id = :id", select_sections);
    auto rows = transaction.query(counted ? section : seat, plan, id);
    if (!rows.next()) return std::nullopt;
    return read_place(rows);
}

std::optional<Place> find_same_place(Transaction& transaction, std::int64_t plan, const Place& place) {
    // sql: the parts stand above
    static const auto section = fmt::format("{} AND s.name = :section", select_sections);
    // sql: the parts stand above
    static const auto seat = fmt::format("{} AND s.name = :section AND p.row = :row AND p.seat = :seat", select_seats);
    auto rows = place.is_counted() ? transaction.query(section, plan, place.section)
                                   : transaction.query(seat, plan, place.section, place.row, place.seat);
    if (!rows.next()) return std::nullopt;
    return read_place(rows);
}

std::optional<std::int64_t> newest_plan(Transaction& transaction, std::int64_t hall) {
    auto rows = transaction.query("SELECT id FROM seat_plan WHERE hall_id = :hall ORDER BY edition DESC LIMIT 1", hall);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

std::vector<PlanLine> all_plans(Transaction& transaction) {
    std::vector<PlanLine> plans;
    auto rows = transaction.query(
        "SELECT p.id, p.edition, h.name, v.name, p.name, (SELECT count(*) FROM plan_seat s WHERE s.plan_id = p.id),"
        " (SELECT coalesce(sum(s.capacity), 0) FROM plan_section s WHERE s.plan_id = p.id),"
        " (SELECT count(*) FROM event_sale e WHERE e.plan_id = p.id)"
        " FROM seat_plan p JOIN hall h ON h.id = p.hall_id LEFT JOIN venue v ON v.id = h.venue_id"
        " ORDER BY h.name, p.edition DESC");
    while (rows.next())
        plans.push_back({rows.integer(0), rows.integer(1), rows.string(2), rows.string(3), rows.string(4),
                         rows.integer(5), rows.integer(6), rows.integer(7)});
    return plans;
}

std::int64_t store_plan(Transaction& transaction, Change& change, const std::string& hall, const std::string& venue,
                        const std::string& name, const std::vector<Place>& places) {
    if (!venue.empty()) find_or_create(transaction, change, Shelf::venue, venue);
    const auto hall_id = find_or_create(transaction, change, Shelf::hall, hall, venue);
    const auto edition = next_edition(transaction, hall_id);
    const auto id = take_ids(transaction, "seat_plan");
    // Two who add an edition at the same moment: UNIQUE lets one of them win.
    transaction.execute(
        "INSERT INTO seat_plan (id, created_event, hall_id, edition, name)"
        " VALUES (:id, :event, :hall, :edition, :name)",
        id, change.event(), hall_id, edition, name.empty() ? hall : name);
    store_seats(transaction, id, store_sections(transaction, id, places), places);
    change.created("seat_plan", id);
    return id;
}

audit::Reversible reversible_plan() {
    return {"seat_plan", audit::no_change_back("seat_plan"), reverse_creation, audit::gone_for_good("seat_plan")};
}

const FieldTable<EventSale>& event_sale_fields() {
    using enum FieldKind;
    static const FieldTable<EventSale> table = {
        {{"plan", reference, 0, Privacy::open, plain, {}, "seat_plan"}, &EventSale::plan_id},
        {{"state", text, 20}, &EventSale::state},
        {{"sale_from", instant}, &EventSale::sale_from},
        {{"sale_to", instant}, &EventSale::sale_to},
        {{"prices", text_list, 200}, &EventSale::prices},
    };
    return table;
}

std::string written_price(const Price& price) {
    return std::to_string(price.ticket_type_id) + "/" + std::to_string(price.price) + "/" + price.price_zone;
}

std::vector<Price> prices_of(const EventSale& sale) {
    std::vector<Price> prices;
    for (const auto& written : sale.prices) {
        const auto first = written.find('/'), second = written.find('/', first + 1);
        prices.push_back({std::stoll(written.substr(0, first)), written.substr(second + 1),
                          std::stoll(written.substr(first + 1, second - first - 1))});
    }
    return prices;
}

std::optional<std::int64_t> price_of(const EventSale& sale, std::int64_t ticket_type, std::string_view zone) {
    for (const auto& price : prices_of(sale))
        if (price.ticket_type_id == ticket_type && price.price_zone == zone) return price.price;
    return std::nullopt;
}

std::vector<std::string> in_order(const EventSale& sale) {
    auto prices = prices_of(sale);
    std::sort(prices.begin(), prices.end(), [](const Price& one, const Price& other) {
        return std::tie(one.ticket_type_id, one.price_zone) < std::tie(other.ticket_type_id, other.price_zone);
    });
    std::vector<std::string> written;
    for (const auto& price : prices) written.push_back(written_price(price));
    return written;
}

EventSale find_event_sale(Transaction& transaction, std::int64_t event) {
    EventSale sale;
    sale.event_id = event;
    {
        auto rows = transaction.query(
            "SELECT version, plan_id, state, sale_from, sale_to FROM event_sale WHERE event_id = :event", event);
        if (!rows.next()) return sale;
        sale.version = rows.integer(0);
        sale.plan_id = rows.integer(1);
        sale.state = rows.string(2);
        sale.sale_from = rows.string(3);
        sale.sale_to = rows.string(4);
    }
    auto rows = transaction.query(
        "SELECT ticket_type_id, price_zone, price FROM event_price WHERE event_id = :event"
        " ORDER BY ticket_type_id, price_zone",
        event);
    while (rows.next()) sale.prices.push_back(written_price({rows.integer(0), rows.string(1), rows.integer(2)}));
    return sale;
}

std::vector<std::int64_t> events_on_plans(Transaction& transaction) {
    std::vector<std::int64_t> events;
    auto rows = transaction.query("SELECT event_id FROM event_sale WHERE plan_id IS NOT NULL ORDER BY event_id");
    while (rows.next()) events.push_back(rows.integer(0));
    return events;
}

bool store_event_sale(Transaction& transaction, Change& change, const EventSale& before, const EventSale& wanted) {
    auto after = wanted;
    after.prices = in_order(wanted);
    const auto plan = after.plan_id == 0 ? std::nullopt : std::optional(after.plan_id);
    if (transaction.execute(
            "INSERT INTO event_sale (event_id, version, plan_id, state, sale_from, sale_to)"
            " VALUES (:event, 2, :plan, :state, :sale_from, :sale_to) ON CONFLICT (event_id) DO UPDATE SET"
            " version = event_sale.version + 1, plan_id = excluded.plan_id, state = excluded.state,"
            " sale_from = excluded.sale_from, sale_to = excluded.sale_to WHERE event_sale.version = :version",
            after.event_id, plan, after.state, text_or_null(after.sale_from), text_or_null(after.sale_to),
            before.version) == 0)
        return false;
    if (before.prices != after.prices) write_prices(transaction, after);
    for (const auto& difference : differences(event_sale_fields(), before, after))
        change.changed("event_sale", after.event_id, *difference.field, difference.before, difference.after, 0);
    return true;
}

bool is_on_sale(const EventSale& sale, std::string_view now) {
    return sale.state == "on_sale" && (sale.sale_from.empty() || sale.sale_from <= now) &&
           (sale.sale_to.empty() || now < sale.sale_to);
}

std::map<std::int64_t, SaleState> sale_states(Transaction& transaction, std::string_view now) {
    std::map<std::int64_t, SaleState> all;
    auto rows = transaction.query("SELECT event_id, state, CASE WHEN (sale_from IS NULL OR sale_from <= :now) AND"
                                  " (sale_to IS NULL OR sale_to > :now) THEN 1 ELSE 0 END FROM event_sale"
                                  " WHERE plan_id IS NOT NULL",
                                  now);
    while (rows.next())
        all[rows.integer(0)] = {rows.string(1), rows.text(1) != "on_sale" || rows.integer(2) != 0};
    return all;
}

}  // namespace kartei::events
