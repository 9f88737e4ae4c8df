#include "modules/tickets/ticket_pdf.hpp"

#include "documents/code128.hpp"
#include "documents/pdf.hpp"
#include "documents/qr_code.hpp"

namespace kartei::tickets {
namespace {

using documents::Pdf;

/// Millimetres. The ticket itself is the same on both; on A4 it stands in the corner with a line below it to cut along.
constexpr double ticket_width = 190, ticket_height = 88, margin = 6, code_side = 34, bars_height = 14;
constexpr double a4_width = 210, a4_height = 297, a4_left = 10, a4_top = 10;
/// Readers ask for modules of a quarter of a millimetre at least, and ten of them empty on both sides.
constexpr double widest_module = 0.42, narrowest_module = 0.25;
constexpr int quiet_modules = 10;

void draw_square(Pdf& pdf, const std::string& barcode, double x, double y) {
    const auto code = documents::qr_code(barcode);
    if (!code) return;
    const double module = code_side / code->size;
    for (int row = 0; row < code->size; ++row)
        for (int column = 0; column < code->size; ++column)
            if (code->is_dark(row, column)) pdf.fill(x + column * module, y + row * module, module, module);
}

/// One bar is one rectangle, so that no hairline of light is between its modules.
void draw_bars(Pdf& pdf, const std::string& barcode, double x, double y, double width) {
    const auto code = documents::code128(barcode);
    if (!code) return;
    const auto modules = static_cast<double>(code->dark.size() + 2 * quiet_modules);
    const double module = std::min(widest_module, width / modules);
    if (module < narrowest_module) return;  // too long for any reader; the square holds it
    for (std::size_t at = 0; at < code->dark.size();) {
        auto end = at;
        while (end < code->dark.size() && code->dark[end] == code->dark[at]) ++end;
        if (code->dark[at])
            pdf.fill(x + (quiet_modules + static_cast<double>(at)) * module, y, static_cast<double>(end - at) * module,
                     bars_height);
        at = end;
    }
}

class Drawing {
public:
    Drawing(Pdf& pdf, double left, double top) : pdf_(pdf), left_(left + margin), y_(top + margin), top_(top) {}

    void draw(const TicketPaper& paper, const documents::Picture* logo) {
        if (logo) {
            pdf_.picture(left_ + text_width, y_, logo_width, logo_height, *logo);
            width_ = text_width - logo_width - 3;
        }
        text(paper.event, {16, true}, 2);
        text(paper.subtitle, {10}, 1);
        y_ += 1.5;
        if (y_ > top_ + margin + logo_height) width_ = text_width;
        text(paper.when, {11, true}, 1);
        text(paper.where, {10}, 1);
        y_ += 1.5;
        width_ = text_width;
        text(paper.door, {12, true}, 1);
        text(paper.place, {13, true}, 2);
        y_ += 1.5;
        text(paper.type, {9}, 1);
        text(paper.price + (paper.tax.empty() ? "" : ", " + paper.tax), {10}, 1);
        draw_codes(paper);
    }

private:
    static constexpr double text_width = ticket_width - 3 * margin - code_side;
    static constexpr double logo_width = 34, logo_height = 18;

    void text(const std::string& words, const documents::Type& type, int most_lines) {
        if (!words.empty()) y_ += pdf_.text(left_, y_, width_, words, type, most_lines) + 0.6;
    }
    void draw_codes(const TicketPaper& paper) {
        const double right = left_ + text_width + margin, foot = top_ + ticket_height - margin - bars_height - 5;
        draw_square(pdf_, paper.barcode, right, top_ + margin);
        auto y = top_ + margin + code_side + 2;
        for (const auto& words : {paper.order, paper.holder, paper.promoter})
            if (!words.empty()) y += pdf_.text(right, y, code_side, words, {7.5}, 2) + 0.6;
        draw_bars(pdf_, paper.barcode, left_ - margin / 2, foot, text_width + margin);
        pdf_.text(left_, foot + bars_height + 0.8, text_width, paper.barcode, {8});
    }

    Pdf& pdf_;
    double left_, y_, top_;
    double width_ = text_width;  ///< of lines beside the logo
};

}  // namespace

std::string_view name_of(TicketFormat format) { return format == TicketFormat::a4 ? "a4" : "ticket"; }
TicketFormat format_named(std::string_view name) {
    return name == "ticket" ? TicketFormat::ticket : TicketFormat::a4;
}

std::string tickets_pdf(const std::vector<TicketPaper>& papers, TicketFormat format, std::string_view made_at,
                        const mailing::Letterhead& letterhead) {
    const bool is_sheet = format == TicketFormat::a4;
    const auto language = papers.front().language;
    Pdf pdf(is_sheet ? a4_width : ticket_width, is_sheet ? a4_height : ticket_height,
            text(language, "ticket_paper.title", {{"order", papers.front().order}}), language_code(language), made_at);
    const double left = is_sheet ? a4_left : 0, top = is_sheet ? a4_top : 0;
    for (const auto& paper : papers) {
        if (&paper != &papers.front()) pdf.new_page();
        Drawing(pdf, left, top).draw(paper, letterhead.logo.get());
        if (!is_sheet) continue;
        pdf.line(0, top + ticket_height, a4_width, top + ticket_height);
        pdf.text(left + margin, top + ticket_height + 4, ticket_width - 2 * margin,
                 text(language, "ticket_paper.advice"), {8.5});
        if (letterhead.has_foot()) draw_foot(pdf, letterhead, language);
    }
    return pdf.finish();
}

}  // namespace kartei::tickets
