// What later modules hold of a person beside the rows that point at him (references()): words in which others name him,
// hashes of his accounts. Whoever erases a customer, or tells him what is known of him, walks this list.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "audit/change.hpp"

namespace kartei::customers {

struct Traces {
    std::string name;  ///< "bank_entries"
    /// Takes out what is his, as part of the erasure, while he and what is his are still there. How many records.
    std::function<std::int64_t(House&, sql::Transaction&, audit::Change&, std::int64_t customer)> forget;
    /// What there is, for a person who asks: an array of objects.
    std::function<nlohmann::json(House&, sql::Transaction&, std::int64_t customer)> tell;
    bool is_kept_by_law = false;  ///< what is told stays, sealed, until the term from its `booked_on` is over
};

}  // namespace kartei::customers
