#include "modules/papers/paper_pdf.hpp"

#include <algorithm>

#include "base/money.hpp"
#include "modules/mailing/letter_form.hpp"
#include "modules/papers/paper_sheet.hpp"

namespace kartei::papers {
namespace {

using documents::Pdf;
using mailing::LetterForm;

/// Nobody is asked to transfer what the bank collects, or what is not due on this paper.
bool asks_for_transfer(const Paper& paper) {
    const bool is_asked = paper.kind == "invoice" || paper.kind == "confirmation";
    return is_asked && paper.open > 0 && !paper.payment_kind.starts_with("direct_debit");
}

std::string cut(const std::string& text, std::size_t most) {
    auto end = std::min(most, text.size());
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

std::string subject_of(const Paper& paper) {
    auto subject = paper_title(paper);
    if (!paper.number.empty()) subject += " " + paper.number;
    return subject;
}

void draw_copy(Sheet& sheet, const Paper& paper, std::int64_t copy) {
    sheet.begin(copy);
    sheet.subject(subject_of(paper));
    if (paper.kind == "receipt") {
        if (!paper.lines.empty()) sheet.lines();
        sheet.receipt();
    }
    else if (paper.kind == "manifest") sheet.people(true);
    else {
        sheet.introduction();
        sheet.people(paper.kind == "registration");
        sheet.lines();
        sheet.taxes();
        sheet.money();
        sheet.transfer(transfer_code(paper));
    }
    sheet.closing();
    sheet.end();
}

}  // namespace

std::string transfer_code(const Paper& paper) {
    const auto& house = paper.house;
    constexpr std::int64_t most = 99'999'999'999;  // cents
    if (!asks_for_transfer(paper) || house.iban.empty() || house.currency != "EUR" || paper.open > most) return "";
    const auto what = subject_of(paper) + " / " + std::to_string(paper.booking) + " / " + std::to_string(paper.customer);
    // Service tag, version, UTF-8, identification, BIC, name (70), IBAN, amount, purpose, structured and free reference.
    return "BCD\n002\n1\nSCT\n" + house.bic + "\n" + cut(house.name, 70) + "\n" + house.iban + "\nEUR" +
           write_money(paper.open, 2) + "\n\n\n" + cut(what, 140);
}

std::string paper_pdf(const Paper& paper, const mailing::Sender& sender) {
    Pdf pdf(LetterForm::page_width, LetterForm::page_height, subject_of(paper), language_code(paper.language),
            sender.now);
    Sheet sheet(pdf, paper, sender);
    for (std::int64_t copy = 1; copy <= paper.copies; ++copy) {
        if (copy > 1) pdf.new_page();
        draw_copy(sheet, paper, copy);
    }
    return pdf.finish();
}

}  // namespace kartei::papers
