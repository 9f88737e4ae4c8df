// Customers who bought products (Rapportage > Productenverkoop; T-067 to T-071): what was sold of each product at each
// event date (totals), and every line with the customer's data (lines). What was returned is left out, or counts
// negative where that is asked.
#pragma once

#include "lists/report.hpp"

namespace kartei::reports {

/// Report "product-customers".
lists::Report product_customers_report();

}  // namespace kartei::reports
