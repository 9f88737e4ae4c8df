// What upper modules have to do with a booking of which bookings itself knows nothing: what they derive from it, which
// payments they forbid, what they say about it. Upper modules hand them in.
#pragma once

#include <functional>
#include <vector>

#include "modules/bookings/booking_warnings.hpp"

namespace kartei::bookings {

struct BookingFollower {
    /// Behind every change of a booking, by undo and import too, in its transaction; the booking as it is stored now.
    std::function<void(House&, sql::Transaction&, const WholeBooking&)> follow;
    /// What forbids a payment that is about to be stored, in which everything is filled in.
    std::function<std::vector<Issue>(House&, sql::Transaction&, const WholeBooking& before, const Payment&)> forbids;
    std::function<std::vector<BookingWarning>(House&, sql::Transaction&, const WholeBooking&)> warn;
};

}  // namespace kartei::bookings
