// A list as a page made for printing: plain HTML and one style sheet, works without scripts, headings on each sheet.
// A table of the wanted columns unless the report has a page of its own (guest lists); that one takes its head and its
// way with texts from here. Knows no HTTP.
#pragma once

#include "lists/report.hpp"

namespace kartei::lists {

constexpr std::int64_t most_printed_rows = 20'000;

/// The list as a table. Refusals: unknown columns; too_large (error.report_too_long_to_print).
Result<PrintedPage> print_table(const PrintOrder& order);

/// As the report wants it printed.
Result<PrintedPage> print_list(const PrintOrder& order);

/// Up to and with the page's own heading: title, what was asked, when and by whom it was made.
std::string page_beginning(const PrintOrder& order, const std::string& title);
inline constexpr std::string_view page_ending = "</main></body></html>\n";
void append_escaped(std::string& out, std::string_view text);

/// "3 Karten", "Preis: 12,00" under a list.
std::string words_of(const Sum& sum, std::int64_t value, int digits, Language language);

Refusal too_long_to_print();

/// The style sheet, for screen and paper.
std::string_view print_style();

}  // namespace kartei::lists
