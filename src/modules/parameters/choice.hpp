// Values that fields offer and a house may change: categories per kind of customer, salutations, titles, kinds of
// mailing and payment, terms. A value is kept by its code; its word in three languages stands in the table `choice`.
// Countries and languages come from ICU and belong to nobody.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/texts.hpp"
#include "sql/database.hpp"

namespace kartei::parameters {

struct Choice {
    std::string code;
    std::string label;
    std::string kind;  ///< category, code1, code2: the kind of customer (J-045); salutation: its language; else "all"
    bool hidden = false;  ///< no longer offered, still understood
};

/// The values of a list in their order, hidden ones too. Lists: category, salutation, letter_salutation (without a
/// name, J-063), title, mailing_kind, payment_kind, payment_term, code1 and code2 (J-077; empty at first).
std::vector<Choice> choices_of(sql::Transaction& transaction, std::string_view list, Language language);

/// The code that somebody means who writes it, or its word in any of the three languages; "" when he means none.
std::string code_meant(sql::Transaction& transaction, std::string_view list, std::string_view written);

/// What a new house begins with; does nothing when there are choices already.
void found_parameters(sql::Transaction& transaction);

/// All countries and the languages that documents are written in, by their names in `language`, in its order.
const std::vector<Choice>& country_choices(Language language);
const std::vector<Choice>& language_choices(Language language);

}  // namespace kartei::parameters
