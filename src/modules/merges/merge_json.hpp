// Previews as JSON, in the language asked for.
#pragma once

#include "base/texts.hpp"
#include "modules/merges/merge_actions.hpp"
#include "web/endpoint.hpp"

namespace kartei::merges {

web::Json preview_json(const MergePreview& preview, const House& house, Language language);
web::Json parting_json(sql::Transaction& transaction, const PartingPreview& preview, Language language);

web::Json preview_schema();
web::Json parting_schema();

/// What rows of a table are, in words; the table's name where nobody has worded it.
std::string words_for(const std::string& table, Language language);

}  // namespace kartei::merges
