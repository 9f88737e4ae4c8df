// The probable duplicates of a take-over file as a file of their own: line, whom the row resembles (a customer of the
// house or an earlier line of the file), score and points in words, then the row as it was (sent_rows.hpp).
#pragma once

#include "documents/table_reader.hpp"
#include "modules/imports/tally.hpp"

namespace kartei::imports {

/// Reads the file again (`table` at its beginning). Refusals come from the disk (error.file_no_space).
Result<Done> write_duplicate_rows(documents::TableReader& table, const ImportKind& kind, const Columns& columns,
                                  Tally& tally, Language language, const std::string& path);

}  // namespace kartei::imports
