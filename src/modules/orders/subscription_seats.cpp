#include "modules/orders/subscription_seats.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "modules/events/event_store.hpp"

namespace kartei::orders {
namespace {

using events::Place;
using sql::Transaction;

const Place* place_in(const events::SeatPlan& plan, std::int64_t id, bool counted) {
    for (const auto& place : plan.places)
        if (place.id == id && place.is_counted() == counted) return &place;
    return nullptr;
}

/// "Fidelio, 2027-09-09": what a refusal calls an event date.
std::string name_of_date(const House& house, Transaction& transaction, std::int64_t event) {
    const auto found = events::find_event(transaction, event);
    if (!found) return "";
    if (found->starts_at.empty()) return found->name;
    const auto local = local_time(*read_instant(found->starts_at, "UTC"), house.rules.time_zone);
    return found->name + ", " + write_date(local.date);
}

/// The same with the date.
Refusal at_date(Refusal refusal, const std::string& date) {
    for (auto& issue : refusal.issues) {
        issue.key = issue.key == "error.seat_held" ? "error.seat_held_at_date" : "error.seat_taken_at_date";
        issue.parameters.emplace_back("date", date);
    }
    return refusal;
}

/// Seats as they are called in the plan of a date; 0 where it has no such seat or another has it.
std::vector<std::int64_t> free_there(House& house, Transaction& transaction, const Draft& draft,
                                     const DatesOfSale& dates, std::int64_t event,
                                     const std::vector<std::int64_t>& seats) {
    std::set<std::int64_t> taken;
    for (const auto& claim : claims_of(transaction, event, house.now()))
        if (claim.draft_id != draft.id) taken.insert(claim.seat_id);
    std::vector<std::int64_t> free;
    for (const auto seat : seats) {
        const auto* there = dates.there(event, *place_in(dates.plan(), seat, false));
        free.push_back(there && !taken.contains(there->id) ? there->id : 0);
    }
    return free;
}

/// Seats as they are called in the plan of a date, which has to have them all.
Result<std::vector<std::int64_t>> all_there(const DatesOfSale& dates, std::int64_t event,
                                            const std::vector<std::int64_t>& seats) {
    std::vector<std::int64_t> all;
    for (const auto seat : seats) {
        const auto* place = place_in(dates.plan(), seat, false);
        const auto* there = dates.there(event, *place);
        if (!there)
            return Refusal{RefusalKind::conflict,
                           {{"seats", "error.seat_not_at_every_date",
                             {{"section", place->section}, {"row", place->row}, {"seat", place->seat}}}}};
        all.push_back(there->id);
    }
    return all;
}

std::vector<std::int64_t> without_gaps(std::vector<std::int64_t> seats) {
    std::erase(seats, 0);
    return seats;
}

DatesOfSale::Name name_of(const Place& place) {
    return {place.is_counted(), place.section, place.row, place.seat};
}

}  // namespace

Result<DatesOfSale> DatesOfSale::find(House& house, Transaction& transaction, const Actor& actor,
                                      std::int64_t subscription, std::int64_t looked_at,
                                      std::vector<std::int64_t> chosen) {
    DatesOfSale dates;
    dates.events_ = TRY(dates_of_sale(terms_today(house, transaction, subscription), std::move(chosen), house.today()));
    std::sort(dates.events_.begin(), dates.events_.end());
    dates.looked_at_ = looked_at ? looked_at : dates.events_.front();
    if (!std::binary_search(dates.events_.begin(), dates.events_.end(), dates.looked_at_))
        return refuse_field("event", "error.event_not_among_dates");
    Offers offers(house, transaction, actor);
    for (const auto event : dates.events_) {
        const auto* sale = TRY(offers.offer(event));
        dates.plans_.emplace(event, *events::find_plan(transaction, sale->plan_id));
        dates.versions_.emplace(event, sale->version);
    }
    for (const auto& [event, plan] : dates.plans_)
        if (plan.id != dates.plan().id)
            for (const auto& place : plan.places) dates.names_[event].emplace(name_of(place), &place);
    return dates;
}

std::vector<std::int64_t> DatesOfSale::versions() const {
    std::vector<std::int64_t> all{looked_at_};
    for (const auto& [event, version] : versions_) {
        all.push_back(event);
        all.push_back(version);
    }
    return all;
}

const Place* DatesOfSale::there(std::int64_t event, const Place& place) const {
    if (plans_.at(event).id == plan().id) return &place;
    const auto names = names_.find(event);
    if (names == names_.end()) return nullptr;
    const auto found = names->second.find(name_of(place));
    return found == names->second.end() ? nullptr : found->second;
}

std::map<std::int64_t, TakenAtDates> taken_of(House& house, Transaction& transaction, const DatesOfSale& dates) {
    std::map<std::int64_t, TakenAtDates> taken;
    for (const auto event : dates.events()) {
        std::map<std::int64_t, Claim> claims;
        for (auto& claim : claims_of(transaction, event, house.now())) claims.emplace(claim.seat_id, std::move(claim));
        for (const auto& place : dates.plan().places) {
            if (place.is_counted()) continue;
            const auto* there = dates.there(event, place);
            const auto claim = there ? claims.find(there->id) : claims.end();
            if (there && claim == claims.end()) continue;
            auto& one = taken[place.id];
            if (one.events.empty() && there) one.claim = claim->second;
            else if (one.events.empty()) one.claim.state = "blocked";
            one.events.push_back(event);
        }
    }
    return taken;
}

std::vector<SectionState> sections_of(House& house, Transaction& transaction, const DatesOfSale& dates) {
    std::map<std::int64_t, SectionState> least;
    for (const auto event : dates.events()) {
        std::map<std::int64_t, SectionState> states;
        for (const auto& one : sections_of(transaction, event, house.now())) states.emplace(one.section_id, one);
        for (const auto& place : dates.plan().places) {
            if (!place.is_counted()) continue;
            const auto* there = dates.there(event, place);
            const auto capacity = there ? *there->capacity : 0;
            const auto known = there ? states.find(there->id) : states.end();
            const auto left = known == states.end() ? capacity : known->second.capacity - known->second.taken;
            auto& state = least.try_emplace(place.id, SectionState{place.id, *place.capacity, 0}).first->second;
            state.taken = std::max(state.taken, state.capacity - left);
        }
    }
    std::vector<SectionState> all;
    for (const auto& [id, state] : least) all.push_back(state);
    return all;
}

Result<std::vector<HeldAtDate>> hold_at_dates(House& house, Transaction& transaction, const Draft& draft,
                                              const DatesOfSale& dates, const std::vector<std::int64_t>& seats,
                                              bool where_free) {
    for (const auto seat : seats)
        if (!place_in(dates.plan(), seat, false))
            return refuse_field("seats", "error.no_such_seat", {{"seat", std::to_string(seat)}});
    std::vector<HeldAtDate> held;
    for (const auto event : dates.events()) {
        auto there = where_free ? free_there(house, transaction, draft, dates, event, seats)
                                : TRY(all_there(dates, event, seats));
        const auto done = hold_seats(house, transaction, draft, event, dates.plan_of(event), without_gaps(there));
        if (!done) return at_date(done.refusal(), name_of_date(house, transaction, event));
        held.push_back({event, std::move(there)});
    }
    const auto is_nowhere = [&](std::size_t seat) {
        return std::all_of(held.begin(), held.end(), [&](const HeldAtDate& date) { return date.seats[seat] == 0; });
    };
    for (std::size_t seat = 0; seat < seats.size(); ++seat)
        if (is_nowhere(seat)) return Refusal{RefusalKind::conflict, {{"seats", "error.seat_free_at_no_date", {}}}};
    return held;
}

Result<Done> hold_places_at_dates(House& house, Transaction& transaction, const Draft& draft, const DatesOfSale& dates,
                                  std::int64_t section, std::int64_t places) {
    const auto* place = place_in(dates.plan(), section, true);
    if (!place) return refuse_field("places", "error.no_such_section");
    if (places < 1 || places > static_cast<std::int64_t>(most_tickets_in_order))
        return refuse_field("places", "error.quantity");
    for (const auto event : dates.events()) {
        const auto* there = dates.there(event, *place);
        if (!there) return refuse_field("places", "error.no_such_section");
        TRY(hold_places(house, transaction, draft, event, *there, places));
    }
    return Done{};
}

}  // namespace kartei::orders
