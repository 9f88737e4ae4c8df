// What must be known of a workbook before its rows can be read: which part holds the sheet, the shared strings, the
// number formats, the calendar. Knows parts and their relations; knows no rows. Reference: ECMA-376 part 1, 12 and 18.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "documents/xlsx_formats.hpp"
#include "documents/zip_package.hpp"

namespace kartei::documents {

/// The texts that cells refer to by number, in blocks that never move. Invariant: never more than XlsxLimits::strings
/// bytes.
class SharedStrings {
public:
    const std::string_view* find(std::size_t number) const {
        return number < texts_.size() ? &texts_[number] : nullptr;
    }
    /// False when there is no room left.
    bool add(std::string_view text, std::uint64_t limit);

private:
    std::deque<std::string> blocks_;
    std::deque<std::string_view> texts_;
    std::uint64_t used_ = 0;
};

struct XlsxBook {
    std::string sheet_part;
    std::vector<std::string> sheet_names;
    std::vector<NumberFormat> styles;  ///< by the cell's `s`
    SharedStrings strings;
    bool from_1904 = false;
};

/// Reads all of it. `wanted` = "" takes the first visible sheet. Refusals: error.xlsx_not_a_workbook,
/// xlsx_sheet_missing (names those there are), xlsx_too_many_strings, and those of XmlPart.
Result<XlsxBook> read_book(ZipPackage& package, const std::string& wanted);

/// Undoes Excel's _xHHHH_ in place of characters that XML cannot hold; appends the text.
void append_unescaped(std::string& out, std::string_view text);

}  // namespace kartei::documents
