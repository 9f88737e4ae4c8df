// Every SQL statement on the tables of the lists. Sensitive values are sealed on their way in (libsodium, under a key
// derived from the house's key file, bound to record, row and field) and opened on their way out; beside them stands a
// keyed hash, by which equal values are found. Moving a row to another customer (merge) keeps it readable. Each change
// of a row also tells the customer's history (note_change) and the day of his last change (J-048).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/change.hpp"
#include "audit/reversal.hpp"
#include "modules/profile/list.hpp"

namespace kartei::profile {

std::optional<Row> find_row(House& house, sql::Transaction& transaction, const List& list, std::int64_t id);
/// A customer's rows, by position.
std::vector<Row> rows_of(House& house, sql::Transaction& transaction, const List& list, std::int64_t customer);
/// All rows by customer and position, in bounded memory; ends when `take` returns false.
void each_row(House& house, sql::Transaction& transaction, const List& list,
              const std::function<bool(const Row&)>& take);
std::int64_t count_rows(sql::Transaction& transaction, const List& list);
/// Rows with this value in a sensitive field, by its keyed hash.
std::vector<std::int64_t> ids_with(House& house, sql::Transaction& transaction, const List& list,
                                   std::string_view field, std::string_view value);
/// A position behind all others of the customer.
std::int64_t next_position(sql::Transaction& transaction, const List& list, std::int64_t customer);

/// Inserts a row as part of `change`; id, version and created_event are filled in.
void insert_row(House& house, sql::Transaction& transaction, audit::Change& change, const List& list, Row& row);
/// What differs is stored and recorded; raises `after.version`. False when nothing differs.
bool update_row(House& house, sql::Transaction& transaction, audit::Change& change, const List& list, const Row& before,
                Row& after);
/// Passports and wishes of a member of the family go with him.
void delete_row(House& house, sql::Transaction& transaction, audit::Change& change, const List& list, const Row& row);

/// Rows whose customer is gone, that do not open, or whose keyed hash is not theirs; terms of phones that do not fit.
/// For `kartei check`.
std::int64_t check_rows(House& house, sql::Transaction& transaction);

/// What forbids that a customer is deleted (customers::Reference), and how many of it.
struct Hanging {
    std::string table;  ///< its name is the text hangs.TABLE
    std::int64_t count;
};
std::vector<Hanging> hanging_on(sql::Transaction& transaction, std::int64_t customer);

/// How undo works on rows.
std::vector<audit::Reversible> reversible_rows();
/// Puts a deleted row back as the audit kept it; false when its customer is gone.
bool restore_row(House& house, sql::Transaction& transaction, audit::Change& change, const List& list,
                 const std::string& row);

/// The audit record under which a customer's history shows what happened to his lists; its id is the customer's.
inline constexpr std::string_view history_record = "profile";
/// Who read sensitive values of a customer in clear; its id is the customer's.
inline constexpr std::string_view reading_record = "sensitive_reading";

}  // namespace kartei::profile
