// Seats that customers of fixed subscriptions keep (T-047 to T-053; counter.md 4): worked out from the live sold
// tickets of a sale. The seat kept is the one held at most event dates, at a tie the one of the earliest; how sure that
// is, is said. Rules alone: no SQL.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "modules/orders/order.hpp"

namespace kartei::orders {

struct SeatPlace {
    std::string entrance, section, row, seat;
    auto operator<=>(const SeatPlace&) const = default;
};
SeatPlace place_of_ticket(const Ticket& ticket);

enum class Confidence { all, most, tie };
std::string_view name_of(Confidence confidence);

/// One seat of a subscription sale through its event dates.
struct SeatSet {
    std::int64_t subscription_id = 0;
    std::string name;                            ///< as it was sold; numbered from 1 where the tickets do not say
    std::vector<const Ticket*> tickets;  ///< by start of their event dates
    SeatPlace kept;
    Confidence confidence = Confidence::all;
};

/// Whether one event date begins before another; those without a start come last.
using IsEarlier = std::function<bool(std::int64_t event, std::int64_t other)>;

/// The seat sets of an order's tickets, by subscription, then as they are called. Without a seat set, equal places
/// across the event dates of one sale make one; what is left over stands alone. The tickets must outlive them.
std::vector<SeatSet> seat_sets_of(std::span<const Ticket> tickets, const IsEarlier& is_earlier);

}  // namespace kartei::orders
