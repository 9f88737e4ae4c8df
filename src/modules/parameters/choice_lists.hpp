// Lists of choices as a house edits them: each list as a whole, with a version of its own. A code that a customer has
// cannot be removed, only hidden. Read choice.hpp for what is offered.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

/// One entry of a list: list, kind, code, position, label_de, label_nl, label_en, hidden.
const PlainRecord& choice_record();

/// Lists that can be edited: those declared here and any that another module has put into the table.
std::vector<std::string> list_names(sql::Transaction& transaction);
/// Entries by kind and position.
std::vector<PlainRow> entries_of(sql::Transaction& transaction, std::string_view list);
/// The name under which a list's version is kept (parameter_store.hpp).
std::string revision_of(std::string_view list);

/// Where codes are in use: modules above join with what they store. `list` "" = all lists.
struct CodeUse {
    std::string list, kind, code;  ///< `kind`: of the customer
};
using CodeUses = std::function<std::vector<CodeUse>(sql::Transaction&, std::string_view list)>;
/// Does a use belong to an entry? An entry for all kinds, or for a language, is used by any.
bool is_used(const PlainRow& entry, const std::vector<CodeUse>& uses);
std::vector<CodeUse> uses_of(sql::Transaction& transaction, std::string_view list);

/// Replaces a list by `entries` in their order (code, kind, label_de, label_nl, label_en, hidden; a label that is
/// missing is taken from another language, a code from the label). Refusals: invalid with the place of each issue,
/// conflict for a code in use that is missing (error.choice_in_use), stale. Returns the event, 0 = nothing changed.
Result<std::int64_t> replace_list(House& house, sql::Transaction& transaction, const Actor& actor,
                                  std::string_view list, std::int64_t version,
                                  const std::vector<PlainValues>& entries);

/// J-064: a letter salutation, of the list or of a customer, is kept without the comma that letters set behind it.
std::string without_comma(std::string letter_salutation);

audit::Reversible reversible_choices();

}  // namespace kartei::parameters
