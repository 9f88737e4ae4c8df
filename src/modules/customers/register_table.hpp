// An export of the register as a table on its way out: headings and cells of every format. Knows no file and no answer.
#pragma once

#include <span>

#include "documents/table_writer.hpp"
#include "modules/customers/register_export.hpp"

namespace kartei::customers {

/// `language`: of the headings; without one they are the names of the fields, as an import reads them back.
std::vector<documents::Column> table_columns(std::span<const ExportColumn> columns, std::optional<Language> language);

/// One value for each column; does not end the row.
void write_cells(documents::TableWriter& table, std::span<const ExportColumn> columns, const std::vector<Value>& values,
                 const ReadingRules& rules);

}  // namespace kartei::customers
