// Changing where numbers begin. Which number comes next is the business of the module customers, which knows the
// numbers that were given; here it is only told that it has to look anew.
#pragma once

#include <functional>
#include <optional>

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

/// J-034, J-035, J-037, J-038: `kind` of customer, `target` customer or debtor. Refusals: not_found; invalid for a
/// start or last number that is no number of the target (nine digits, debtors ten; customers.md 2.4), for a range that
/// would overlap another kind's (error.number_range_overlaps) or begin among numbers that another kind has
/// (error.number_range_reached), and where the accounts cannot be equal; stale. Ranges with one start are shared.
Result<SavedRow> change_range(House& house, sql::Transaction& transaction, const Actor& actor, std::string_view kind,
                              std::string_view target, std::int64_t version, const PlainValues& values);

audit::Reversible reversible_number_range();

/// What forbids this row of number_range_record() beside the ranges of the other kinds.
std::vector<Issue> range_issues(sql::Transaction& transaction, const PlainRow& row);

/// Handed in by the register: the highest number of `target` that a customer of `kind` has from `from` to before `end`.
struct HighestNumber {
    std::function<std::optional<std::int64_t>(sql::Transaction&, std::string_view kind, std::string_view target,
                                              std::int64_t from, std::int64_t end)> of;
};

}  // namespace kartei::parameters
