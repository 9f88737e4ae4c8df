// The list of customers as a report ("register"): what the screen of the register shows, in its order, as a file or on
// paper; all that a filter finds, or those that were marked. Its pages on the screen come from customer_list.hpp.
#pragma once

#include "lists/report.hpp"

namespace kartei::customers {

lists::Report register_report();

}  // namespace kartei::customers
