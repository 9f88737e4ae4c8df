#include "modules/papers/paper_sheet.hpp"

#include <algorithm>

#include "documents/qr_code.hpp"
#include "lists/column.hpp"
#include "modules/mailing/letter_form.hpp"

namespace kartei::papers {
namespace {

using documents::Type;
using mailing::day_on_paper;
using mailing::LetterForm;

constexpr double left = LetterForm::left, width = LetterForm::text_width;
constexpr double bottom = mailing::Letterhead::bottom;
constexpr double count_left = left + 88, unit_left = left + 103, sum_left = left + 133;
constexpr double count_width = 14, unit_width = 29, sum_width = 32, text_width = 86;

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
    std::string all;
    for (const auto& part : parts)
        if (!part.empty()) all += (all.empty() ? "" : between) + part;
    return all;
}

/// "17.07.2027 – 31.07.2027"
std::string days(const std::string& from, const std::string& to, Language language) {
    if (from.empty() || from == to) return day_on_paper(from.empty() ? to : from, language);
    return to.empty() ? day_on_paper(from, language)
                      : day_on_paper(from, language) + " – " + day_on_paper(to, language);
}

}  // namespace

std::string paper_title(const Paper& paper) {
    const bool collective = paper.is_collective && paper.kind == "invoice";
    return text(paper.language, collective ? "paper.title.collective" : "paper.title." + paper.kind);
}

std::string Sheet::word(std::string_view key, const Parameters& parameters) const {
    return kartei::text(paper_.language, "paper." + std::string(key), parameters);
}

void Sheet::begin(std::int64_t copy) {
    page_ = 1;
    draw_letter_form(pdf_, sender_, paper_.address);
    information();
    y_ = letter_form(sender_).text_top;
    if (copy > 1) pdf_.text(left, y_ - 7, width, word("copy", {{"number", std::to_string(copy)}}), {9});
}

void Sheet::information() {
    double y = letter_form(sender_).information_top;
    const auto put = [&](std::string_view key, const std::string& value) {
        if (value.empty()) return;
        pdf_.text(LetterForm::information_left, y, 29, word(key), {8.5}, 1);
        y += pdf_.text(LetterForm::information_left + 30, y, 35, value, {8.5}, 2) + 0.4;
    };
    put("date", day_on_paper(paper_.issued_on, paper_.language));
    put("customer", paper_.customer == 0 ? "" : std::to_string(paper_.customer));
    put("booking", paper_.booking == 0 ? "" : std::to_string(paper_.booking));
    put("travel_days", days(paper_.departs_on, paper_.returns_on, paper_.language));
    put("destination", paper_.destination);
    put("agency", paper_.agency);
    put("handler", paper_.handler);
    put("recipient_tax_number", paper_.tax_number);
}

void Sheet::subject(const std::string& words) {
    y_ = pdf_.flow(left, y_, width, bottom, LetterForm::next_top, words, {12, true}) + 3;
}

void Sheet::introduction() {
    if ((paper_.kind == "offer" || paper_.kind == "confirmation") && !paper_.letter_salutation.empty())
        text(paper_.letter_salutation + ",", 10);
    text(word("introduction." + paper_.kind, {{"number", paper_.cancels.empty() ? "–" : paper_.cancels}}), 10);
    y_ += 2;
}

void Sheet::people(bool whole) {
    if (paper_.people.empty()) return;
    heading(word("people"));
    for (const auto& one : paper_.people) {
        std::vector<std::string> more;
        if (whole) {
            if (!one.birth_date.empty()) more.push_back("* " + day_on_paper(one.birth_date, paper_.language));
            more.insert(more.end(), {one.nationality, joined({one.document, one.passport}, " ")});
            if (!one.valid_until.empty())
                more.push_back(word("valid_until", {{"on", day_on_paper(one.valid_until, paper_.language)}}));
        }
        row({{left, 8, std::to_string(one.position)},
             {left + 8, whole ? 60 : width - 8, one.name},
             {left + 70, width - 70, joined(more, " · ")}});
    }
    y_ += 2;
}

void Sheet::column_heads() {
    row({{left, text_width, word("service")},
         {count_left, count_width, word("count"), true},
         {unit_left, unit_width, word("unit_price"), true},
         {sum_left, sum_width, word("sum", {{"currency", paper_.house.currency}}), true}},
        true, 9);
    rule();
}

void Sheet::lines() {
    keep(20);
    column_heads();
    for (const auto& line : paper_.lines) {
        const auto when = days(line.starts_on, line.ends_on, paper_.language);
        const auto words = joined({line.text, joined({when, line.details}, " · ")}, "\n");
        row({{left, text_width, words},
             {count_left, count_width, std::to_string(line.count), true},
             {unit_left, unit_width, money_of(line.unit_price), true},
             {sum_left, sum_width, money_of(line.gross), true}});
        if (line.discount != 0)
            row({{left + 4, text_width, word("discount")}, {sum_left, sum_width, money_of(-line.discount), true}});
    }
    rule();
    const bool credit = paper_.kind == "credit_note";
    pair(word(credit ? "total_credit" : "total", {{"currency", paper_.house.currency}}),
         money_of(credit ? -paper_.total() : paper_.total()), true);
    y_ += 2;
}

void Sheet::taxes() {
    const auto taxes = taxes_of(paper_.lines);
    for (const auto& tax : taxes) {
        if (tax.amount != 0)
            text(word("tax", {{"rate", lists::shown_money(tax.rate, 2, paper_.language)},
                              {"net", money_of(tax.gross - tax.amount)},
                              {"tax", money_of(tax.amount)},
                              {"gross", money_of(tax.gross)}}),
                 9);
        else if (tax.tax == "zero" || tax.tax == "outside")
            text(word("without_tax." + tax.tax, {{"gross", money_of(tax.gross)}}), 9);
    }
    if (names_margin_scheme(taxes)) text(word("margin_scheme"), 9);
    y_ += 2;
}

void Sheet::money() {
    if (paper_.kind == "credit_note" || paper_.kind == "cancellation_invoice") return;
    if (paper_.billed_before != 0 && is_bill(paper_.kind)) {
        pair(word("billed_before"), money_of(paper_.billed_before));
        pair(word("booking_total"), money_of(paper_.booking_total), true);
    }
    for (const auto& one : paper_.payments)
        pair(word("payment", {{"on", day_on_paper(one.paid_on, paper_.language)}, {"kind", one.kind}}),
             money_of(-one.amount));
    if (!paper_.payments.empty()) pair(word("open", {{"currency", paper_.house.currency}}), money_of(paper_.open), true);
    due_dates();
}

void Sheet::due_dates() {
    bool any = false;
    for (const auto& due : paper_.due_dates) {
        if (due.open <= 0) continue;
        if (!any) heading(word("due_dates"));
        any = true;
        pair(joined({day_on_paper(due.due_on, paper_.language), due.kind}, "  "), money_of(due.open));
    }
    if (any && paper_.payment_kind.starts_with("direct_debit")) text(word("collected"), 9);
    y_ += 2;
}

void Sheet::transfer(const std::string& code) {
    const auto drawn = documents::qr_code(code);
    if (!drawn) return;
    constexpr double side = 30, quiet = 4;
    keep(side + 2 * quiet);
    const double module = side / drawn->size;
    for (int r = 0; r < drawn->size; ++r)
        for (int c = 0; c < drawn->size; ++c)
            if (drawn->is_dark(r, c)) pdf_.fill(left + c * module, y_ + quiet + r * module, module, module);
    pdf_.text(left + side + quiet + 2, y_ + quiet, width - side - quiet - 2,
              joined({word("transfer"), paper_.house.name, mailing::grouped_iban(paper_.house.iban), paper_.house.bic,
                      money_of(paper_.open) + " " + paper_.house.currency},
                     "\n"),
              {9});
    y_ += side + 2 * quiet;
}

void Sheet::receipt() {
    const auto& payment = paper_.payments.front();
    const bool out = payment.amount < 0;
    pair(word(out ? "paid_out" : "received", {{"currency", paper_.house.currency}}),
         money_of(out ? -payment.amount : payment.amount), true);
    y_ += 3;
    for (const auto& [key, value] : {std::pair("received_on", day_on_paper(payment.paid_on, paper_.language)),
                                     std::pair("received_by", payment.kind), std::pair("received_from", payment.holder),
                                     std::pair("received_for", payment.text)})
        if (!value.empty()) row({{left, 40, word(key)}, {left + 42, width - 42, value}}, false, 10.5);
    row({{left, 40, word(paper_.booking != 0 ? "open_of_booking" : "open_of_order")}, {left + 42, width - 42, money_of(paper_.open)}}, false, 10.5);
}

void Sheet::closing() {
    if (!paper_.closing.empty()) {
        y_ += 2;
        y_ = pdf_.flow(left, y_, width, bottom, LetterForm::next_top, paper_.closing, {9.5}) + 2;
    }
    if (paper_.kind != "registration" && paper_.kind != "receipt") return;
    keep(24);
    y_ += 16;
    pdf_.line(left, y_, left + 75, y_);
    y_ += 1 + pdf_.text(left, y_ + 1, width, word("signature"), {8.5});
}

void Sheet::end() { foot(); }

void Sheet::heading(const std::string& words) {
    keep(12);
    y_ += 1;
    y_ += pdf_.text(left, y_, width, words, {9.5, true}) + 0.6;
}

void Sheet::row(const std::vector<Cell>& cells, bool bold, double size) {
    double height = 0;
    for (const auto& cell : cells)
        height = std::max(height, pdf_.measured(cell.width, cell.words, {size, bold}).height);
    keep(height);
    for (const auto& cell : cells)
        if (!cell.words.empty()) pdf_.text(cell.left, y_, cell.width, cell.words, {size, bold, false, cell.right});
    y_ += height + 0.8;
}

void Sheet::pair(const std::string& words, const std::string& amount, bool bold) {
    row({{left, 130, words}, {sum_left, sum_width, amount, true}}, bold);
}

void Sheet::text(const std::string& words, double size) {
    row({{left, width, words}}, false, size);
}

void Sheet::rule() {
    pdf_.line(left, y_ + 0.2, left + width, y_ + 0.2);
    y_ += 1.4;
}

void Sheet::keep(double height) {
    if (y_ + height > bottom) next_page();
}

void Sheet::next_page() {
    foot();
    pdf_.new_page();
    ++page_;
    y_ = LetterForm::next_top;
    pdf_.text(left, y_ - 9, width,
              joined({paper_title(paper_) + " " + paper_.number, word("page", {{"number", std::to_string(page_)}})},
                     " · "),
              {8.5, false, false, true});
}

void Sheet::foot() {
    const auto& house = paper_.house;
    mailing::draw_foot(pdf_,
              {nullptr, house.name, house.address, house.contact, house.bank, house.iban, house.bic, house.tax_number,
               house.vat_id, house.register_entry},
              paper_.language);
}

}  // namespace kartei::papers
