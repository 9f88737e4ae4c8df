// Counting many new lines into the buckets of customer_line at once (customer_store.hpp, count_into_bucket), for bulk
// imports.
#pragma once

#include <span>
#include <string_view>

#include "sql/database.hpp"

namespace kartei::customers {

struct NewLine {
    std::string_view name_key;
    bool hidden;
};

/// `lines` ascend by their keys and stand in customer_line already.
void count_into_buckets(sql::Transaction& transaction, std::span<const NewLine> lines);

}  // namespace kartei::customers
