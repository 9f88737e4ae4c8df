// Numbers that are nobody's own any more (report "former-numbers"): which one, whom it finds now, since when and why.
#pragma once

#include "lists/report.hpp"

namespace kartei::customers {

lists::Report former_numbers_report();

}  // namespace kartei::customers
