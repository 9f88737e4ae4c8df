// What kind of CSV a file is: encoding and separator, as found or as forced (files.md: `,` `;` TAB, UTF-8 with or
// without BOM, UTF-16, the code pages of Windows, DOS and old Macs, `sep=` line). Pure functions over the first bytes
// of a file; no I/O.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kartei::documents {

enum class Encoding {
    utf8, utf16_le, utf16_be, windows_1252, iso_8859_15, cp850, macintosh,
    windows_1250, cp852, windows_1251, cp866, koi8_r, windows_1253, windows_1254
};
inline constexpr Encoding last_encoding = Encoding::windows_1254;

/// "UTF-8", "UTF-16LE", "windows-1252", "ISO-8859-15", "IBM850", "macintosh" …: the names people and ICU know.
std::string_view encoding_name(Encoding encoding);

/// As found by the reader. A file of ASCII alone counts as UTF-8 until its first other byte settles it.
struct CsvDialect {
    Encoding encoding = Encoding::utf8;
    bool byte_order_mark = false;
    char separator = ',';
    bool separator_line = false;  ///< began with a `sep=` line
};

/// Bounds of one file (reliability.md R23); beyond them the file is refused without reading on.
struct CsvLimits {
    std::size_t columns = 16'384;
    std::size_t cell = 1 << 20;  ///< bytes
    std::size_t row = 16 << 20;  ///< bytes, quoted line breaks included
};

/// What the caller knows better than the file says.
struct CsvWanted {
    std::optional<Encoding> encoding;
    std::optional<char> separator;
    /// When given, the file has no header row and these are its headings (GeoNames' own tab-separated files).
    std::vector<std::string> headings;
    bool quotes = true;  ///< false: a quotation mark is an ordinary character
    std::int64_t heading_row = 0;  ///< as TableWanted's
    CsvLimits limits;
};

struct EncodingGuess {
    Encoding encoding = Encoding::utf8;
    std::size_t mark = 0;  ///< bytes of the byte order mark
    bool settled = false;  ///< false: nothing but ASCII was seen
};

/// From the first bytes of a file: byte order mark, else the pattern of zero bytes (UTF-16), else guess_eight_bit.
EncodingGuess guess_encoding(std::string_view sample, bool is_all);

/// UTF-8 unless the bytes beyond ASCII mostly fail to be it; then the code page that they fit best (code_page.hpp). A
/// few broken places among many good ones stay UTF-8, so that the reader refuses their lines instead of showing a file
/// full of "Ã¼". A sequence cut off at the end counts only if `is_all`.
EncodingGuess guess_eight_bit(std::string_view sample, bool is_all);

/// The separator with which the first records are most alike; TAB before ; before , when equal. `,` for a single
/// column.
char guess_separator(std::string_view sample, bool is_all, bool quotes);

/// Separator named by a first line `sep=;` (Excel's own hint, also in quotes), and the length of that line with its
/// end. A program that saved the file again fills the line up to the width of the table, with the separator it writes.
struct SeparatorLine {
    char separator;
    std::size_t length;
};
std::optional<SeparatorLine> separator_line(std::string_view sample);

}  // namespace kartei::documents
