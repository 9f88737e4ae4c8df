#include "modules/customers/street_line.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kartei::customers {
namespace {

using std::string_view;
using Words = std::vector<string_view>;

constexpr int longest_part = 10;  // characters of house_number and house_number_suffix

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool all_digits(string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

template <std::size_t size>
bool is_one_of(const std::array<string_view, size>& list, string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::string folded_word(string_view word) { return fold(word); }

/// Between two numbers of one range, with blanks or without.
bool is_range_sign(string_view word) {
    return word == "-" || word == "/" || word == "+" || word == "\u2013" || word == "\u2014";
}

/// Behind a number, in the countries' customs: stairs, floors, "to" and "twice".
bool is_suffix_word(string_view word) {
    static constexpr std::array<string_view, 27> known{"bis",  "ter",  "quater", "hs",   "huis", "rood", "rd",
                                                       "zw",   "zwart", "wit",   "bel",  "sous", "boven", "bg",
                                                       "i",    "ii",   "iii",    "iv",   "v",    "vi",   "vii",
                                                       "viii", "ix",   "x",      "xi",   "xii",  "hh"};
    const auto folded = folded_word(word);
    const bool letters = folded.size() <= 2 && !folded.empty() && std::all_of(folded.begin(), folded.end(), is_letter);
    return letters || is_one_of(known, folded);
}

/// Before the number of a flat.
bool is_flat_word(string_view word) {
    static constexpr std::array<string_view, 21> known{
        "wohnung", "whg", "w",    "app",   "apt", "apartment", "top",  "stiege", "tur",   "bte",        "boite",
        "bus",     "box", "haus", "etage", "etg", "stock",     "unit", "flat",   "kamer", "appartement"};
    return is_one_of(known, folded_word(word));
}

/// Words that are no street by themselves: what follows them is no house number, or nobody knows.
bool says_no_street(string_view street) {
    static constexpr std::array<string_view, 35> known{
        "strasse", "str",    "weg",      "platz",   "plein",   "rue",    "route", "avenue", "allee",
        "gasse",   "ring",   "laan",     "dreef",   "straat",  "road",   "street", "square", "place",
        "km",      "block",  "haus",     "wohnung", "postfach", "postbus", "box", "po box", "bte",
        "piazza",  "plaza",  "via",      "calle",   "pf",      "hof",    "apartment", "flat"};
    const auto folded = fold(street);
    const auto last = folded.substr(folded.rfind(' ') + 1);
    // "An der B 4", "Nr. 12", "Haus Nr. 12": a road of its own, or a number that names no street
    if (last.size() < 2 || folded == "nr" || folded == "haus nr" || folded == "huis nr") return true;
    return folded.size() < 2 || is_one_of(known, folded) || folded.ends_with(" km");
}

/// Digits, or such with range signs between them: "12", "3-7", "8/2/11".
bool is_number(string_view word) {
    bool digit_before = false;
    for (const char c : word) {
        if (!is_digit(c) && !(digit_before && (c == '-' || c == '/' || c == '+'))) return false;
        digit_before = is_digit(c);
    }
    return digit_before;
}

/// A year rather than a number: squares and streets are called by them.
bool is_year(string_view word) { return word.size() == 4 && all_digits(word) && word >= "1500" && word < "2100"; }

struct Numbers {
    std::string number, suffix;
};

/// "12a", "12-14a", "123-III", "7bis": a number with its suffix in one word; nothing when it is no such word.
std::optional<Numbers> number_word(string_view word) {
    auto end = word.size();
    while (end > 0 && !is_digit(word[end - 1])) --end;
    const auto number = word.substr(0, end);
    auto suffix = word.substr(end);
    if (!is_number(number)) return std::nullopt;
    if (suffix.empty()) return Numbers{std::string(number), ""};
    // "12/A" is written so in Italy and on the stairs of Vienna; the hyphen of "123-III" only parts the two.
    if (suffix.size() == 2 && suffix[0] == '/' && is_letter(suffix[1])) return Numbers{std::string(word), ""};
    if (suffix.size() > 1 && (suffix[0] == '-' || suffix[0] == '/')) suffix.remove_prefix(1);
    const bool half = suffix == "\u00bd" || suffix == "\u00bc" || suffix == "\u00be";
    const auto letters = [](string_view text) { return text.size() == 1 && is_letter(text[0]); };
    const bool range = suffix.size() == 3 && letters(suffix.substr(0, 1)) && letters(suffix.substr(2)) &&
                       (suffix[1] == '-' || suffix[1] == '/' || suffix[1] == '+');
    if (!half && !range && !is_suffix_word(suffix)) return std::nullopt;
    return Numbers{std::string(number), std::string(suffix)};
}

bool is_fraction(string_view word) {
    return word.size() == 3 && is_digit(word[0]) && word[1] == '/' && is_digit(word[2]);
}

/// All words from `at` on as house number and suffix; nothing when there is anything else among them.
std::optional<Numbers> numbers_from(const Words& line, std::size_t at) {
    auto numbers = number_word(line[at++]);
    if (!numbers) return std::nullopt;
    const auto left = [&] { return line.size() - at; };
    if (numbers->suffix.empty() && left() >= 2 && (is_range_sign(line[at]) || folded_word(line[at]) == "bis"))
        if (const auto to = number_word(line[at + 1])) {
            numbers->number += " " + std::string(line[at]) + " " + to->number;
            numbers->suffix = to->suffix;
            at += 2;
        }
    if (numbers->suffix.empty() && left() >= 1 && (is_fraction(line[at]) || is_suffix_word(line[at])))
        if (!(is_flat_word(line[at]) && left() >= 2)) numbers->suffix = line[at++];
    if (numbers->suffix.empty() && left() == 2 && is_flat_word(line[at]) && number_word(line[at + 1])) {
        numbers->suffix = join_words({line[at], line[at + 1]});
        at += 2;
    }
    if (left() > 0) return std::nullopt;
    return numbers;
}

/// "17.", "10.": an ordinal belongs to the name of a street.
bool is_ordinal(string_view word) {
    return word.size() > 1 && word.ends_with('.') && all_digits(word.substr(0, word.size() - 1));
}

/// Where the numbers begin: the first place from which on there is nothing else; 0 when there is none that is certain.
std::size_t numbers_begin(const Words& line) {
    if (line.size() < 2 || (is_digit(line[0][0]) && !is_ordinal(line[0]))) return 0;
    for (std::size_t at = 1; at < line.size(); ++at) {
        if (!is_digit(line[at][0]) || is_ordinal(line[at])) continue;
        return numbers_from(line, at) ? at : 0;
    }
    return 0;
}

bool fits(const Numbers& numbers) {
    return length_in_characters(numbers.number) <= longest_part && length_in_characters(numbers.suffix) <= longest_part;
}

}  // namespace

void split_street(Customer& customer) {
    if (!customer.house_number.empty() || !customer.house_number_suffix.empty()) return;
    const auto line = words(customer.street);
    const auto begin = numbers_begin(line);
    if (begin == 0) return;
    const auto street = std::string(
        string_view(customer.street).substr(0, static_cast<std::size_t>(line[begin].data() - customer.street.data())));
    const auto kept = street.substr(0, street.find_last_not_of(' ') + 1);
    const auto numbers = *numbers_from(line, begin);
    if (says_no_street(kept) || kept.ends_with(',') || is_year(numbers.number) || !fits(numbers)) return;
    customer.street = kept;
    customer.house_number = numbers.number;
    customer.house_number_suffix = numbers.suffix;
}

void split_house_number(Customer& customer) {
    if (!customer.house_number_suffix.empty()) return;
    const auto line = words(customer.house_number);
    if (line.empty()) return;
    const auto numbers = numbers_from(line, 0);
    if (!numbers || numbers->suffix.empty() || !fits(*numbers)) return;
    customer.house_number = numbers->number;
    customer.house_number_suffix = numbers->suffix;
}

}  // namespace kartei::customers
