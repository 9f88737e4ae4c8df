// Are two statements of an account the same one, or do they overlap, so that an equal entry in both is one entry; or
// does one follow the other, so that it is two (money.md 4)? Told by number, balances and days. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace kartei::books {

struct StatementIdentity {
    std::string number, opened_on, closed_on;  ///< "" = not told
    std::optional<std::int64_t> opening, closing;
};

enum class Kinship { overlap, apart, unsure };

/// `others`: further statements of the account, over which a chain of balances may lead from one to the other.
Kinship kinship(const StatementIdentity& a, const StatementIdentity& b, const std::vector<StatementIdentity>& others);

}  // namespace kartei::books
