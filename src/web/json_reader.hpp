// Reads a JSON text strictly (RFC 8259): one value, valid UTF-8, no duplicate names, no NUL, bounded depth, whole
// numbers that fit 64 bits and fractions that fit a double. What a body means is the business of schema_check.hpp.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "base/result.hpp"

namespace kartei::web {

inline constexpr int deepest_json = 64;

/// Refusal: kind invalid with one issue whose key is error.json.… ; the position in bytes is its parameter where known.
Result<nlohmann::json> read_json(std::string_view text);

}  // namespace kartei::web
