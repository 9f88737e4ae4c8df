// The lists of a customer that a letter of a word processor may go through (`{{#each family}}`): each row a few values, those of
// passports without what is sensitive.
#pragma once

#include "modules/mailing/letter_words.hpp"

namespace kartei::mailing {

struct LetterList {
    std::string name;                 ///< "family"
    std::string record;               ///< first part of the captions' keys
    std::vector<std::string> fields;  ///< "first_name": `{{family.first_name}}` between the marks of the list
};
const std::vector<LetterList>& letter_lists();
const LetterList* letter_list(std::string_view name);

/// Rows in the order of the profile, values by "family.first_name". Holders are named, not numbered.
std::vector<Placeholders> rows_for_letter(House& house, sql::Transaction& transaction, const LetterList& list,
                                          const customers::Customer& customer, Language language);

}  // namespace kartei::mailing
