#include "modules/mailing/letter.hpp"

#include <algorithm>

#include "documents/pdf.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/print_address.hpp"
#include "modules/mailing/letter_form.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using documents::Pdf;
using documents::Type;

constexpr double label_margin = 4;
double label_width(const LabelFormat& format) { return format.width - 2 * label_margin - 1; }
double label_height(const LabelFormat& format) { return format.height - 2 * label_margin; }

void draw_date(Pdf& pdf, const Sender& sender, Language language) {
    auto date = day_on_paper(sender.today, language);
    if (!sender.town.empty()) date = sender.town + ", " + date;
    pdf.text(LetterForm::information_left, letter_form(sender).field_top + LetterForm::remarks_zone,
             LetterForm::information_width, date, {10.5}, 2);
}

void draw_letter(Pdf& pdf, const Addressed& letter, const Sender& sender) {
    const auto parts = letter_parts(letter.to.customer(), letter.words, letter.language);
    draw_letter_form(pdf, sender, print_address(letter.to.customer(), sender.country));
    draw_date(pdf, sender, letter.language);
    const bool has_foot = sender.letterhead.has_foot();
    if (has_foot) draw_foot(pdf, sender.letterhead, letter.language);
    const double bottom = has_foot ? Letterhead::bottom : LetterForm::bottom;
    double y = letter_form(sender).text_top;
    const auto put = [&](const std::string& words, const Type& type, double space) {
        if (words.empty()) return;
        y = pdf.flow(LetterForm::left, y, LetterForm::text_width, bottom, LetterForm::next_top, words, type) + space;
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
    auto warnings = warnings_about_address(print_address(letter.to.customer(), sender.country), LetterForm::zone_width,
                                          LetterForm::zone_height);
    const auto parts = letter_parts(letter.to.customer(), letter.words, letter.language);
    for (auto& warning : warnings_about_text(parts.subject + "\n" + parts.salutation + "\n" + parts.text))
        if (std::none_of(warnings.begin(), warnings.end(), [&](const auto& other) { return other.key == warning.key; }))
            warnings.push_back(std::move(warning));
    return warnings;
}

std::vector<PaperWarning> warnings_about(const Customer& customer, const Sender& sender, const LabelFormat& format) {
    return warnings_about_address(print_address(customer, sender.country), label_width(format), label_height(format));
}

LetterBook::LetterBook(Sender sender, documents::ByteSink& sink) : sender_(std::move(sender)), sink_(sink) {}
LetterBook::~LetterBook() = default;

Result<Done> LetterBook::add(const Addressed& letter) {
    if (pdf_) pdf_->new_page();
    else
        pdf_ = std::make_unique<Pdf>(LetterForm::page_width, LetterForm::page_height,
                                     letter.words.subject.empty() ? sender_.house : letter.words.subject,
                                     language_code(letter.language), sender_.now, &sink_);
    draw_letter(*pdf_, letter, sender_);
    return pdf_->still_writes();
}

Result<Done> LetterBook::finish() { return pdf_->close(); }

std::string letters_pdf(const std::vector<Addressed>& letters, const Sender& sender) {
    documents::MemorySink sink;
    LetterBook book(sender, sink);
    for (const auto& letter : letters) (void)book.add(letter);
    (void)book.finish();
    return std::move(sink.content);
}

const std::vector<LabelFormat>& label_formats() {
    static const std::vector<LabelFormat> formats{{"l7160", 63.5, 38.1}, {"l7163", 99.1, 38.1},
                                                  {"l7162", 99.1, 33.9}, {"zweckform_3474", 70, 37},
                                                  {"zweckform_3490", 70, 36}, {"herma_4625", 105, 42.3}};
    return formats;
}

std::string label_pdf(const Issued& to, const Sender& sender, const LabelFormat& format) {
    const auto& customer = to.customer();
    Pdf pdf(format.width, format.height, customers::full_name(customer), "de", sender.now);
    draw_address(pdf, print_address(customer, sender.country),
                 {label_margin + 1, label_margin, label_width(format), label_height(format)});
    return pdf.finish();
}

std::string notes_pdf(const Customer& customer, const Sender& sender, const std::vector<PrintedNote>& notes,
                      Language language) {
    const auto title = text(language, "letter.notes_of",
                            {{"name", customers::full_name(customer)}, {"number", std::to_string(*customer.number)}});
    Pdf pdf(LetterForm::page_width, LetterForm::page_height, title, language_code(language), sender.now);
    const auto put = [&](double y, const std::string& words, const Type& type) {
        return pdf.flow(LetterForm::left, y, LetterForm::text_width, LetterForm::bottom, LetterForm::next_top, words,
                        type);
    };
    double y = put(LetterForm::next_top, title, {13, true}) + 4;
    for (const auto& note : notes) {
        y = put(y, note.written_at + "  " + note.written_by, {9, true});
        y = put(y, note.text, {10}) + 4;
    }
    if (notes.empty()) put(y, text(language, "letter.no_notes"), {10});
    return pdf.finish();
}

}  // namespace kartei::mailing
