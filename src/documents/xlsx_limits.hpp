// How much a sent workbook may hold before it is refused; all of it is checked while inflating, never believed from the
// archive's own directory (reliability.md R24).
#pragma once

#include <cstdint>

namespace kartei::documents {

struct XlsxLimits {
    std::uint64_t packed = 20ull << 20;     ///< bytes of the file
    std::uint64_t unpacked = 200ull << 20;  ///< bytes of all parts that are read, together
    std::uint64_t ratio = 100;              ///< unpacked to packed of one part, counted once it is over 1 MiB unpacked
    std::uint64_t entries = 1000;           ///< files in the archive
    std::uint64_t strings = 48ull << 20;    ///< memory for the shared strings, bytes
    std::uint64_t markup = 8ull << 20;      ///< memory for the XML parser itself (depth, names, one tag), bytes
    std::size_t columns = 16'384;           ///< Excel's own bound
    std::size_t cell = 1 << 20;             ///< bytes of one cell
    std::size_t row = 16 << 20;             ///< bytes of one row
};

}  // namespace kartei::documents
