// Everything that was changed in the house as a list (report "changes"): when, who, what, whose, and whether it was
// taken back; newest first. The fields of a change are read apart, by who opens it.
#pragma once

#include "lists/report.hpp"

namespace kartei::reports {

lists::Report change_report();

}  // namespace kartei::reports
