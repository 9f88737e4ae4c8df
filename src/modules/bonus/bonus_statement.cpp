#include "modules/bonus/bonus_statement.hpp"

#include <algorithm>

#include "base/texts.hpp"
#include "lists/column.hpp"
#include "modules/bonus/bonus_account.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/customers/print_address.hpp"
#include "modules/mailing/letter_form.hpp"

namespace kartei::bonus {
namespace {

using documents::Pdf;
using documents::Type;
using mailing::day_on_paper;
using mailing::LetterForm;

constexpr double left = LetterForm::left, bottom = 262;
constexpr double words_left = left + 24, points_left = left + 108, until_left = left + 138, row_gap = 1.2;

/// One line of the statement.
struct Movement {
    std::string day, words;
    std::int64_t points = 0;
    std::string until;
};

class Statement {
public:
    Statement(const House& house, const CustomerPoints& points, const mailing::Sender& sender)
        : house_(house),
          points_(points),
          sender_(sender),
          language_(customers::language_of_letters(points.customer, house.country)),
          pdf_(LetterForm::page_width, LetterForm::page_height, word("title"), language_code(language_), sender.now) {}

    std::string made() {
        draw_letter_form(pdf_, sender_, customers::print_address(points_.customer, house_.country));
        y_ = mailing::letter_form(sender_).text_top;
        pdf_.text(LetterForm::information_left, mailing::letter_form(sender_).information_top, 65, about(), {8.5});
        y_ += pdf_.text(left, y_, LetterForm::text_width, word("title"), {12, true}) + 4;
        heads();
        for (const auto& movement : movements()) line(movement);
        rule();
        sums();
        return pdf_.finish();
    }

private:
    std::string word(const std::string& key, const Parameters& parameters = {}) const {
        return text(language_, "bonus.statement." + key, parameters);
    }
    std::string about() const {
        const auto& number = points_.customer.number;
        return word("about", {{"date", day_on_paper(sender_.today, language_)},
                              {"number", number ? std::to_string(*number) : ""}});
    }
    std::string of_booking(std::int64_t booking, const char* key) const {
        return word(key, {{"number", std::to_string(booking)}});
    }

    std::vector<Movement> movements() const {
        std::vector<Movement> all;
        for (const auto& lot : points_.account.lots) {
            all.push_back({lot.earned_on, lot.booking != 0 ? of_booking(lot.booking, "earned") : lot.text, lot.points,
                           lot.ends_on});
            if (lot.expired > 0) all.push_back({lot.ends_on, word("expired"), -lot.expired, ""});
        }
        for (const auto& use : points_.account.uses)
            all.push_back(
                {use.used_on, use.booking != 0 ? of_booking(use.booking, "redeemed") : use.text, -use.points, ""});
        std::stable_sort(all.begin(), all.end(), [](const Movement& a, const Movement& b) { return a.day < b.day; });
        return all;
    }

    void row(const std::string& day, const std::string& words, const std::string& points, const std::string& until,
             const Type& type) {
        const auto height = std::max(pdf_.measured(points_left - words_left - 2, words, type).height,
                                     pdf_.measured(60, day, type).height);
        if (y_ + height > bottom) {
            pdf_.new_page();
            y_ = LetterForm::next_top;
        }
        auto right = type;
        right.right = true;
        pdf_.text(left, y_, 23, day, type, 1);
        pdf_.text(words_left, y_, points_left - words_left - 2, words, type);
        pdf_.text(points_left, y_, 26, points, right, 1);
        pdf_.text(until_left, y_, 27, until, right, 1);
        y_ += height + row_gap;
    }
    void heads() {
        row(word("day"), word("words"), word("points"), word("until"), {9, true});
        rule();
    }
    void rule() {
        pdf_.line(left, y_, left + LetterForm::text_width, y_);
        y_ += row_gap;
    }
    void line(const Movement& one) {
        row(day_on_paper(one.day, language_), one.words, (one.points > 0 ? "+" : "") + std::to_string(one.points),
            one.until.empty() ? "" : day_on_paper(one.until, language_), {9});
    }
    void sums() {
        const auto balance = points_.account.balance();
        row("", word("balance"), std::to_string(balance), "", {10, true});
        const auto digits = house_.rules.currency_digits;
        const auto worth = worth_of(balance, points_.rates.per_unit, digits);
        if (worth > 0)
            row("", word("worth", {{"amount", lists::shown_money(worth, digits, language_) + " " + house_.currency}}),
                "", "", {9});
        if (const auto next = next_to_expire(points_.account))
            row("", word("expires", {{"points", std::to_string(next->points)},
                                     {"date", day_on_paper(next->on, language_)}}), "", "", {9});
    }

    const House& house_;
    const CustomerPoints& points_;
    const mailing::Sender& sender_;
    Language language_;
    Pdf pdf_;
    double y_ = 0;
};

}  // namespace

std::string statement_pdf(const House& house, const CustomerPoints& points, const mailing::Sender& sender) {
    return Statement(house, points, sender).made();
}

}  // namespace kartei::bonus
