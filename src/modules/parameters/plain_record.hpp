// Small records that are nothing but their fields: postcodes, banks, operators, destinations, ranges of numbers, entries
// of lists of choices. One declaration gives reading, storing, audit and undo. Must not know what a record means; its
// own rules stand with whoever declares it. Invariant: every change is a row of the audit and can go back.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/reversal.hpp"

namespace kartei::parameters {

struct PlainRow;

/// A field that says the name of a row of another table, whose id its column holds.
struct PlainReference {
    std::string_view field, column, table, name = "name";
};
/// A list of names of rows of `of`, kept in order in a table between: `own` and `other` are its columns.
struct PlainLinks {
    std::string_view field, table, own, other, of, name = "name";
};

struct PlainRecord {
    std::string name;           ///< of the audit and of the counter; captions are the texts NAME.FIELD
    std::string table;          ///< with the columns id and version
    std::vector<Field> fields;  ///< columns of the same names
    std::string order;          ///< columns of ORDER BY
    std::vector<std::string> unique = {};  ///< fields that no two rows have alike
    /// What holds of the record beyond its fields: fills in what is left open, says what forbids to keep the row.
    std::function<std::vector<Issue>(sql::Transaction&, PlainRow&)> complete = {};
    /// Field whose value others name a row by: neither changed nor removed while somebody does (error.in_use).
    std::string key = {};
    std::function<bool(sql::Transaction&, const std::string& value)> is_used = {};
    /// Fields that hold a code of a choice list or of other base data; `complete` refuses other words.
    std::vector<std::pair<std::string_view, std::string_view>> choice_lists = {}, base_data = {};
    std::vector<PlainReference> references = {};  ///< names that nobody bears are refused
    std::vector<PlainLinks> links = {};
    /// Who uses the row, one issue for each kind of user: it then stays. It may be renamed: it is named by its id.
    std::function<std::vector<Issue>(sql::Transaction&, const PlainRow&)> users = {};
    /// Whether the actor may see the row (or, `to_change`, change it); none: everybody who may see any.
    std::function<bool(sql::Transaction&, const Actor&, const PlainRow&, bool to_change)> access = {};
};

using PlainValues = std::map<std::string, Value, std::less<>>;

struct PlainRow {
    std::int64_t id = 0, version = 1;
    PlainValues values;  ///< every field of the record

    std::string text(std::string_view field) const;
    std::int64_t integer(std::string_view field) const;
    bool yes(std::string_view field) const;
};

std::optional<PlainRow> find_row(sql::Transaction& transaction, const PlainRecord& record, std::int64_t id);
/// The row that has the unique fields of `values`.
std::optional<PlainRow> find_twin(sql::Transaction& transaction, const PlainRecord& record, const PlainValues& values);
/// All rows in their order.
std::vector<PlainRow> all_rows(sql::Transaction& transaction, const PlainRecord& record);

struct PlainPage {
    std::int64_t count = 0;
    std::vector<PlainRow> rows;
};
/// Rows the actor may see, of which one field holds `typed` (folded; "" = all), from `offset`, at most `limit`.
PlainPage page_of(sql::Transaction& transaction, const Actor& actor, const PlainRecord& record, std::string_view typed,
                  std::int64_t offset, std::int64_t limit);

/// As part of a running event: stores what the caller has checked.
void create_row(sql::Transaction& transaction, audit::Change& change, const PlainRecord& record, PlainRow& row);
/// False when somebody else has changed the row meanwhile.
bool change_row(sql::Transaction& transaction, audit::Change& change, const PlainRecord& record,
                const PlainRow& before, const PlainRow& after);
void remove_row(sql::Transaction& transaction, audit::Change& change, const PlainRecord& record, const PlainRow& row);

/// Puts values into a row; every issue at once: unknown or malformed values, required ones that are missing, what the
/// record's own rules forbid, and what another row has already (error.exists_already).
std::vector<Issue> apply_values(sql::Transaction& transaction, const PlainRecord& record, PlainRow& row,
                                const PlainValues& values);

struct SavedRow {
    PlainRow row;
    std::int64_t event = 0;  ///< 0 when nothing changed
};
/// Whole actions, each an event of its own ("NAME_created", "NAME_changed", "NAME_deleted").
Result<SavedRow> create(House& house, sql::Transaction& transaction, const Actor& actor, const PlainRecord& record,
                        const PlainValues& values);
Result<SavedRow> change(House& house, sql::Transaction& transaction, const Actor& actor, const PlainRecord& record,
                        std::int64_t id, std::int64_t version, const PlainValues& values);
Result<std::int64_t> remove(House& house, sql::Transaction& transaction, const Actor& actor,
                            const PlainRecord& record, std::int64_t id, std::int64_t version);

audit::Reversible reversible(const PlainRecord& record);

}  // namespace kartei::parameters
