// Customers found by what they hold: number of an order, number or barcode of a ticket (customers/customer_search.hpp).
#pragma once

#include <vector>

#include "modules/customers/customer_search.hpp"

namespace kartei::orders {

/// Joined to customers::finders() by the program.
std::vector<customers::Finder> order_finders();

}  // namespace kartei::orders
