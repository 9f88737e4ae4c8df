#include "base/iban.hpp"

#include <algorithm>

#include "base/codes.hpp"
#include "base/pasted_text.hpp"

namespace kartei {
namespace {

struct CountryLength {
    std::string_view country;
    std::size_t length;
};

/// The IBAN Registry (ISO 13616-1), by country.
constexpr CountryLength lengths[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27},
    {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20},
    {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20}, {"MR", 27},
    {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24}, {"PL", 28},
    {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24}, {"SC", 31},
    {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28},
    {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30}};

bool is_digit(char character) { return character >= '0' && character <= '9'; }
bool is_letter(char character) { return character >= 'A' && character <= 'Z'; }

/// The remainder that is 1 for a valid IBAN: letters count 10 to 35, the first four characters go last.
int remainder_of(std::string_view iban) {
    int remainder = 0;
    const auto take = [&](char character) {
        const int value = is_digit(character) ? character - '0' : character - 'A' + 10;
        remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    };
    std::for_each(iban.begin() + 4, iban.end(), take);
    std::for_each(iban.begin(), iban.begin() + 4, take);
    return remainder;
}

/// In capitals without blanks of any kind; "" when there is anything but letters and digits (hyphens and dots are not
/// written in an IBAN).
std::string without_blanks(std::string_view text) {
    std::string out;
    for (char character : without_invisible(text)) {
        if (character == ' ') continue;
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
        if (!is_digit(character) && !is_letter(character)) return "";
        out += character;
    }
    return out;
}

/// The number behind the word IBAN or BIC, which comes along from invoices and banking programs. A BIC may begin so itself:
/// `parted` = the word is one only with something behind it.
std::string_view without_word(std::string_view text, std::string_view word, bool parted) {
    const auto same = [](char one, char other) { return one == other || one == other + ('a' - 'A'); };
    const auto begin = std::min(text.find_first_not_of(' '), text.size());
    const auto rest = text.substr(begin);
    if (rest.size() < word.size() || !std::equal(word.begin(), word.end(), rest.begin(), [&](char a, char b) {
            return same(b, a);
        }))
        return text;
    const auto behind = rest.find_first_not_of(":. -", word.size());
    return behind == std::string_view::npos || (parted && behind == word.size()) ? text : rest.substr(behind);
}

}  // namespace

std::string iban_of(std::string_view text) {
    const auto line = without_invisible(text);
    auto iban = without_blanks(without_word(line, "IBAN", false));
    if (iban.size() < 15 || !is_letter(iban[0]) || !is_letter(iban[1]) || !is_digit(iban[2]) || !is_digit(iban[3]))
        return "";
    const auto found = std::find_if(std::begin(lengths), std::end(lengths),
                                    [&](const auto& one) { return iban.starts_with(one.country); });
    if (found == std::end(lengths) || found->length != iban.size() || remainder_of(iban) != 1) return "";
    return iban;
}

std::string bic_of(std::string_view text) {
    const auto line = without_invisible(text);
    auto bic = without_blanks(without_word(line, "BIC", true));
    if (bic.size() != 8 && bic.size() != 11) return "";
    if (!std::all_of(bic.begin(), bic.begin() + 6, is_letter)) return "";
    const auto country = bic.substr(4, 2);
    return country == "XK" || country_code(country) == country ? bic : "";
}

std::string compact(std::string_view text) {
    std::string out;
    for (char character : text) {
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
        if (is_digit(character) || is_letter(character)) out += character;
    }
    return out;
}

}  // namespace kartei
