// The list of open items as a report (open_items_report.cpp).
#pragma once

#include "lists/report.hpp"

namespace kartei::reports {

lists::Report open_items_report();

}  // namespace kartei::reports
