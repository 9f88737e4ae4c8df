// Changing a seat right at the desk: its seat, state, wish, who sits with him. Must not know HTTP.
#pragma once

#include "modules/orders/order.hpp"
#include "modules/renewals/seat_right.hpp"

namespace kartei::renewals {

/// Does the actor see everything that a right stands on: its holder, the event dates of its sale?
bool sees_right(sql::Transaction& transaction, const Actor& actor, const SeatRight& right);

/// Tickets of the sale that a right stands on, one or more for each event date, given back ones too.
std::vector<orders::Ticket> tickets_of_right(sql::Transaction& transaction, const SeatRight& right);

struct ChangedRight {
    SeatRight right;
    std::int64_t event = 0;  ///< 0: nothing changed
};
/// `values` by field; `sit_with` is the id of another right (empty: alone). Refusals: not_found, stale; every value that
/// is not possible by its field, and error.seat_has_right where another active right of the subscription has the seat.
Result<ChangedRight> change_seat_right(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                                       std::int64_t version, const parameters::PlainValues& values);

}  // namespace kartei::renewals
