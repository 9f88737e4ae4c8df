// The bonus points of everybody who ever had any: `kartei report bonus`.
#pragma once

#include "lists/report.hpp"

namespace kartei::reports {

lists::Report bonus_report();

}  // namespace kartei::reports
