// Selections as the API tells them: what can be asked, counts of lines, why somebody is in or out.
#pragma once

#include "modules/selections/saved_selections.hpp"
#include "web/endpoint.hpp"

namespace kartei::selections {

/// The answer of GET /selections/criteria.
web::Json criteria_json(House& house, sql::Transaction& transaction, const Actor& actor, Language language);
web::Json lines_json(const Line& line);
web::Json steps_json(const std::vector<Step>& steps);
/// The tree with what holds and which values decided about the customer.
web::Json explained_tree(const Looking& looking, const Node& node, const Line& line, std::int64_t customer);
/// Why he is in or out, in words: the steps that took him away or brought him back.
web::Json reasons_json(const Found& found, Language language);
/// The first so many, in the order of the document.
std::vector<std::int64_t> ordered_members(const Looking& looking, const Document& document, const Found& found);

web::Json count_schema();
web::Json criteria_schema();
web::Json explain_schema();

}  // namespace kartei::selections
