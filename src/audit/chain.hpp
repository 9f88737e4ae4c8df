// The chain: every entry of the audit gets a link, which gives it its position in the log and hashes it together with all
// links before it. Invariant: positions have no gap; a link once written stays.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sql/database.hpp"

namespace kartei::audit {

struct StoredRow {
    std::int64_t position;
    std::string record;
    std::int64_t id, last_id;
    std::string operation;
    std::optional<std::string> field, before, after;
    std::int64_t person;
};
/// The row as text, so that no two different rows read the same.
std::string canonical(const StoredRow& row);

struct Unlinked {
    std::int64_t entry;
    std::string rows_hash;
};
/// Gives the entries the next positions, in this order. One transaction at a time does so: on SQLite the one that writes,
/// on PostgreSQL the sealer's.
void link_entries(sql::Transaction& transaction, const std::vector<Unlinked>& entries);

}  // namespace kartei::audit
