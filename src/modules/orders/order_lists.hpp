// Orders an office must look at: those that were paid more than they cost (report "overpaid-orders"), and what is reserved,
// for how long, and what was deleted when its time was over (report "reservations").
#pragma once

#include "lists/report.hpp"

namespace kartei::orders {

lists::Report overpaid_report();
/// Orders of a customer that were paid more than they cost, oldest first.
std::vector<std::int64_t> overpaid_orders(sql::Transaction& transaction, std::int64_t customer);
lists::Report reservations_report();

}  // namespace kartei::orders
