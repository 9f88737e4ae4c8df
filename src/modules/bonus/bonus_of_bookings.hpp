// Points that follow bookings: what they earn by turnover, what their payments redeem. Reckoned anew behind every
// change of a booking, so that cancelling, undoing and refunding take back and give back exactly what is theirs; done
// twice it changes nothing. What a booking first earned by an operator keeps its rate, whatever is set later.
#pragma once

#include "modules/bookings/booking_followers.hpp"
#include "modules/bonus/bonus_store.hpp"

namespace kartei::bonus {

/// Turnover of a booking by operator, as points count it: services that stand, less the customer's discount; none of an
/// offer, of a booking taken over from elsewhere, or of one that is void.
std::vector<Earned> turnover_of(const bookings::WholeBooking& booking);

bookings::BookingFollower points_of_bookings();

}  // namespace kartei::bonus
