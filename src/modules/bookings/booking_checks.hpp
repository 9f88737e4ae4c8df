// What forbids a booking to be saved as it was typed, every issue at once: days that contradict each other, codes that
// nobody knows, prices that are closed by an invoice. Words that mean a code become it.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/bookings/booking.hpp"

namespace kartei::bookings {

void check(House& house, sql::Transaction& transaction, const Actor& actor, const WholeBooking* before,
           WholeBooking& booking, std::vector<Issue>& issues);

}  // namespace kartei::bookings
