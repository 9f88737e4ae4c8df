// Changing where numbers begin. Which number comes next is the business of the module customers, which knows the
// numbers that were given; here it is only told that it has to look anew.
#pragma once

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

/// J-034, J-035, J-037, J-038: `kind` of customer, `target` customer or debtor. Refusals: not_found; invalid for a
/// start that is no number of the target (nine digits, debtors ten; customers.md 2.4) or of which the accounts cannot
/// be equal; stale.
Result<SavedRow> change_range(House& house, sql::Transaction& transaction, const Actor& actor, std::string_view kind,
                              std::string_view target, std::int64_t version, const PlainValues& values);

audit::Reversible reversible_number_range();

}  // namespace kartei::parameters
