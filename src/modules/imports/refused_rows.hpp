// The refused rows as a file that can be mended and sent again (files.md): line, column, value and reason in front,
// then the row as it was (sent_rows.hpp). With them the probable duplicates that are held back: writing the number of
// the customer who is there into their column number changes him. A file that has no such column gets one, at the end.
#pragma once

#include "documents/table_reader.hpp"
#include "modules/imports/tally.hpp"

namespace kartei::imports {

/// Reads the file again (`table` at its beginning) and writes its rows that have problems to `path`, in the order of
/// the file. Refusals come from the disk (error.file_no_space).
Result<Done> write_refused_rows(documents::TableReader& table, const ImportKind& kind, const Columns& columns,
                                Tally& tally, Language language, const std::string& path);

}  // namespace kartei::imports
