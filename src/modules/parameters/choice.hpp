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
    std::string kind;  ///< category: the kind of customer (J-045); salutation: the language it belongs to; else "all"
};

/// The values of a list in their order. Lists: category, salutation, title, mailing_kind, payment_kind, payment_term.
std::vector<Choice> choices_of(sql::Transaction& transaction, std::string_view list, Language language);

/// What a new house begins with; does nothing when there are choices already.
void found_parameters(sql::Transaction& transaction);

/// All countries and the languages that documents are written in, by their names in `language`, in its order.
const std::vector<Choice>& country_choices(Language language);
const std::vector<Choice>& language_choices(Language language);

}  // namespace kartei::parameters
