#include "modules/mailing/letter.hpp"

#include <algorithm>

#include "documents/pdf.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/print_address.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using documents::Pdf;
using documents::Type;

// A4 and DIN 5008:2020-03, in millimetres.
constexpr double page_width = 210, page_height = 297;
constexpr double left = 25, text_width = 165, bottom = 272, next_top = 25;
constexpr double zone_width = 80, zone_height = 27.3, remarks_zone = 17.7;
constexpr double date_left = 125, date_width = 65;

struct Form {
    double field_top;        ///< upper edge of the address field
    double text_top;         ///< first line below it
    double first_fold, second_fold;
};
constexpr Form form_a{27, 80.46, 87, 192}, form_b{45, 98.46, 105, 210};
constexpr double hole_mark = 148.5;

constexpr double label_margin = 4;
double label_width(const LabelFormat& format) { return format.width - 2 * label_margin - 1; }
double label_height(const LabelFormat& format) { return format.height - 2 * label_margin; }

std::string written_date(const std::string& date, Language language) {
    // 2026-03-01
    if (date.size() != 10) return date;
    const auto year = date.substr(0, 4), month = date.substr(5, 2), day = date.substr(8, 2);
    return language == Language::de ? day + "." + month + "." + year : day + "-" + month + "-" + year;
}

void draw_marks(Pdf& pdf, const Form& form) {
    for (double y : {form.first_fold, form.second_fold}) pdf.line(4, y, 9, y);
    pdf.line(4, hole_mark, 11, hole_mark);
}

/// What shows in the window: sender small at the foot of the remarks zone, the address below it.
void draw_window(Pdf& pdf, const Form& form, const Customer& customer, const Sender& sender) {
    pdf.text(left, form.field_top + remarks_zone - 5, zone_width, sender.line.empty() ? sender.house : sender.line,
             {7, false, true}, 1);
    draw_address(pdf, print_address(customer, sender.country),
                 {left, form.field_top + remarks_zone + 0.5, zone_width, zone_height});
}

void draw_date(Pdf& pdf, const Form& form, const Sender& sender, Language language) {
    auto date = written_date(sender.today, language);
    if (!sender.town.empty()) date = sender.town + ", " + date;
    pdf.text(date_left, form.field_top + remarks_zone, date_width, date, {10.5}, 2);
}

void draw_letter(Pdf& pdf, const Addressed& letter, const Sender& sender) {
    const auto& form = sender.form_a ? form_a : form_b;
    const auto parts = letter_parts(letter.customer, letter.words, letter.language);
    draw_marks(pdf, form);
    draw_window(pdf, form, letter.customer, sender);
    draw_date(pdf, form, sender, letter.language);
    double y = form.text_top;
    const auto put = [&](const std::string& words, const Type& type, double space) {
        if (!words.empty()) y = pdf.flow(left, y, text_width, bottom, next_top, words, type) + space;
    };
    put(parts.subject, {11, true}, 8.5);
    put(parts.salutation, {11}, 4.2);
    put(parts.text, {11}, 4.2);
    put(parts.closing, {11}, 12);
    put(sender.house, {11}, 0);
}

}  // namespace

LetterParts letter_parts(const Customer& customer, const LetterWords& words, Language language) {
    LetterParts parts{words.subject, "", words.text, text(language, "letter.closing")};
    parts.salutation = customer.letter_salutation;  // J-064, J-067
    if (!parts.salutation.empty() && std::string_view("!:,.?").find(parts.salutation.back()) == std::string_view::npos)
        parts.salutation += ',';
    return parts;
}

std::vector<PaperWarning> warnings_about(const Addressed& letter, const Sender& sender) {
    auto warnings = warnings_about_address(print_address(letter.customer, sender.country), zone_width, zone_height);
    const auto parts = letter_parts(letter.customer, letter.words, letter.language);
    for (auto& warning : warnings_about_text(parts.subject + "\n" + parts.salutation + "\n" + parts.text))
        if (std::none_of(warnings.begin(), warnings.end(), [&](const auto& other) { return other.key == warning.key; }))
            warnings.push_back(std::move(warning));
    return warnings;
}

std::vector<PaperWarning> warnings_about(const Customer& customer, const Sender& sender, const LabelFormat& format) {
    return warnings_about_address(print_address(customer, sender.country), label_width(format), label_height(format));
}

std::string letters_pdf(const std::vector<Addressed>& letters, const Sender& sender) {
    const auto& first = letters.at(0);
    Pdf pdf(page_width, page_height, first.words.subject.empty() ? sender.house : first.words.subject,
            language_code(first.language), sender.now);
    for (const auto& letter : letters) {
        if (&letter != &first) pdf.new_page();
        draw_letter(pdf, letter, sender);
    }
    return pdf.finish();
}

std::string letter_pdf(const Customer& customer, const Sender& sender, const LetterWords& words, Language language) {
    return letters_pdf({{customer, words, language}}, sender);
}

const std::vector<LabelFormat>& label_formats() {
    static const std::vector<LabelFormat> formats{{"l7160", 63.5, 38.1}, {"l7163", 99.1, 38.1},
                                                  {"l7162", 99.1, 33.9}, {"zweckform_3474", 70, 37},
                                                  {"zweckform_3490", 70, 36}, {"herma_4625", 105, 42.3}};
    return formats;
}

std::string label_pdf(const Customer& customer, const Sender& sender, const LabelFormat& format) {
    Pdf pdf(format.width, format.height, customers::full_name(customer), "de", sender.now);
    draw_address(pdf, print_address(customer, sender.country),
                 {label_margin + 1, label_margin, label_width(format), label_height(format)});
    return pdf.finish();
}

std::string notes_pdf(const Customer& customer, const Sender& sender, const std::vector<PrintedNote>& notes,
                      Language language) {
    const auto title = text(language, "letter.notes_of",
                            {{"name", customers::full_name(customer)}, {"number", std::to_string(*customer.number)}});
    Pdf pdf(page_width, page_height, title, language_code(language), sender.now);
    double y = pdf.flow(left, next_top, text_width, bottom, next_top, title, {13, true}) + 4;
    for (const auto& note : notes) {
        y = pdf.flow(left, y, text_width, bottom, next_top, note.written_at + "  " + note.written_by, {9, true});
        y = pdf.flow(left, y, text_width, bottom, next_top, note.text, {10}) + 4;
    }
    if (notes.empty()) pdf.flow(left, y, text_width, bottom, next_top, text(language, "letter.no_notes"), {10});
    return pdf.finish();
}

}  // namespace kartei::mailing
