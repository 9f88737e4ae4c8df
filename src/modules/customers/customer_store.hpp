// Every SQL statement on the customer tables, and the derived rows beside them: customer_line (what a list shows of a
// customer, in the order of names) and customer_term (what the search finds by). Both follow in the same transaction as
// the change; check_lines() rebuilds and compares.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "modules/customers/customer.hpp"
#include "modules/customers/customer_rules.hpp"
#include "sql/database.hpp"

namespace kartei::customers {

std::optional<Customer> find_customer(sql::Transaction& transaction, std::int64_t id);
/// In the order of `ids`, without those that are not there.
std::vector<Customer> find_customers(sql::Transaction& transaction, const std::vector<std::int64_t>& ids);
/// All customers by number, in bounded memory; ends when `take` returns false.
void each_customer(sql::Transaction& transaction, const std::function<bool(const Customer&)>& take);
/// When customers were created and last changed ("": never); an id that is not there has no entry.
std::map<std::int64_t, std::pair<std::string, std::string>> times_of(sql::Transaction& transaction,
                                                                     const std::vector<std::int64_t>& ids);
/// By business number, also one that the customer had formerly.
std::optional<std::int64_t> id_of_number(sql::Transaction& transaction, std::int64_t number);
std::optional<std::int64_t> id_of_source(sql::Transaction& transaction, std::string_view source, std::string_view key);
void remember_source(sql::Transaction& transaction, std::string_view source, std::string_view key,
                     std::int64_t customer);

/// The row alone, without lines and terms (bulk import writes those in their own order).
void insert_row(sql::Transaction& transaction, const Customer& customer);
void insert_customer(sql::Transaction& transaction, const Customer& customer);
/// False when the stored version is not `expected` any more. Raises the version by one.
bool update_customer(sql::Transaction& transaction, const Customer& before, const Customer& after,
                     std::int64_t expected);
/// Lines, terms and what other modules derive from a customer, after his row was changed.
void follow_change(sql::Transaction& transaction, const Customer& before, const Customer& after);
/// False when the stored version is not the customer's any more. The number stays taken for ever.
bool delete_customer(sql::Transaction& transaction, const Customer& customer);

/// Column names and parameters in their order, for bulk inserts of whole rows.
const std::vector<std::string>& row_columns();
std::vector<sql::Parameter> row_parameters(const Customer& customer, std::vector<std::string>& kept);

// --- what a list shows of a customer
// ------------------------------------------------------------------------------------

/// Fields packed into customer_line.columns, in this order, separated by U+001F (which no field can hold).
const std::vector<const Member<Customer>*>& line_fields();
std::string line_columns(const Customer& customer);
/// Position of a field in the packed columns, -1 when it is not there.
int line_position(std::string_view field);
/// The packed columns, split; views into `columns`.
void split_columns(std::string_view columns, std::vector<std::string_view>& parts);

struct Line {
    std::string name_key;
    std::int64_t customer_id;
    std::string columns;
    bool hidden = false;
};
/// `count` lines in order of names, from position `offset` (any of a million answers quickly: through name_bucket).
std::vector<Line> lines_at(sql::Transaction& transaction, std::int64_t offset, int count, bool descending,
                           bool with_hidden);
/// Lines whose key is at or after `start`, narrowed to keys that begin with `prefix`.
std::vector<Line> lines_from(sql::Transaction& transaction, std::string_view start, std::string_view prefix, int count,
                             bool with_hidden);
std::int64_t count_lines(sql::Transaction& transaction, std::string_view prefix, bool with_hidden);
/// How many lines stand before the first one at or after `key`.
std::int64_t rank_of(sql::Transaction& transaction, std::string_view key, bool with_hidden);

/// Adds to the counts of the bucket in which a key stands; every line that comes or goes is counted (bulk inserts: per
/// stretch).
void count_into_bucket(sql::Transaction& transaction, std::string_view key, std::int64_t visible, std::int64_t total);

void insert_lines(sql::Transaction& transaction, const Customer& customer);
void remove_lines(sql::Transaction& transaction, const Customer& customer);
void replace_lines(sql::Transaction& transaction, const Customer& before, const Customer& after);

/// Makes the search terms of a house anew that was made when they had another form (term_form); at a million customers
/// it takes a minute, once. In one transaction: killed in the middle it starts again.
void renew_terms(sql::Database& database);

/// Called in the transaction in which a customer's name key changes; handed in by upper modules (orders moves its
/// lines).
using NameFollower = std::function<void(sql::Transaction&, std::int64_t customer, const std::string& old_key,
                                        const std::string& new_key)>;

/// Where a customer is pointed at: table and column. Merge, erasure, export and "may this be deleted" walk this one
/// list, into which every module that stores a customer hands its own.
struct Reference {
    std::string table, column;
    bool blocks_deletion;
    std::string text;  ///< text key naming what hangs there
    /// All columns of a table that does not block: its rows go with the customer and come back with him when the
    /// deletion is undone.
    std::vector<std::string> carried = {};
    /// Condition on the rows of customer :id where `column` has no index; "" = the column equals it.
    std::string found_by = {};

    std::string condition() const { return found_by.empty() ? column + " = :id" : found_by; }
};

/// Compares lines and terms of all customers with what they should be; the number that differ. For `kartei check`.
std::int64_t check_lines(sql::Transaction& transaction);

}  // namespace kartei::customers
