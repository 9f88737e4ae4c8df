// What others were given before in a field that is typed freely (J-133): the spellings that are known, so that one word
// is written one way. Reads a bounded stretch of customer_term. Must not know HTTP.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "modules/customers/customer_rules.hpp"
#include "sql/database.hpp"

namespace kartei::customers {

/// Fields with value help.
inline constexpr std::array<std::string_view, 3> helped_fields{"occupation", "employer", "position"};

struct KnownValue {
    std::string value;       ///< as it is spelt
    std::int64_t count = 0;  ///< customers who have it
};

/// Spellings that begin with `typed` (folded), those of the most customers first; at most ten. Where more than
/// most_rows_per_search customers share the beginning, only the first of them are counted. None for another field.
std::vector<KnownValue> known_values(sql::Transaction& transaction, std::string_view field, std::string_view typed);

}  // namespace kartei::customers
