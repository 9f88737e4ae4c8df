// Keys under which old systems knew a customer (table customer_source), as imports write them and as undo takes them
// back.
#pragma once

#include "audit/reversal.hpp"

namespace kartei::imports {

/// Columns of a bulk insert: source, source_key, customer_id, created_event. The caller records the creation.
const std::vector<std::string>& source_columns();
/// One key more for a customer; part of `change`.
void link_source(sql::Transaction& transaction, audit::Change& change, std::string_view source, std::string_view key,
                 std::int64_t customer);

}  // namespace kartei::imports
