// What whoever books should know, and may save all the same: the credit limit, what differs from the profile, options
// that run out, papers that are too short. Reads; decides nothing but what is said.
#pragma once

#include "modules/bookings/booking.hpp"
#include "modules/customers/customer.hpp"
#include "audit/house.hpp"
#include "base/actor.hpp"

namespace kartei::bookings {

struct BookingWarning {
    std::string key;    ///< a text is "warning." + key
    std::string field;  ///< "" = the whole
    Parameters parameters;
};

std::vector<BookingWarning> warnings_of(House& house, sql::Transaction& transaction, const Actor& actor,
                                        const WholeBooking& booking, const customers::Customer& customer);

}  // namespace kartei::bookings
