// Whom the log says something happened to since a place, as far as selections look at it.
#pragma once

#include <optional>
#include <vector>

#include "audit/log.hpp"

namespace kartei::selections {

/// Ids of customers, ascending. No value: more than `most`, or something happened of which it is not known whom it
/// touches; then everything must be looked at anew.
std::optional<std::vector<std::int64_t>> touched_since(sql::Transaction& transaction, const audit::LogPlace& since,
                                                       std::size_t most);

}  // namespace kartei::selections
