// The journal as a list: every posting with both its accounts, exported or not. `kartei report journal`.
#pragma once

#include "lists/report.hpp"

namespace kartei::books {

lists::Report journal_report();
/// What the accounts of a period add up to: debit, credit and balance of each.
lists::Report trial_balance_report();

/// Refuses where the house has switched the books off.
lists::Report where_books_are_kept(lists::Report report);

}  // namespace kartei::books
