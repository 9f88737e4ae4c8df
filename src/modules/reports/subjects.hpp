// What narrower lists are asked for by name: subscriptions, promotions, products, labels. Names that nobody knows are
// refused by their field, all at once.
#pragma once

#include "lists/question.hpp"
#include "modules/reports/list_row.hpp"

namespace kartei::reports {

using NamedIds = std::vector<std::pair<std::int64_t, std::string>>;

/// Ids of the names chosen in a list of the question; `option` names them in a refusal (error.unknown_in_filter).
Result<std::vector<std::int64_t>> ids_of_names(const std::vector<std::string>& names, const NamedIds& known,
                                               const std::string& option);

/// Subscriptions by name and season: one of the same name in another season is another one. A name may say which,
/// NAME@SEASON; a season alone means all of its subscriptions (T-040). `only_fixed`: those that keep seats.
/// Refusals: nothing chosen (error.report_needs_subscription), unknown names.
Result<std::vector<std::int64_t>> subscriptions_asked(sql::Transaction& transaction, const lists::Question& question,
                                                      bool only_fixed);

}  // namespace kartei::reports
