#include "modules/mailing/letter_form.hpp"

namespace kartei::mailing {
namespace {

constexpr LetterForm form_a{27, 80.46, 87, 192, 32}, form_b{45, 98.46, 105, 210, 50};
constexpr double hole_mark = 148.5;

}  // namespace

const LetterForm& letter_form(const Sender& sender) { return sender.form_a ? form_a : form_b; }

void draw_letter_form(documents::Pdf& pdf, const Sender& sender, const std::vector<std::string>& address) {
    const auto& form = letter_form(sender);
    draw_logo(pdf, sender.letterhead, form.field_top);
    for (double y : {form.first_fold, form.second_fold}) pdf.line(4, y, 9, y);
    pdf.line(4, hole_mark, 11, hole_mark);
    pdf.text(LetterForm::left, form.field_top + LetterForm::remarks_zone - 5, LetterForm::zone_width,
             sender.line.empty() ? sender.house : sender.line, {7, false, true}, 1);
    draw_address(pdf, address,
                 {LetterForm::left, form.field_top + LetterForm::remarks_zone + 0.5, LetterForm::zone_width,
                  LetterForm::zone_height});
}

std::string day_on_paper(const std::string& date, Language language) {
    if (date.size() != 10) return date;
    const auto year = date.substr(0, 4), month = date.substr(5, 2), day = date.substr(8, 2);
    return language == Language::de ? day + "." + month + "." + year : day + "-" + month + "-" + year;
}

}  // namespace kartei::mailing
