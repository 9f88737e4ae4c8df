// Judges a JSON value by a schema. Knows the subset that the endpoints use: type (also several), properties, required,
// additionalProperties, items, enum, anyOf, $ref to #/components/schemas, minimum, maximum, maxLength, maxItems,
// format. A keyword outside this subset is an error of the program and throws std::logic_error.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace kartei::web {

struct SchemaViolation {
    enum class Sort { unknown_member, missing, wrong_type, wrong_value };
    Sort sort;
    Issue issue;  ///< field: "name", "address.town", "rows[3].id"; "" for the whole
};

/// Every violation, at most 100. `components`: object of named schemas (components/schemas). Formats (date, date-time,
/// decimal) are judged only when `formats`: bodies leave them to the field table, which reads more forms and words its
/// refusals better.
std::vector<SchemaViolation> check_schema(const nlohmann::json& value, const nlohmann::json& schema,
                                          const nlohmann::json& components, bool formats = false);

/// Throws std::logic_error when a schema, at any depth, uses a keyword, type or reference that check_schema does not
/// know: to be found when the program starts, not when somebody sends a body.
void demand_known(const nlohmann::json& schema, const nlohmann::json& components);

}  // namespace kartei::web
