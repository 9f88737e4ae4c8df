// The journal as a list: every posting with both its accounts, exported or not. `kartei report journal`.
#pragma once

#include "lists/report.hpp"

namespace kartei::books {

lists::Report journal_report();
/// What the accounts of a period add up to: debit, credit and balance of each.
lists::Report trial_balance_report();

}  // namespace kartei::books
