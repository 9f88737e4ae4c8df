// The tills of the house, as a report (tills_report.cpp).
#pragma once

#include "lists/report.hpp"

namespace kartei::reports {

lists::Report tills_report();

}  // namespace kartei::reports
