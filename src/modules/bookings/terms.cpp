// Terms of payment as texts: what due_dates.hpp declares of them.
#include <array>
#include <charconv>
#include <sstream>

#include "base/money.hpp"
#include "base/text.hpp"
#include "modules/bookings/due_dates.hpp"

namespace kartei::bookings {
namespace {

struct AnchorWord {
    std::string_view word;
    Anchor anchor;
};
/// Folded; the first of each is the one that is written.
constexpr std::array anchor_words{
    AnchorWord{"booking", Anchor::booking},         AnchorWord{"departure", Anchor::departure},
    AnchorWord{"return", Anchor::return_day},       AnchorWord{"buchung", Anchor::booking},
    AnchorWord{"abreise", Anchor::departure},       AnchorWord{"rückreise", Anchor::return_day},
    AnchorWord{"boeking", Anchor::booking},         AnchorWord{"vertrek", Anchor::departure},
    AnchorWord{"terugreis", Anchor::return_day}};
constexpr int most_days = 3660;

std::optional<Anchor> anchor_of(const std::string& word) {
    for (const auto& one : anchor_words)
        if (fold(one.word) == fold(word)) return one.anchor;
    return std::nullopt;
}

std::optional<Rate> percent_of(std::string text, Rate rest) {
    if (text.ends_with('%')) text.pop_back();
    if (fold(text) == "rest") return rest;
    const auto percent = read_money(text);
    return percent && *percent >= 0 && *percent <= whole ? std::optional(*percent) : std::nullopt;
}

std::optional<int> days_of(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    int days = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), days);
    const bool is_number = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return is_number && days >= -most_days && days <= most_days ? std::optional(days) : std::nullopt;
}

std::optional<TermStep> read_step(const std::string& text, Rate rest) {
    std::istringstream stream{tidy(text)};
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        if (word != "%") words.push_back(word);
    if (words.size() < 2 || words.size() > 3) return std::nullopt;
    const auto percent = percent_of(words[0], rest);
    const auto anchor = anchor_of(words[1]);
    const auto days = words.size() == 3 ? days_of(words[2]) : std::optional(0);
    if (!percent || !anchor || !days) return std::nullopt;
    return TermStep{*percent, *anchor, *days};
}

}  // namespace

const Term& standard_term() {
    static const Term term{{2'000, Anchor::booking, 0}, {8'000, Anchor::departure, -28}};
    return term;
}

std::optional<Term> customary_term(std::string_view code) {
    if (code == "booking_day") return Term{{whole, Anchor::booking, 0}};
    if (code == "fourteen_days") return Term{{whole, Anchor::booking, 14}};
    if (code == "thirty_days") return Term{{whole, Anchor::booking, 30}};
    return std::nullopt;
}

Result<Term> read_term(std::string_view field, const std::vector<std::string>& steps) {
    Term term;
    Rate rest = whole;
    for (const auto& text : steps) {
        const auto step = read_step(text, rest);
        if (!step) return refuse_field(std::string(field), "error.not_a_term_step", {{"value", text}});
        rest -= step->percent;
        term.push_back(*step);
    }
    if (rest != 0)
        return refuse_field(std::string(field), "error.term_does_not_add_up", {{"percent", write_money(whole - rest)}});
    return term;
}

std::string write_term_step(const TermStep& step) {
    std::string anchor;
    for (const auto& one : anchor_words)
        if (anchor.empty() && one.anchor == step.anchor) anchor = one.word;
    return write_money(step.percent) + " " + anchor + " " + std::to_string(step.days);
}

}  // namespace kartei::bookings
