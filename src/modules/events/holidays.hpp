// Public holidays that a whole country keeps, as a hint where dates of a series are planned: Germany, Austria,
// Switzerland, the Netherlands, Belgium, Luxembourg. Regional ones are not known.
#pragma once

#include <string>
#include <string_view>

#include "base/date.hpp"

namespace kartei::events {

/// Text key of the holiday ("holiday.easter_monday"), "" on any other day.
std::string holiday_on(Date day, std::string_view country);

/// Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher).
Date easter_sunday(int year);

}  // namespace kartei::events
