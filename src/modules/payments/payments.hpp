// What payments, direct debits and dunning look through of themselves.
#pragma once

#include <cstdint>

#include "sql/database.hpp"

namespace kartei::payments {

/// Runs of direct debits that are not the sum of their items, debits that are no payment of that amount, and payments
/// of runs that were taken back which did not come back; for `kartei check`.
std::int64_t check_debits(sql::Transaction& transaction);

}  // namespace kartei::payments
