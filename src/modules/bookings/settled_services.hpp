// What a settlement of an agency let go of is settled by the next one (bookings.md 7): the services it settled say in
// which booking, and that is taken from them when the settlement is void or cancelled, or loses the line that stood for
// them. Part of the change that does it, so that undo brings it back.
#pragma once

#include "audit/change.hpp"
#include "modules/bookings/booking.hpp"

namespace kartei::bookings {

/// To be called before anything else is held: a settlement that loses lines changes the bookings of many.
void hold_settlement(sql::Transaction& transaction, std::int64_t number);

/// Does nothing for any other booking, nor for a settlement that keeps its lines.
void let_go_of_settled(House& house, sql::Transaction& transaction, audit::Change& change, const WholeBooking& before,
                       const WholeBooking& after);

}  // namespace kartei::bookings
