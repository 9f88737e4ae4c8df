#include "base/card_number.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace kartei {
namespace {

bool is_card_separator(char character) { return character == ' ' || character == '-'; }
bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool luhn_holds(std::string_view digits) {
    int sum = 0;
    bool doubled = false;
    for (auto i = digits.size(); i-- > 0; doubled = !doubled) {
        int digit = digits[i] - '0';
        if (doubled) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

struct IssuerRange {
    int first, last;  ///< of the leading digits, as many as `last` has
    int digits;       ///< how many leading digits are compared
    std::size_t shortest, longest;
};

/// ISO/IEC 7812 ranges of the card schemes in use: Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay,
/// Maestro.
constexpr IssuerRange issuer_ranges[] = {
    {4, 4, 1, 13, 13},   {4, 4, 1, 16, 16},   {4, 4, 1, 19, 19},       {51, 55, 2, 16, 16},     {2221, 2720, 4, 16, 16},
    {34, 34, 2, 15, 15}, {37, 37, 2, 15, 15}, {300, 305, 3, 14, 19},   {3095, 3095, 4, 14, 19}, {36, 36, 2, 14, 19},
    {38, 39, 2, 14, 19}, {6011, 6011, 4, 16, 19}, {644, 649, 3, 16, 19}, {65, 65, 2, 16, 19},   {3528, 3589, 4, 16, 19},
    {62, 62, 2, 16, 19}, {50, 50, 2, 13, 19}, {56, 58, 2, 13, 19},     {63, 63, 2, 13, 19},     {67, 67, 2, 13, 19}};

bool has_issuer(std::string_view digits) {
    for (const auto& range : issuer_ranges) {
        if (digits.size() < range.shortest || digits.size() > range.longest) continue;
        int leading = std::stoi(std::string(digits.substr(0, static_cast<std::size_t>(range.digits))));
        if (leading >= range.first && leading <= range.last) return true;
    }
    return false;
}

/// 13 digits with the check digit of a barcode of goods (GS1): every tenth of them passes for a Visa number, too.
bool is_barcode_of_goods(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
    return sum % 10 == 0 && digits.size() == 13;
}

/// A German mobile number with its country code, which old systems write without the plus.
bool is_mobile_number(std::string_view digits) {
    static constexpr std::string_view beginnings[] = {"4915", "4916", "4917"};
    return digits.size() == 13 && std::any_of(std::begin(beginnings), std::end(beginnings),
                                              [&](auto beginning) { return digits.starts_with(beginning); });
}

/// Does any sequence of whole groups make a card number? Groups, so that "4111 1111 1111 1111 123" (with the code) is
/// found.
bool groups_hold_card_number(const std::vector<std::string>& groups) {
    for (std::size_t first = 0; first < groups.size(); ++first) {
        std::string digits;
        for (auto i = first; i < groups.size() && digits.size() <= 19; ++i) {
            digits += groups[i];
            if (digits.size() >= 13 && digits.size() <= 19 && has_issuer(digits) && luhn_holds(digits)) return true;
        }
    }
    return false;
}

/// Digits with single blanks or dashes between them.
struct Run {
    std::size_t begin = 0, end = 0, digits = 0;
    std::vector<std::string> groups;
    bool plus_before = false;
};

Run run_at(std::string_view text, std::size_t begin) {
    Run run{begin, begin, 0, std::vector<std::string>(1), begin > 0 && text[begin - 1] == '+'};
    for (;; ++run.end) {
        if (run.end < text.size() && is_digit(text[run.end])) run.groups.back() += text[run.end], ++run.digits;
        else if (run.end + 1 < text.size() && is_card_separator(text[run.end]) && is_digit(text[run.end + 1]))
            run.groups.emplace_back();
        else return run;
    }
}

/// E.164 has at most 15 digits: what says that it is a phone number is excused no more than that.
bool holds_card_number(const Run& run, bool is_phone) {
    constexpr std::size_t shortest = 13, longest_phone = 15;
    if (run.digits < shortest || ((run.plus_before || is_phone) && run.digits <= longest_phone)) return false;
    if (run.groups.size() == 1 && (is_barcode_of_goods(run.groups[0]) || is_mobile_number(run.groups[0]))) return false;
    return groups_hold_card_number(run.groups);
}

/// Every run of digits in a text.
template <class Take>
void each_run(std::string_view text, Take take) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_digit(text[i])) continue;
        const auto run = run_at(text, i);
        if (!take(run)) return;
        i = run.end - 1;
    }
}

}  // namespace

bool contains_card_number(std::string_view text, bool is_phone) {
    bool found = false;
    each_run(text, [&](const Run& run) { return !(found = holds_card_number(run, is_phone)); });
    return found;
}

bool contains_card_number(std::string_view text) { return contains_card_number(text, false); }

std::string with_covered_card_numbers(std::string_view text) {
    std::string covered(text);
    each_run(text, [&](const Run& run) {
        if (!holds_card_number(run, false)) return true;
        auto left = run.digits - 4;
        for (auto at = run.begin; left > 0; ++at)
            if (is_digit(covered[at])) covered[at] = '*', --left;
        return true;
    });
    return covered;
}

}  // namespace kartei
