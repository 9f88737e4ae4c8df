// The words of a letter that is made from a template (decisions.md 23): placeholders for every value of the customer
// and of a member of his family, filled in as people write them. Must not know what is done with the words.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "modules/mailing/letter.hpp"
#include "modules/profile/list.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::mailing {

/// What placeholders stand for, by name: "first_name" of the customer, "member.first_name" of the marked member. A
/// value that is missing is blank, a name that is none is not among them.
using Placeholders = std::map<std::string, std::string, std::less<>>;

/// J-110: all values of the customer (also "full_name"), and with a member all of his. In the letter's language: dates
/// as written there, codes in words.
Placeholders placeholders_of(House& house, sql::Transaction& transaction, const customers::Customer& customer,
                             const profile::Row* member, Language language);

/// All values of a row of a list, by "PREFIX.field", as people read them; codes in words.
Placeholders placeholders_of_row(House& house, sql::Transaction& transaction, const profile::List& list,
                                 const profile::Row& row, Language language, std::string_view prefix);

/// Codes behind the words, for whoever asks by them: "company", "NL", "yes" and "no".
Placeholders codes_of(House& house, const customers::Customer& customer);

/// Fills in "{name}". Refusals, all at once, of the fields subject and text: error.unknown_placeholder {name}, and
/// error.placeholder_needs_member {name} when no member is marked (J-109). Other braces stay as they are.
Result<LetterWords> filled(const LetterWords& words, const Placeholders& placeholders);

/// The template with this id; refuses one that is not there (field template).
Result<LetterWords> template_words(sql::Transaction& transaction, std::int64_t id);

}  // namespace kartei::mailing
