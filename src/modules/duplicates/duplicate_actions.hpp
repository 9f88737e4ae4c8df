// What a user decides about duplicates: two customers are not the same person, and the rules of the house. Audited,
// and
// undone like everything else.
#pragma once

#include "audit/reversal.hpp"
#include "modules/duplicates/duplicate_store.hpp"

namespace kartei::duplicates {

/// Remembers that these customers (two to twenty) are all different persons. Returns the event; 0 when it was known.
/// Refusals: not_found for a customer who is not there; invalid for fewer than two different ones.
Result<std::int64_t> keep_apart(House& house, sql::Transaction& transaction, const Actor& actor,
                                const std::vector<std::int64_t>& customers);
/// Forgets it again; 0 when nothing was remembered.
Result<std::int64_t> forget_apart(House& house, sql::Transaction& transaction, const Actor& actor,
                                  const std::vector<std::int64_t>& customers);

/// Refusals: invalid (threshold outside 1 … 100, a feature that does not exist, all features off); stale.
Result<std::int64_t> change_rules(House& house, sql::Transaction& transaction, const Actor& actor, const Rules& rules,
                                  std::int64_t version);
std::vector<Issue> issues_of(const Rules& rules);

/// A pair whose customer was deleted stays and says nothing while he is gone: it holds again when the deletion is undone.
std::vector<audit::Reversible> reversible_likeness();

}  // namespace kartei::duplicates
