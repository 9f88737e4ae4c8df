// What became of the orders of cancelled event dates, as a list: who is written to, and who is still to be dealt with.
#pragma once

#include "lists/report.hpp"

namespace kartei::cancellations {

lists::Report cancelled_dates_report();

}  // namespace kartei::cancellations
