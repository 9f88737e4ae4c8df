// Correcting a seat plan: a new edition, to which the coming event dates go in the same change.
#include <algorithm>
#include <set>

#include "audit/hold.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/event_on_sale.hpp"
#include "modules/orders/sale_pricing.hpp"

namespace kartei::orders {
namespace {

using audit::Change;
using events::Place;
using sql::Transaction;

constexpr std::size_t most_told = 100;

/// Those that have not begun: what is over keeps the plan it was sold on.
std::vector<std::int64_t> coming_dates(Transaction& transaction, std::int64_t hall, std::int64_t newest,
                                       std::string_view now) {
    std::vector<std::int64_t> events;
    auto rows = transaction.query(
        "SELECT s.event_id FROM event_sale s JOIN seat_plan p ON p.id = s.plan_id JOIN event e ON e.id = s.event_id"
        " WHERE p.hall_id = :hall AND p.id <> :newest AND (e.starts_at IS NULL OR e.starts_at > :now)"
        " ORDER BY s.event_id",
        hall, newest, now);
    while (rows.next()) events.push_back(rows.integer(0));
    return events;
}

Issue place_issue(const Unclaimed& one, const std::string& event) {
    const auto* key = one.holder.empty() ? "error.seats_would_vanish_at_date" : "error.section_too_small";
    return {"places", key, {{"section", one.section}, {"row", one.row}, {"seat", one.seat}, {"event", event}}};
}

/// A ticket that names no seat lost none; one whose seat another ticket has too lost it long ago.
bool lost_its_place(const Unclaimed& one) {
    return one.holder == "-" || (one.holder.empty() && !(one.row.empty() && one.seat.empty()));
}

/// Moves event dates to a plan as part of a change; gives what forbids it.
Result<Done> move_dates(House& house, Transaction& transaction, Change& change, const std::vector<std::int64_t>& events,
                        std::int64_t plan) {
    Refusal refusal{RefusalKind::conflict, {}};
    for (const auto event : events) {
        const auto before = events::find_event_sale(transaction, event);
        auto after = before;
        after.plan_id = plan;
        TRY(check_sale_of_event(transaction, after));
        const auto name = events::find_event(transaction, event)->name;
        for (const auto& one : store_sale_of_event(house, transaction, change, before, after))
            if (lost_its_place(one) && refusal.issues.size() < most_told)
                refusal.issues.push_back(place_issue(one, name));
    }
    if (!refusal.issues.empty()) return refusal;
    return Done{};
}

bool sees_all(Transaction& transaction, const Actor& actor, const std::vector<std::int64_t>& events) {
    return std::all_of(events.begin(), events.end(),
                       [&](std::int64_t event) { return sees_event(transaction, actor, event); });
}

/// Two plans are the same when nobody could tell them apart on the drawing.
bool is_same(std::vector<Place> stored, std::vector<Place> wanted) {
    for (auto* places : {&stored, &wanted})
        for (auto& place : *places) place.id = place.section_id = 0;
    return stored == wanted;
}

}  // namespace

Result<Corrected> correct_plan(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                               const std::string& name, const std::vector<Place>& places) {
    hold_house(transaction);
    const auto plan = events::find_plan(transaction, id);
    if (!plan) return refuse(RefusalKind::not_found, "error.no_such_plan");
    if (events::newest_plan(transaction, plan->hall_id) != id)
        return refuse(RefusalKind::stale, "error.plan_has_newer_edition", {{"hall", plan->hall}});
    if (is_same(plan->places, places) && (name.empty() || name == plan->name)) return Corrected{id, 0, 0};
    Change change(house, transaction, actor, "seat_plan_corrected");
    Corrected done;
    done.change_event = change.event();
    done.plan = events::store_plan(transaction, change, plan->hall, plan->venue, name.empty() ? plan->name : name, places);
    const auto events = coming_dates(transaction, plan->hall_id, done.plan, house.now());
    if (!sees_all(transaction, actor, events)) return refuse(RefusalKind::forbidden, "error.of_the_house");
    TRY(move_dates(house, transaction, change, events, done.plan));
    done.dates = static_cast<std::int64_t>(events.size());
    change.seal();
    return done;
}

Result<Corrected> move_to_newest_plan(House& house, Transaction& transaction, const Actor& actor,
                                      const std::string& hall) {
    hold_house(transaction);
    const auto id = events::find_on_shelf(transaction, events::Shelf::hall, hall);
    const auto plan = id ? events::newest_plan(transaction, *id) : std::nullopt;
    if (!plan) return refuse_field("hall", "error.no_plan_of_hall", {{"hall", hall}});
    const auto events = coming_dates(transaction, *id, *plan, house.now());
    if (events.empty()) return Corrected{*plan, 0, 0};
    if (!sees_all(transaction, actor, events)) return refuse(RefusalKind::forbidden, "error.of_the_house");
    Change change(house, transaction, actor, "seat_plan_corrected");
    TRY(move_dates(house, transaction, change, events, *plan));
    change.seal();
    return Corrected{*plan, static_cast<std::int64_t>(events.size()), change.event()};
}

}  // namespace kartei::orders
