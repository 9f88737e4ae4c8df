// Customers of labels (Administratie > Klanten > Labels > Acties > Labels; T-061 to T-066): one row for each customer
// and label that he carries at this moment, with his data and what he permitted. Labels that have expired are absent.
#pragma once

#include "lists/report.hpp"

namespace kartei::reports {

/// Report "label-customers".
lists::Report label_customers_report();

}  // namespace kartei::reports
