// The sales ledger as a list (report "sales"): its columns and sums, each named once. Screens, files, printed sheets,
// `kartei report sales` and GET /sales read them from here.
#pragma once

#include "lists/report.hpp"
#include "modules/orders/ledger_reading.hpp"

namespace kartei::orders {

const std::vector<lists::Column>& sales_columns();
/// "_customer": whom a line's customer can be opened by.
const std::vector<lists::RowKey>& sales_keys();

/// Who may not see customers, or this one, is told their numbers and no name.
void hide_names(ToldLine& told, const Actor& actor);

lists::Report sales_report();

}  // namespace kartei::orders
