// A stored booking as the reckoning reads it, and its sums. Pure functions; what they come to is decided in totals.hpp.
#pragma once

#include "modules/bookings/booking.hpp"
#include "modules/bookings/totals.hpp"

namespace kartei::bookings {

std::optional<Date> day_of(const std::string& written);
ServiceLine line_of(const Service& service);
AmountLine line_of(const Amount& amount);
std::vector<ServiceLine> lines_of(const std::vector<Service>& services);
std::vector<Traveller> travellers_of(const WholeBooking& booking);
Totals totals_of(const WholeBooking& booking);
BookingSums sums_of(const WholeBooking& booking);

}  // namespace kartei::bookings
