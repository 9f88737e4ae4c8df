// A row of a table as the audit keeps it when the row goes, so that undo can put it back.
#pragma once

#include <nlohmann/json.hpp>

#include "sql/database.hpp"

namespace kartei::audit {

/// The row on which `rows` stands, selected by `columns` in their order: every column as text or null, what is sealed
/// sealed.
nlohmann::json kept_row(const sql::Rows& rows, const std::vector<std::string>& columns);

}  // namespace kartei::audit
