// What a user can do with the lists of a profile: one function each, transaction -> rules -> store -> audit. The caller
// owns the transaction. Every refusal names all issues at once. Rights beside the endpoint's own: sensitive.change for
// sensitive fields, notes.change for notes of others.
#pragma once

#include <map>
#include <string>

#include "modules/customers/customer_actions.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::profile {

using customers::NewValues;

struct SavedRow {
    Row row;
    std::int64_t event = 0;  ///< change event, for undo; 0 when nothing changed
};

/// Appends a row (J-114, J-207). Refusals: not_found without the customer; conflict for the anonymous one and for
/// agency data of another kind of customer; invalid with every issue.
Result<SavedRow> add_row(House& house, sql::Transaction& transaction, const Actor& actor, const List& list,
                         std::int64_t customer, const NewValues& values);

/// Changes fields of a row (J-208). A sensitive value that comes back masked as it was shown stays as it is.
Result<SavedRow> change_row(House& house, sql::Transaction& transaction, const Actor& actor, const List& list,
                            std::int64_t customer, std::int64_t id, std::int64_t version, const NewValues& values);

/// Deletes a row (J-209, J-227); with a member of the family go his passports and wishes. Returns the event.
Result<std::int64_t> delete_row(House& house, sql::Transaction& transaction, const Actor& actor, const List& list,
                                std::int64_t customer, std::int64_t id, std::int64_t version);

/// Puts a customer's rows into this order (J-115). `ids` names each exactly once; otherwise somebody has added or
/// deleted one meanwhile (conflict). Returns the event, 0 when they stood so already.
Result<std::int64_t> order_rows(House& house, sql::Transaction& transaction, const Actor& actor, const List& list,
                                std::int64_t customer, const std::vector<std::int64_t>& ids);

/// Agency data of a customer of that kind; while there is none, its version reads 1.
Result<SavedRow> change_agency(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t customer,
                               std::int64_t version, const NewValues& values);

/// The sensitive values of a row in clear, by field. The reading is an event of its own, which nobody can undo.
Result<std::map<std::string, std::string>> read_secrets(House& house, sql::Transaction& transaction, const Actor& actor,
                                                        const List& list, std::int64_t customer, std::int64_t id);

/// Makes a customer of a member of the family, at the same address, and links the two (KD-Erfassung).
Result<customers::Saved> customer_from_member(House& house, sql::Transaction& transaction, const Actor& actor,
                                              std::int64_t customer, std::int64_t member);

/// Refuses (forbidden, error.note_of_others) who may not change or delete this row.
Result<Done> may_touch(const Actor& actor, const List& list, const Row& row);
/// Puts the values into a row and completes it; every issue. For imports too, with `read_only_too`.
std::vector<Issue> enter(House& house, sql::Transaction& transaction, const Actor& actor, const List& list, Row& row,
                         const NewValues& values, bool read_only_too = false);

/// Records that sensitive fields were read in clear; part of `change`.
void note_reading(audit::Change& change, const List& list, const Row& row);

}  // namespace kartei::profile
