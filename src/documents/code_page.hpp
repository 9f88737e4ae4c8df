// Which code page the bytes of a file fit that is not UTF-8: those of Windows for the west, the middle, the east, Greece
// and Turkey, of DOS, old Macs, Latin-9 and KOI8. Told by the letters that people there write, and by where they stand.
// Knows no rows.
#pragma once

#include <string_view>

#include "documents/csv_dialect.hpp"

namespace kartei::documents {

/// Windows-1252 unless another one makes better words of the bytes beyond ASCII.
Encoding likely_code_page(std::string_view sample);

}  // namespace kartei::documents
