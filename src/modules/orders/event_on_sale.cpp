#include "modules/orders/event_on_sale.hpp"

#include <map>
#include <set>

#include "audit/field_reversal.hpp"
#include "audit/hold.hpp"
#include "audit/no_way_back.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/orders/order_store.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using audit::Conflict;
using events::EventSale;
using events::Place;
using sql::Transaction;

/// Seats that are kept from sale, by where they are: the next edition keeps them too.
using Blocked = std::map<std::tuple<std::string, std::string, std::string>, Claim>;

Blocked take_blocked(House& house, Transaction& transaction, const EventSale& before) {
    Blocked blocked;
    const auto plan = before.plan_id ? events::find_plan(transaction, before.plan_id) : std::nullopt;
    if (!plan) return blocked;
    std::map<std::int64_t, const Place*> places;
    for (const auto& place : plan->places) places.emplace(place.id, &place);
    for (const auto& claim : claims_of(transaction, before.event_id, house.now()))
        if (const auto place = places.find(claim.seat_id); claim.state == "blocked" && place != places.end())
            blocked.emplace(std::tuple(place->second->section, place->second->row, place->second->seat), claim);
    return blocked;
}

void put_blocked(Transaction& transaction, const EventSale& after, const Blocked& blocked) {
    const auto plan = after.plan_id ? events::find_plan(transaction, after.plan_id) : std::nullopt;
    if (!plan) return;
    for (const auto& place : plan->places)
        if (const auto found = blocked.find({place.section, place.row, place.seat}); found != blocked.end())
            transaction.execute(
                "INSERT INTO seat_claim (event_id, seat_id, state, holder, reason)"
                " VALUES (:event, :seat, 'blocked', :holder, :reason) ON CONFLICT (event_id, seat_id) DO NOTHING",
                after.event_id, place.id, found->second.holder, sql::text_or_null(found->second.reason));
}

/// All claims of the event date made anew on its plan. What drafts held is free.
std::vector<Unclaimed> claim_anew(House& house, Transaction& transaction, const EventSale& before,
                                  const EventSale& after) {
    const auto blocked = take_blocked(house, transaction, before);
    for (const char* table : {"seat_claim", "section_hold", "section_ticket", "section_claim"})
        // sql: one of the four names above
        transaction.execute("DELETE FROM " + std::string(table) + " WHERE event_id = :event", after.event_id);
    auto unclaimed = settle_event(house, transaction, after.event_id);
    put_blocked(transaction, after, blocked);
    return unclaimed;
}

Issue place_issue(std::string key, const Unclaimed& one) {
    return {"plan", std::move(key), {{"section", one.section}, {"row", one.row}, {"seat", one.seat}}};
}

/// Those that have no place in the plan, as a refusal; an empty one says that all have. A ticket that names no seat
/// lost none.
Refusal vanished(const std::vector<Unclaimed>& unclaimed) {
    Refusal refusal{RefusalKind::conflict, {}};
    for (const auto& one : unclaimed)
        if (one.holder.empty() && !(one.row.empty() && one.seat.empty()) && refusal.issues.size() < 100)
            refusal.issues.push_back(place_issue("error.seats_would_vanish", one));
    return refusal;
}

std::vector<Conflict> reverse_sale(House& house, Transaction& transaction, Change& change, std::int64_t id,
                                   const std::vector<audit::FieldChange>& fields, bool check_only) {
    const auto before = events::find_event_sale(transaction, id);
    auto after = before;
    auto conflicts = audit::put_back(events::event_sale_fields(), after, fields, house.rules);
    if (check_only || !conflicts.empty()) return conflicts;
    events::store_event_sale(transaction, change, before, after);
    if (before.plan_id == after.plan_id) return conflicts;
    for (const auto& issue : vanished(claim_anew(house, transaction, before, after)).issues)
        if (after.plan_id) conflicts.push_back({"event_sale", id, "plan", "", issue.key});
    return conflicts;
}

/// Seats that live and deleted tickets of a hall name.
std::vector<Place> places_of_tickets(Transaction& transaction, std::int64_t hall) {
    std::vector<Place> places;
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    // Some imports know no zone; and a seat may have had several: the first one is as good as any.
    auto rows = transaction.query(
        "SELECT t.section, t.row, t.seat, min(t.entrance), min(t.price_zone) FROM event e"
        " JOIN event_line l ON l.event_id = e.id JOIN order_line o ON o.name_key = l.name_key"
        " AND o.order_key = l.order_key JOIN ticket t ON t.order_id = o.order_id AND t.event_id = e.id"
        " WHERE e.hall_id = :hall AND t.row IS NOT NULL AND t.seat IS NOT NULL GROUP BY t.section, t.row, t.seat",
        hall);
    while (rows.next()) {
        Place place;
        place.section = rows.is_null(0) ? std::string(nameless_section) : rows.string(0);
        place.row = rows.string(1);
        place.seat = rows.string(2);
        place.entrance = rows.string(3);
        place.price_zone = rows.is_null(4) ? "1" : rows.string(4);
        if (seen.emplace(place.section, place.row, place.seat).second) places.push_back(std::move(place));
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return events::natural_key(a.section) < events::natural_key(b.section);
    });
    return places;
}

/// The highest price of each type and zone: reductions are not what is asked for.
std::vector<std::string> usual_prices(Transaction& transaction, std::int64_t hall) {
    std::vector<std::string> prices;
    auto rows = transaction.query(
        "SELECT t.ticket_type_id, coalesce(t.price_zone, '1'), max(t.price) FROM event e"
        " JOIN event_line l ON l.event_id = e.id JOIN order_line o ON o.name_key = l.name_key"
        " AND o.order_key = l.order_key JOIN ticket t ON t.order_id = o.order_id AND t.event_id = e.id"
        " WHERE e.hall_id = :hall AND t.ticket_type_id IS NOT NULL AND t.price >= 0 AND t.row IS NOT NULL"
        " GROUP BY t.ticket_type_id, coalesce(t.price_zone, '1') ORDER BY 1, 2",
        hall);
    while (rows.next())
        prices.push_back(events::written_price({rows.integer(0), rows.string(1), rows.integer(2)}));
    std::sort(prices.begin(), prices.end());
    return prices;
}

std::vector<std::int64_t> coming_without_plan(Transaction& transaction, std::int64_t hall, std::string_view now) {
    std::vector<std::int64_t> events;
    auto rows = transaction.query(
        "SELECT e.id FROM event e LEFT JOIN event_sale s ON s.event_id = e.id WHERE e.hall_id = :hall"
        " AND e.starts_at > :now AND s.plan_id IS NULL ORDER BY e.id",
        hall, now);
    while (rows.next()) events.push_back(rows.integer(0));
    return events;
}

bool has_place(const std::vector<Place>& places, const Place& wanted) {
    return std::any_of(places.begin(), places.end(), [&](const Place& place) {
        return place.section == wanted.section && place.row == wanted.row && place.seat == wanted.seat;
    });
}

}  // namespace

Result<Done> check_sale_of_event(Transaction& transaction, const EventSale& sale) {
    std::set<std::string> zones;
    if (sale.plan_id) {
        const auto plan = events::find_plan(transaction, sale.plan_id);
        if (!plan) return refuse_field("plan", "error.no_such_plan");
        for (const auto& place : plan->places) zones.insert(place.price_zone);
    }
    if (sale.state == "on_sale" && !sale.plan_id) return refuse_field("plan", "error.on_sale_without_plan");
    const auto types = events::names_on_shelf(transaction, events::Shelf::ticket_type);
    for (const auto& price : events::prices_of(sale)) {
        if (!types.contains(price.ticket_type_id)) return refuse_field("prices", "error.no_such_ticket_type");
        if (sale.plan_id && !zones.contains(price.price_zone))
            return refuse_field("prices", "error.no_such_price_zone", {{"value", price.price_zone}});
    }
    return Done{};
}

std::vector<Unclaimed> store_sale_of_event(House& house, Transaction& transaction, Change& change,
                                           const EventSale& before, const EventSale& after) {
    // Who else changes it waits for the event date (hold), so the version is the one that was read.
    events::store_event_sale(transaction, change, before, after);
    if (before.plan_id == after.plan_id) return {};
    return claim_anew(house, transaction, before, after);
}

Result<OnSale> put_on_sale(House& house, Transaction& transaction, const Actor& actor, std::int64_t version,
                           EventSale after) {
    hold(transaction, Held::event, std::to_string(after.event_id));
    const auto before = events::find_event_sale(transaction, after.event_id);
    if (before.version != version) return refuse(RefusalKind::stale, "error.stale");
    TRY(check_sale_of_event(transaction, after));
    if (differences(events::event_sale_fields(), before, after).empty()) return OnSale{before, 0, {}};
    Change change(house, transaction, actor, "event_put_on_sale");
    if (!events::store_event_sale(transaction, change, before, after))
        return refuse(RefusalKind::stale, "error.stale");
    OnSale done{after, change.event(), {}};
    if (before.plan_id != after.plan_id) done.conflicts = claim_anew(house, transaction, before, after);
    if (auto refusal = vanished(done.conflicts); after.plan_id && !refusal.issues.empty()) return refusal;
    change.seal();
    done.sale = events::find_event_sale(transaction, after.event_id);
    return done;
}

Result<std::optional<std::int64_t>> plan_from_tickets(House& house, Transaction& transaction, const Actor& actor,
                                                      const std::string& hall) {
    const auto id = events::find_on_shelf(transaction, events::Shelf::hall, hall);
    if (!id) return refuse_field("hall", "error.unknown_in_filter", {{"value", hall}});
    auto places = places_of_tickets(transaction, *id);
    if (places.empty()) return refuse_field("hall", "error.hall_without_seats", {{"hall", hall}});
    if (const auto newest = events::newest_plan(transaction, *id)) {
        const auto plan = events::find_plan(transaction, *newest);
        if (std::all_of(places.begin(), places.end(),
                        [&](const Place& place) { return has_place(plan->places, place); }))
            return std::optional<std::int64_t>();
    }
    places = TRY(events::arranged(std::move(places)));
    Change change(house, transaction, actor, "seat_plan_made");
    const auto plan = events::store_plan(transaction, change, hall, "", "", places);
    change.seal();
    return std::optional(plan);
}

Result<std::int64_t> sell_hall(House& house, Transaction& transaction, const Actor& actor, const std::string& hall) {
    const auto id = events::find_on_shelf(transaction, events::Shelf::hall, hall);
    const auto plan = id ? events::newest_plan(transaction, *id) : std::nullopt;
    if (!plan) return refuse_field("hall", "error.no_plan_of_hall", {{"hall", hall}});
    const auto prices = usual_prices(transaction, *id);
    std::int64_t sold = 0;
    for (const auto event : coming_without_plan(transaction, *id, house.now())) {
        auto sale = events::find_event_sale(transaction, event);
        sale.plan_id = *plan;
        sale.state = "on_sale";
        sale.prices = prices;
        TRY(put_on_sale(house, transaction, actor, sale.version, sale));
        ++sold;
    }
    return sold;
}

audit::Reversible reversible_event_sale() {
    return {"event_sale", reverse_sale, audit::no_creation_back("event_sale"), audit::gone_for_good("event_sale")};
}

}  // namespace kartei::orders
