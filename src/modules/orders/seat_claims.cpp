#include "modules/orders/seat_claims.hpp"

#include <algorithm>
#include <array>

#include "audit/hold.hpp"
#include "modules/orders/order_store.hpp"

namespace kartei::orders {
namespace {

using events::Place;
using events::SeatPlan;
using sql::Transaction;

std::string later(const std::string& instant, std::chrono::minutes by) {
    return write_instant(*read_instant(instant, "UTC") + by);
}

Claim read_claim(const sql::Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.string(2), rows.string(3), rows.integer(4),
            rows.integer(5), rows.string(6), rows.string(7)};
}

constexpr std::string_view select_claims =
    "SELECT event_id, seat_id, state, holder, draft_id, ticket_id, until, reason FROM seat_claim";

std::optional<Claim> find_claim(Transaction& transaction, std::int64_t event, std::int64_t seat) {
    auto rows = transaction.query(std::string(select_claims) + " WHERE event_id = :event AND seat_id = :seat", event,
                                  seat);
    if (!rows.next()) return std::nullopt;
    return read_claim(rows);
}

const Place* find_seat(const SeatPlan& plan, std::int64_t id) {
    for (const auto& place : plan.places)
        if (place.id == id && !place.is_counted()) return &place;
    return nullptr;
}

Issue taken_issue(const House& house, const Place& place, const std::optional<Claim>& claim) {
    Parameters told{{"section", place.section}, {"row", place.row}, {"seat", place.seat},
                    {"holder", claim ? claim->holder : ""}};
    if (!claim || claim->state != "held") return {"seats", "error.seat_taken", std::move(told)};
    const auto until = local_time(*read_instant(claim->until, "UTC"), house.rules.time_zone);
    told.emplace_back("until", fmt::format("{:02}:{:02}", until.hour, until.minute));
    return {"seats", "error.seat_held", std::move(told)};
}

/// Seats of the plan, each once, in the one order in which seats are claimed.
Result<std::vector<const Place*>> seats_in_order(const SeatPlan& plan, std::vector<std::int64_t> ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::vector<const Place*> seats;
    for (const auto id : ids) {
        seats.push_back(find_seat(plan, id));
        if (!seats.back())
            return Refusal{RefusalKind::invalid, {{"seats", "error.no_such_seat", {{"seat", std::to_string(id)}}}}};
    }
    return seats;
}

bool take_seat(Transaction& transaction, const Draft& draft, std::int64_t event, std::int64_t seat,
               std::string_view now) {
    return transaction.execute(
               "INSERT INTO seat_claim (event_id, seat_id, state, holder, draft_id, until)"
               " VALUES (:event, :seat, 'held', :holder, :draft, :until) ON CONFLICT (event_id, seat_id) DO UPDATE SET"
               " holder = excluded.holder, draft_id = excluded.draft_id, until = excluded.until"
               " WHERE seat_claim.state = 'held' AND (seat_claim.draft_id = excluded.draft_id"
               " OR seat_claim.until <= :now)",
               event, seat, draft.user_name, draft.id, draft.until, now) == 1;
}

/// Takes from the counter of a section what was counted for holds that this transaction has deleted: two who end the
/// same draft at once each give back only what they took away.
void uncount(Transaction& transaction, std::int64_t event, std::int64_t section, std::int64_t places) {
    transaction.execute(
        "UPDATE section_claim SET taken = taken - :places WHERE event_id = :event AND section_id = :section", places,
        event, section);
}

std::int64_t end_holds(Transaction& transaction, std::int64_t event, std::int64_t section, std::string_view now) {
    std::int64_t places = 0;
    auto rows = transaction.query(
        "DELETE FROM section_hold WHERE event_id = :event AND section_id = :section AND until <= :now RETURNING places",
        event, section, now);
    while (rows.next()) places += rows.integer(0);
    return places;
}

/// The counter of a section, made when it is first wanted, and held until the end; holds that are over are given back.
void open_section(Transaction& transaction, std::int64_t event, const Place& section, std::string_view now) {
    const auto ended = end_holds(transaction, event, section.id, now);
    transaction.execute(
        "INSERT INTO section_claim (event_id, section_id, capacity, taken) VALUES (:event, :section, :capacity, 0)"
        " ON CONFLICT (event_id, section_id) DO UPDATE SET taken = section_claim.taken",
        event, section.id, *section.capacity);
    if (ended > 0) uncount(transaction, event, section.id, ended);
}

bool count_places(Transaction& transaction, std::int64_t event, std::int64_t section, std::int64_t places) {
    return transaction.execute(
               "UPDATE section_claim SET taken = taken + :places WHERE event_id = :event AND section_id = :section"
               " AND taken + :places <= capacity AND taken + :places >= 0",
               places, event, section) == 1;
}

std::int64_t places_left(Transaction& transaction, std::int64_t event, std::int64_t section) {
    auto rows = transaction.query(
        "SELECT capacity - taken FROM section_claim WHERE event_id = :event AND section_id = :section", event, section);
    return rows.next() ? rows.integer(0) : 0;
}

/// Gives the places of a section back that a draft holds: all, or those of one event date.
void give_back_places(Transaction& transaction, std::int64_t draft) {
    std::vector<std::array<std::int64_t, 3>> ended;
    {
        auto rows = transaction.query(
            "DELETE FROM section_hold WHERE draft_id = :draft RETURNING event_id, section_id, places", draft);
        while (rows.next()) ended.push_back({rows.integer(0), rows.integer(1), rows.integer(2)});
    }
    std::sort(ended.begin(), ended.end());
    for (const auto& [event, section, places] : ended) uncount(transaction, event, section, places);
}

}  // namespace

Draft begin_draft(House& house, Transaction& transaction, const Actor& actor) {
    Draft draft{take_ids(transaction, "sale_draft"), actor.user_id, actor.name, house.now(), ""};
    draft.until = later(draft.started_at, hold_lasts);
    end_old_drafts(transaction, draft.started_at);
    transaction.execute(
        "INSERT INTO sale_draft (id, user_id, user_name, started_at, until)"
        " VALUES (:id, :user_id, :user_name, :started_at, :until)",
        draft.id, draft.user_id, draft.user_name, draft.started_at, draft.until);
    return draft;
}

Result<Draft> find_draft(House& house, Transaction& transaction, const Actor& actor, std::int64_t id) {
    auto rows = transaction.query(
        "SELECT id, user_id, user_name, started_at, until FROM sale_draft WHERE id = :id", id);
    if (!rows.next()) return Refusal{RefusalKind::conflict, {{"draft", "error.draft_over", {}}}};
    Draft draft{rows.integer(0), rows.integer(1), rows.string(2), rows.string(3), rows.string(4)};
    if (draft.user_id != actor.user_id || draft.user_name != actor.name)
        return refuse(RefusalKind::not_found, "error.no_such_draft");
    if (draft.until <= house.now()) return Refusal{RefusalKind::conflict, {{"draft", "error.draft_over", {}}}};
    return draft;
}

void renew_draft(House& house, Transaction& transaction, Draft& draft) {
    const auto until = std::min(later(house.now(), hold_lasts), later(draft.started_at, draft_lasts));
    if (until == draft.until) return;
    draft.until = until;
    transaction.execute("UPDATE sale_draft SET until = :until WHERE id = :id", until, draft.id);
    transaction.execute("UPDATE seat_claim SET until = :until WHERE draft_id = :id", until, draft.id);
    transaction.execute("UPDATE section_hold SET until = :until WHERE draft_id = :id", until, draft.id);
}

void end_draft(Transaction& transaction, std::int64_t draft) {
    transaction.execute("DELETE FROM seat_claim WHERE draft_id = :draft", draft);
    give_back_places(transaction, draft);
    transaction.execute("DELETE FROM sale_draft WHERE id = :draft", draft);
}

void end_old_drafts(Transaction& transaction, std::string_view now) {
    std::vector<std::int64_t> old;
    {
        // Few at a time: whoever begins tidies up after some others.
        auto rows = transaction.query("SELECT id FROM sale_draft WHERE until <= :now ORDER BY id LIMIT 5", now);
        while (rows.next()) old.push_back(rows.integer(0));
    }
    for (const auto id : old) end_draft(transaction, id);
}

Result<Done> hold_seats(House& house, Transaction& transaction, const Draft& draft, std::int64_t event,
                        const SeatPlan& plan, std::vector<std::int64_t> ids) {
    Refusal refusal{RefusalKind::conflict, {}};
    for (const auto* seat : TRY(seats_in_order(plan, std::move(ids))))
        if (!take_seat(transaction, draft, event, seat->id, house.now()))
            refusal.issues.push_back(taken_issue(house, *seat, find_claim(transaction, event, seat->id)));
    if (!refusal.issues.empty()) return refusal;
    return Done{};
}

Result<Done> hold_places(House& house, Transaction& transaction, const Draft& draft, std::int64_t event,
                         const Place& section, std::int64_t places) {
    open_section(transaction, event, section, house.now());
    if (!count_places(transaction, event, section.id, places))
        return Refusal{RefusalKind::conflict,
                       {{"places",
                         "error.places_taken",
                         {{"section", section.section},
                          {"left", std::to_string(places_left(transaction, event, section.id))}}}}};
    transaction.execute(
        "INSERT INTO section_hold (draft_id, event_id, section_id, places, until)"
        " VALUES (:draft, :event, :section, :places, :until)"
        " ON CONFLICT (draft_id, event_id, section_id) DO UPDATE SET places = section_hold.places + excluded.places",
        draft.id, event, section.id, places, draft.until);
    return Done{};
}

void release_seat(Transaction& transaction, std::int64_t draft, std::int64_t seat,
                  const std::vector<std::int64_t>& events) {
    if (events.empty())
        transaction.execute("DELETE FROM seat_claim WHERE draft_id = :draft AND seat_id = :seat", draft, seat);
    for (const auto event : events)
        transaction.execute(
            "DELETE FROM seat_claim WHERE event_id = :event AND seat_id = :seat AND draft_id = :draft", event, seat,
            draft);
}

Result<Done> block_seats(House& house, Transaction& transaction, const Actor& actor, std::int64_t event,
                         const SeatPlan& plan, std::vector<std::int64_t> ids, const std::string& reason) {
    Refusal refusal{RefusalKind::conflict, {}};
    for (const auto* seat : TRY(seats_in_order(plan, std::move(ids)))) {
        transaction.execute(
            "DELETE FROM seat_claim WHERE event_id = :event AND seat_id = :seat AND state = 'held' AND until <= :now",
            event, seat->id, house.now());
        if (transaction.execute(
                "INSERT INTO seat_claim (event_id, seat_id, state, holder, reason)"
                " VALUES (:event, :seat, 'blocked', :holder, :reason) ON CONFLICT (event_id, seat_id) DO UPDATE SET"
                " reason = excluded.reason WHERE seat_claim.state = 'blocked'",
                event, seat->id, actor.name, reason) == 0)
            refusal.issues.push_back(taken_issue(house, *seat, find_claim(transaction, event, seat->id)));
    }
    if (!refusal.issues.empty()) return refusal;
    return Done{};
}

void unblock_seats(Transaction& transaction, std::int64_t event, const std::vector<std::int64_t>& seats) {
    for (const auto seat : seats)
        transaction.execute(
            "DELETE FROM seat_claim WHERE event_id = :event AND seat_id = :seat AND state = 'blocked'", event, seat);
}

std::vector<Claim> claims_of(Transaction& transaction, std::int64_t event, std::string_view now) {
    std::vector<Claim> claims;
    auto rows = transaction.query(
        std::string(select_claims) +
            " WHERE event_id = :event AND (state <> 'held' OR until > :now) ORDER BY seat_id",
        event, now);
    while (rows.next()) claims.push_back(read_claim(rows));
    return claims;
}

std::vector<SectionState> sections_of(Transaction& transaction, std::int64_t event, std::string_view now) {
    std::vector<SectionState> sections;
    auto rows = transaction.query(
        "SELECT s.section_id, s.capacity, s.taken - (SELECT coalesce(sum(h.places), 0) FROM section_hold h"
        " WHERE h.event_id = s.event_id AND h.section_id = s.section_id AND h.until <= :now)"
        " FROM section_claim s WHERE s.event_id = :event ORDER BY s.section_id",
        now, event);
    while (rows.next()) sections.push_back({rows.integer(0), rows.integer(1), rows.integer(2)});
    return sections;
}

}  // namespace kartei::orders
