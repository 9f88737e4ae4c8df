// A list as a page made for printing, above all the guest list for the door (T-034; customer-lists.md 4.4): every seat
// of every order with the customer's name, by event date, by name or by seat, with headings on each sheet. Plain HTML
// and one style sheet; works without scripts. Knows no HTTP.
#pragma once

#include "modules/reports/report_runs.hpp"

namespace kartei::reports {

enum class PrintOrder { name, seat };

struct PrintOptions {
    PrintOrder order = PrintOrder::name;
    bool barcode = false;
    Language language = Language::de;
    std::string made_by;     ///< who printed it, as shown
    std::string style_path;  ///< address of print_style()
};

constexpr int most_printed_rows = 20'000;

struct PrintedPage {
    std::string html;
    std::int64_t rows = 0;
};
/// Refusals: too_large (error.report_too_long_to_print); by seat in a type with a row per order
/// (error.report_print_by_seat).
Result<PrintedPage> print_page(const House& house, sql::Transaction& transaction, const Run& run,
                               const PrintOptions& options);

/// The style sheet, for screen and paper.
std::string_view print_style();

}  // namespace kartei::reports
