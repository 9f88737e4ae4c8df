// One row of any list of a profile, its fields as values in the order of its list's declaration. Sensitive values are
// in clear here; row_store seals and opens them, profile_json masks them.
#pragma once

#include <cstdint>
#include <vector>

#include "base/field.hpp"

namespace kartei::profile {

struct Row {
    // Kept by the program.
    std::int64_t id = 0;
    std::int64_t version = 0;
    std::int64_t created_event = 0;
    std::int64_t customer_id = 0;
    std::int64_t position = 0;  ///< rows are shown by position, then id; a gap means nothing

    std::vector<Value> values;
};

}  // namespace kartei::profile
