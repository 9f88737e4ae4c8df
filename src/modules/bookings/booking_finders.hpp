// How the search box leads from a booking to its customer: by its number, also that of another system, and by the names
// of who travels. Invariant: a bounded number of rows is read whatever is typed.
#pragma once

#include "modules/customers/customer_search.hpp"

namespace kartei::bookings {

/// Joined to customers::finders() by the program. Silent while the house does no trips.
std::vector<customers::Finder> booking_finders();

}  // namespace kartei::bookings
