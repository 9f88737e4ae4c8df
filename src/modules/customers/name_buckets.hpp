// Counts of the lines of the register: how many stand in each stretch of the order of names (name_bucket), so that any
// position of a million is found by adding up some hundred counts. On PostgreSQL single changes are noted beside the buckets
// (name_bucket_change) and added to them behind the commit, because a count held to the end would let all writers stand in
// line. Invariant: buckets and notes together are the lines.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sql/database.hpp"

namespace kartei::customers {

struct NewLine {
    std::string_view name_key;
    bool hidden;
};
/// Many new lines at once, for bulk imports; `lines` ascend by their keys and stand in customer_line already.
void count_lines_in_bulk(sql::Transaction& transaction, std::span<const NewLine> lines);

/// Adds what is noted to the buckets; gives how many notes that were. One process at a time (audit::Upkeep).
std::int64_t settle_buckets(sql::Database& database);

/// A name that nobody has any more begins no bucket: its bucket begins with the next one (a person was erased).
void forget_bucket_start(sql::Transaction& transaction, std::string_view key);

std::int64_t count_all(sql::Transaction& transaction, bool with_hidden);

struct BucketPlace {
    std::string start;
    std::int64_t before;  ///< lines in the buckets before it
};
/// The bucket that holds the line at a position.
BucketPlace bucket_at(sql::Transaction& transaction, std::int64_t offset, bool with_hidden);
/// The bucket that a key stands in.
BucketPlace bucket_with(sql::Transaction& transaction, std::string_view key, bool with_hidden);

}  // namespace kartei::customers
