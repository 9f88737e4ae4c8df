// Which code page the bytes of a file fit that is not UTF-8: Windows-1252, Latin-9, DOS 850 or that of old Macs. Told
// by the letters that German, Dutch and their neighbours write, and by where they stand. Knows no rows.
#pragma once

#include <string_view>

#include "documents/csv_dialect.hpp"

namespace kartei::documents {

/// Windows-1252 unless another one makes better words of the bytes beyond ASCII.
Encoding likely_code_page(std::string_view sample);

}  // namespace kartei::documents
