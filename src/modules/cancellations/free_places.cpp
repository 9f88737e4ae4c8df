#include "modules/cancellations/free_places.hpp"

#include <algorithm>

#include "modules/events/best_seats.hpp"
#include "modules/orders/seat_claims.hpp"

namespace kartei::cancellations {
namespace {

using orders::Ticket;

std::string section_of(const Ticket& ticket) {
    return ticket.section.empty() ? std::string(orders::nameless_section) : ticket.section;
}

bool has_seat(const Ticket& ticket) { return !ticket.row.empty() || !ticket.seat.empty(); }

}  // namespace

FreePlaces::FreePlaces(const events::SeatPlan& plan, const std::set<std::int64_t>& taken_seats,
                       const std::map<std::int64_t, std::int64_t>& left)
    : plan_(plan) {
    for (std::size_t i = 0; i < plan.places.size(); ++i) {
        const auto& place = plan.places[i];
        const auto at = static_cast<std::ptrdiff_t>(i);
        is_free_.push_back(!place.is_counted() && !taken_seats.contains(place.id));
        by_name_.emplace(std::tuple(place.section, place.row, place.seat), at);
        zones_.insert(place.price_zone);
        if (!place.is_counted()) continue;
        const auto counted = left.find(place.id);
        left_[at] = counted == left.end() ? *place.capacity : counted->second;
    }
}

std::ptrdiff_t FreePlaces::same_place(const Ticket& ticket) const {
    auto found = by_name_.find({section_of(ticket), ticket.row, ticket.seat});
    // Places that are only counted are named by their section, whatever the ticket says of a seat.
    if (found == by_name_.end()) found = by_name_.find({section_of(ticket), "", ""});
    return found == by_name_.end() ? -1 : found->second;
}

bool FreePlaces::take_place(std::ptrdiff_t place) {
    if (place < 0) return false;
    if (const auto counted = left_.find(place); counted != left_.end()) {
        if (counted->second <= 0) return false;
        --counted->second;
        return true;
    }
    const auto at = static_cast<std::size_t>(place);
    if (!is_free_[at]) return false;
    is_free_[at] = false;
    return true;
}

/// `all`: true when none is left over.
bool FreePlaces::take_same(const std::vector<Ticket>& tickets, Chosen& chosen, bool all) {
    for (std::size_t i = 0; i < tickets.size(); ++i) {
        if (chosen[i] >= 0) continue;
        if (const auto place = same_place(tickets[i]); take_place(place)) chosen[i] = place;
        else if (all) return false;
    }
    return std::find(chosen.begin(), chosen.end(), -1) == chosen.end();
}

std::string FreePlaces::zone_of(const Ticket& ticket) const {
    return zones_.contains(ticket.price_zone) ? ticket.price_zone : "";
}

bool FreePlaces::take_together(const std::vector<Ticket>& tickets, Chosen& chosen) {
    const auto zone = zone_of(tickets.front());
    const auto fits = [&](const Ticket& ticket) { return has_seat(ticket) && zone_of(ticket) == zone; };
    const auto count = static_cast<std::int64_t>(tickets.size());
    if (count > events::most_best_seats || !std::all_of(tickets.begin(), tickets.end(), fits)) return false;
    const auto best = events::best_seats(plan_.places, is_free_, {count, zone, true});
    if (!best) return false;
    std::size_t next = 0;
    for (std::size_t i = 0; i < plan_.places.size() && next < tickets.size(); ++i)
        if (!plan_.places[i].is_counted() &&
            std::find(best->seats.begin(), best->seats.end(), plan_.places[i].id) != best->seats.end()) {
            is_free_[i] = false;
            chosen[next++] = static_cast<std::ptrdiff_t>(i);
        }
    return next == tickets.size();
}

bool FreePlaces::take_counted(const Ticket& ticket, std::ptrdiff_t& chosen) {
    const auto zone = zone_of(ticket);
    for (auto& [place, left] : left_)
        if (left > 0 && (zone.empty() || plan_.places[static_cast<std::size_t>(place)].price_zone == zone)) {
            --left;
            chosen = place;
            return true;
        }
    return false;
}

bool FreePlaces::take_best(const std::vector<Ticket>& tickets, Chosen& chosen) {
    for (std::size_t i = 0; i < tickets.size(); ++i) {
        if (chosen[i] >= 0) continue;
        if (!has_seat(tickets[i])) {
            if (!take_counted(tickets[i], chosen[i])) return false;
            continue;
        }
        const auto best = events::best_seats(plan_.places, is_free_, {1, zone_of(tickets[i]), false});
        if (!best) return false;
        for (std::size_t place = 0; place < plan_.places.size(); ++place)
            if (!plan_.places[place].is_counted() && plan_.places[place].id == best->seats.front())
                chosen[i] = static_cast<std::ptrdiff_t>(place);
        if (!take_place(chosen[i])) return false;
    }
    return true;
}

std::optional<std::vector<FoundPlace>> FreePlaces::take(const std::vector<Ticket>& tickets) {
    if (tickets.empty()) return std::vector<FoundPlace>{};
    const auto before = std::pair(is_free_, left_);
    const auto none = Chosen(tickets.size(), -1);
    const auto again = [&] { std::tie(is_free_, left_) = before; };
    auto chosen = none;
    bool found = take_same(tickets, chosen, true);
    if (!found) again(), chosen = none, found = take_together(tickets, chosen);
    if (!found) {
        again(), chosen = none;
        found = take_same(tickets, chosen, false) || take_best(tickets, chosen);
    }
    if (!found) {
        again();
        return std::nullopt;
    }
    std::vector<FoundPlace> places;
    for (std::size_t i = 0; i < tickets.size(); ++i) {
        const auto& place = plan_.places[static_cast<std::size_t>(chosen[i])];
        places.push_back({tickets[i].id, place.id, place.is_counted()});
    }
    return places;
}

}  // namespace kartei::cancellations
