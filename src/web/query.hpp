// Reads a query string by the declaration of its endpoint: unknown names, repeated single values and values that do not
// fit are refused by name (a parameter that is silently ignored is a wrong answer).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "web/endpoint.hpp"

namespace kartei::web {

inline constexpr int longest_query_value = 1000;  ///< characters, where the declaration sets no maxLength

/// Names and values, decoded as forms are ('+' is a blank). '&' separates; a name without '=' has the value "".
/// The query must have passed the gate.
std::vector<std::pair<std::string, std::string>> split_query(std::string_view query);

Result<std::map<std::string, std::vector<std::string>>> read_query(std::string_view query,
                                                                   const std::vector<ParameterDeclaration>& declared);

/// A positive whole number of at most 64 bits, digits only, without leading zero (ids in paths).
bool is_positive_id(std::string_view text);

}  // namespace kartei::web
