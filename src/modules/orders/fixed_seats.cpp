#include "modules/orders/fixed_seats.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace kartei::orders {
namespace {

/// What tickets of one seat set have in common. Sets that are called the same twice at one event date are told apart by
/// their ordinal there.
struct SetKey {
    std::int64_t subscription = 0;
    std::string name;
    SeatPlace place;  ///< of sets without a name
    int ordinal = 0;
    auto operator<=>(const SetKey&) const = default;
};

SetKey key_of(const Ticket& ticket) {
    const auto place = ticket.seat_set.empty() ? place_of_ticket(ticket) : SeatPlace{};
    return {ticket.subscription_id, ticket.seat_set, place, 0};
}

using Sets = std::map<SetKey, std::vector<const Ticket*>>;

Sets gathered(std::span<const Ticket> tickets) {
    std::vector<const Ticket*> in_order;
    for (const auto& ticket : tickets) in_order.push_back(&ticket);
    std::stable_sort(in_order.begin(), in_order.end(), [](const Ticket* one, const Ticket* other) {
        return std::tuple(place_of_ticket(*one), one->id) < std::tuple(place_of_ticket(*other), other->id);
    });
    Sets sets;
    std::map<std::pair<SetKey, std::int64_t>, int> seen;
    for (const auto* ticket : in_order) {
        auto key = key_of(*ticket);
        key.ordinal = seen[{key, ticket->event_id}]++;
        sets[key].push_back(ticket);
    }
    return sets;
}

/// Which seat is kept, of tickets in the order of their event dates.
void settle(SeatSet& set) {
    std::map<SeatPlace, int> held;
    for (const auto* ticket : set.tickets) ++held[place_of_ticket(*ticket)];
    int most = 0, with_most = 0;
    for (const auto& [place, dates] : held) most = std::max(most, dates);
    for (const auto& [place, dates] : held) with_most += dates == most;
    const auto first = std::find_if(set.tickets.begin(), set.tickets.end(), [&](const Ticket* ticket) {
        return held[place_of_ticket(*ticket)] == most;
    });
    set.kept = place_of_ticket(**first);
    set.confidence = held.size() == 1 ? Confidence::all : with_most == 1 ? Confidence::most : Confidence::tie;
}

/// "2" before "10": names of seat sets that are numbers go by their value.
bool is_called_before(const std::string& one, const std::string& other) {
    return one.size() != other.size() && std::all_of(one.begin(), one.end(), ::isdigit) &&
                   std::all_of(other.begin(), other.end(), ::isdigit)
               ? one.size() < other.size()
               : one < other;
}

}  // namespace

SeatPlace place_of_ticket(const Ticket& ticket) { return {ticket.entrance, ticket.section, ticket.row, ticket.seat}; }

std::string_view name_of(Confidence confidence) {
    return confidence == Confidence::all ? "all" : confidence == Confidence::most ? "most" : "tie";
}

std::vector<SeatSet> seat_sets_of(std::span<const Ticket> tickets, const IsEarlier& is_earlier) {
    std::vector<SeatSet> sets;
    std::map<std::int64_t, int> unnamed;
    for (auto& [key, of_set] : gathered(tickets)) {
        std::stable_sort(of_set.begin(), of_set.end(), [&](const Ticket* one, const Ticket* other) {
            return is_earlier(one->event_id, other->event_id);
        });
        SeatSet set{key.subscription, key.name, of_set};
        if (set.name.empty()) set.name = std::to_string(++unnamed[key.subscription]);
        settle(set);
        sets.push_back(std::move(set));
    }
    std::stable_sort(sets.begin(), sets.end(), [](const SeatSet& one, const SeatSet& other) {
        if (one.subscription_id != other.subscription_id) return one.subscription_id < other.subscription_id;
        return is_called_before(one.name, other.name);
    });
    return sets;
}

}  // namespace kartei::orders
