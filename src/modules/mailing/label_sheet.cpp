#include "modules/mailing/label_sheet.hpp"

#include <algorithm>

#include "documents/pdf.hpp"
#include "modules/customers/print_address.hpp"

namespace kartei::mailing {
namespace {

constexpr double page_width = 210, page_height = 297, margin = 4;

}  // namespace

const std::vector<LabelSheet>& label_sheets() {
    static const std::vector<LabelSheet> sheets{
        {"l7160", 63.5, 38.1, 3, 7, 7.25, 15.15, 66.0, 38.1},   {"l7163", 99.1, 38.1, 2, 7, 4.65, 15.15, 101.6, 38.1},
        {"l7162", 99.1, 33.9, 2, 8, 4.65, 12.9, 101.6, 33.9},   {"l7164", 63.5, 72, 3, 4, 7.25, 4.5, 66.0, 72},
        {"l7165", 99.1, 67.7, 2, 4, 4.65, 13.1, 101.6, 67.7},   {"zweckform_3474", 70, 37, 3, 8, 0, 0.5, 70, 37},
        {"zweckform_3490", 70, 36, 3, 8, 0, 4.5, 70, 36},       {"zweckform_3659", 97, 42.3, 2, 6, 8, 21.6, 97, 42.3},
        {"herma_4464", 70, 37, 3, 8, 0, 0.5, 70, 37},           {"herma_4614", 66, 33.8, 3, 8, 6, 13.3, 66, 33.8},
        {"herma_4620", 105, 37, 2, 8, 0, 0.5, 105, 37},         {"herma_4625", 105, 42.3, 2, 7, 0, 0.45, 105, 42.3}};
    return sheets;
}

const LabelSheet* find_label_sheet(std::string_view name) {
    const auto& sheets = label_sheets();
    const auto found = std::find_if(sheets.begin(), sheets.end(), [&](const auto& one) { return one.name == name; });
    return found == sheets.end() ? nullptr : &*found;
}

std::string labels_pdf(const std::vector<Issued>& recipients, const Sender& sender, const LabelSheet& sheet,
                       std::int64_t first) {
    documents::Pdf pdf(page_width, page_height, sender.house, "de", sender.now);
    const std::int64_t on_page = sheet.columns * sheet.rows;
    auto place = first - 1;
    for (const auto& to : recipients) {
        if (place == on_page) pdf.new_page(), place = 0;
        const auto x = sheet.left + static_cast<double>(place % sheet.columns) * sheet.pitch_x;
        const auto y = sheet.top + static_cast<double>(place / sheet.columns) * sheet.pitch_y;
        draw_address(pdf, print_address(to.customer(), sender.country),
                     {x + margin + 1, y + margin, sheet.width - 2 * margin - 1, sheet.height - 2 * margin});
        ++place;
    }
    return pdf.finish();
}

}  // namespace kartei::mailing
