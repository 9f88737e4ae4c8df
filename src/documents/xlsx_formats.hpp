// Numbers in a sheet are only digits; their format says whether they are dates. Turns both into the text that a person
// would have written: ISO dates, plain decimals, postcodes with their noughts. Pure; knows no file. Reference: ECMA-376
// part 1, 18.8.30.
#pragma once

#include <string>
#include <string_view>

namespace kartei::documents {

struct NumberFormat {
    enum Kind { number, date, time } kind = number;
    int digits = 0;  ///< of a format of noughts alone ("00000" for postcodes): fill up to so many
};

/// Format of a built-in number (14 = short date …); plain number for those that are none.
NumberFormat built_in_format(int id);
/// Format of a code such as `dd.mm.yyyy`, `[h]:mm`, `#,##0.00 "€"`.
NumberFormat format_of_code(std::string_view code);

/// Appends the text of a sheet's number. Dates: YYYY-MM-DD, with THH:MM:SS when it is not midnight; times: HH:MM:SS.
/// Excel's 15 digits are kept, never an exponent. What is no number is appended as it is.
void append_number(std::string& out, std::string_view digits, NumberFormat format, bool from_1904);

}  // namespace kartei::documents
