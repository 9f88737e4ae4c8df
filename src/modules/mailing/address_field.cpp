#include "modules/mailing/address_field.hpp"

#include <algorithm>
#include <numeric>

namespace kartei::mailing {
namespace {

using documents::Pdf;

constexpr int most_rows = 6;  // DIN 5008: the address zone
constexpr double largest = 10.5, smallest = 7, step = 0.5;

int sum(const std::vector<int>& rows) { return std::accumulate(rows.begin(), rows.end(), 0); }

FittedLines at_size(const Pdf& pdf, const std::vector<std::string>& lines, double width, double size, double& height) {
    FittedLines fitted{lines, {}, size};
    height = 0;
    for (const auto& line : lines) {
        const auto set = pdf.measured(width, line, {size});
        fitted.rows.push_back(set.rows);
        height += set.height;
    }
    return fitted;
}

}  // namespace

FittedLines fitted(const Pdf& pdf, const std::vector<std::string>& lines, const AddressField& field) {
    FittedLines found;
    for (double size = largest; size >= smallest; size -= step) {
        double height = 0;
        found = at_size(pdf, lines, field.width, size, height);
        if (sum(found.rows) <= most_rows && height <= field.height) return found;
    }
    // What takes most rows loses some; each line keeps its first.
    found.is_cut = true;
    while (sum(found.rows) > most_rows) {
        const auto longest = std::max_element(found.rows.begin(), found.rows.end());
        if (*longest == 1) break;
        --*longest;
    }
    return found;
}

void draw_address(Pdf& pdf, const std::vector<std::string>& lines, const AddressField& field) {
    const auto set = fitted(pdf, lines, field);
    double y = field.y;
    for (std::size_t i = 0; i < lines.size(); ++i)
        y += pdf.text(field.x, y, field.width, set.lines[i], {set.size}, set.rows[i]);
}

std::vector<PaperWarning> warnings_about_address(const std::vector<std::string>& lines, double width, double height) {
    std::vector<PaperWarning> warnings;
    const Pdf paper(width, height, "", "", "");
    if (fitted(paper, lines, {0, 0, width, height}).is_cut) warnings.push_back({"letter.warning_cut"});
    std::string all;
    for (const auto& line : lines) all += line + "\n";
    for (auto& warning : warnings_about_text(all)) warnings.push_back(std::move(warning));
    return warnings;
}

std::vector<PaperWarning> warnings_about_text(std::string_view text) {
    const auto letters = documents::letters_without_font(text);
    if (letters.empty()) return {};
    return {{"letter.warning_no_font", {{"letters", letters}}}};
}

}  // namespace kartei::mailing
