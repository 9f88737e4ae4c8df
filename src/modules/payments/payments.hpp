// What the program joins of this module: undo, who points at a customer, what its base data says.
#pragma once

#include <cstdint>

#include "sql/database.hpp"

namespace kartei::payments {

/// Once for the program, or for a test.
void join_payments();

/// Runs of direct debits that are not the sum of their items, debits that are no payment of that amount, and payments
/// of runs that were taken back which did not come back; for `kartei check`.
std::int64_t check_debits(sql::Transaction& transaction);

}  // namespace kartei::payments
