// Texts as web pages, mails and spreadsheets hand them over: with characters that nobody sees, wrapped as a formula,
// torn into lines, rounded. What has one meaning only is read as that. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace kartei {

/// Without soft hyphens, zero-width blanks and marks of writing direction; no-break, narrow and wide blanks become
/// plain ones. Joiners and selectors of form stay in the scripts that need them.
std::string without_invisible(std::string_view text);

bool has_line_break(std::string_view text);
/// Every line break, with the blanks around it, as `instead`.
std::string with_line_breaks_as(std::string_view text, char instead);

/// The text of a cell written as `="01067"`, which is how a table keeps its zeros; other texts as they are.
std::string without_formula_wrapper(std::string_view text);

/// What a spreadsheet shows of a long number (3,16123E+11): the digits it stood for are gone.
bool is_scientific_notation(std::string_view text);

/// "1067.0" -> "1067": what programs that take a column for decimals make of whole numbers; other texts as they are.
std::string without_point_zero(std::string_view text);

/// What a spreadsheet leaves of a formula that failed (#REF!, #NV, #WAARDE!), in German, Dutch and English.
bool is_spreadsheet_error(std::string_view text);

}  // namespace kartei
