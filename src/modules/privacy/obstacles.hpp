// What forbids that a customer is erased now: business that is still going on with him. Each says what it is and the way
// out. Read erasure.hpp next.
#pragma once

#include <vector>

#include "audit/house.hpp"
#include "base/result.hpp"

namespace kartei::privacy {

/// Direct debits can be returned by the payer for so long (SEPA Core: eight weeks).
inline constexpr int debit_can_return_days = 56;

/// Empty: nothing forbids it. Keys "privacy.forbids.…", all at once.
std::vector<Issue> obstacles(House& house, sql::Transaction& transaction, std::int64_t customer);

}  // namespace kartei::privacy
