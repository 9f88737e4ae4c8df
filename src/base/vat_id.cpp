#include "base/vat_id.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>

#include "base/pasted_text.hpp"

namespace kartei {
namespace {

using Digits = std::string_view;

int digit(char character) { return character - '0'; }
bool is_digit(char character) { return character >= '0' && character <= '9'; }
bool all_digits(Digits text, std::size_t length) {
    return text.size() == length && std::all_of(text.begin(), text.end(), is_digit);
}
long number(Digits digits) {
    long value = 0;
    for (char one : digits) value = value * 10 + digit(one);
    return value;
}

int weighted(Digits digits, std::initializer_list<int> weights) {
    int sum = 0;
    auto at = digits.begin();
    for (int weight : weights) sum += weight * digit(*at++);
    return sum;
}

/// ISO/IEC 7064, MOD 11,10.
bool mod_11_10(Digits digits) {
    int product = 10;
    for (char one : digits.substr(0, digits.size() - 1)) {
        int sum = (digit(one) + product) % 10;
        product = 2 * (sum == 0 ? 10 : sum) % 11;
    }
    return (11 - product) % 10 == digit(digits.back());
}

bool luhn(Digits digits) {
    int sum = 0;
    bool twice = false;
    for (auto at = digits.rbegin(); at != digits.rend(); ++at, twice = !twice) {
        const int value = digit(*at) * (twice ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

/// ISO/IEC 7064, MOD 97-10, over letters and digits.
bool mod_97(std::string_view text) {
    int rest = 0;
    for (char one : text)
        rest = is_digit(one) ? (rest * 10 + digit(one)) % 97 : (rest * 100 + (one - 'A' + 10)) % 97;
    return rest == 1;
}

bool austria(std::string_view rest) {
    if (rest.empty() || rest[0] != 'U' || !all_digits(rest.substr(1), 8)) return false;
    int sum = 4;
    for (std::size_t i = 0; i < 7; ++i) {
        const int product = digit(rest[i + 1]) * (i % 2 == 0 ? 1 : 2);
        sum += product / 10 + product % 10;
    }
    return (10 - sum % 10) % 10 == digit(rest[8]);
}

/// Either the 11-test over the number of the company, or since 2020 MOD 97-10 over the whole for sole traders.
bool netherlands(std::string_view rest) {
    if (rest.size() != 12 || rest[9] != 'B' || !all_digits(rest.substr(0, 9), 9) || !all_digits(rest.substr(10), 2))
        return false;
    return weighted(rest, {9, 8, 7, 6, 5, 4, 3, 2}) % 11 == digit(rest[8]) || mod_97("NL" + std::string(rest));
}

bool belgium(std::string_view rest) {
    return all_digits(rest, 10) && rest[0] <= '1' && 97 - number(rest.substr(0, 8)) % 97 == number(rest.substr(8));
}
bool luxembourg(std::string_view rest) {
    return all_digits(rest, 8) && number(rest.substr(0, 6)) % 89 == number(rest.substr(6));
}
bool finland(std::string_view rest) {
    return all_digits(rest, 8) && weighted(rest, {7, 9, 10, 5, 8, 4, 2, 1}) % 11 == 0;
}
bool poland(std::string_view rest) {
    return all_digits(rest, 10) && weighted(rest, {6, 5, 7, 2, 3, 4, 5, 6, 7}) % 11 == digit(rest[9]);
}
bool portugal(std::string_view rest) {
    if (!all_digits(rest, 9)) return false;
    const int check = 11 - weighted(rest, {9, 8, 7, 6, 5, 4, 3, 2}) % 11;
    return (check >= 10 ? 0 : check) == digit(rest[8]);
}
bool slovenia(std::string_view rest) {
    if (!all_digits(rest, 8)) return false;
    const int check = 11 - weighted(rest, {8, 7, 6, 5, 4, 3, 2}) % 11;
    return check != 11 && check % 10 == digit(rest[7]);
}
bool greece(std::string_view rest) {
    return all_digits(rest, 9) && weighted(rest, {256, 128, 64, 32, 16, 8, 4, 2}) % 11 % 10 == digit(rest[8]);
}
bool hungary(std::string_view rest) {
    return all_digits(rest, 8) && (10 - weighted(rest, {9, 7, 3, 1, 9, 7, 3}) % 10) % 10 == digit(rest[7]);
}
bool sweden(std::string_view rest) { return all_digits(rest, 12) && luhn(rest.substr(0, 10)); }
bool switzerland(std::string_view rest) {
    // "CHE123456788", with or without MWST, TVA, IVA behind it.
    if (rest.size() < 10 || rest[0] != 'E' || !all_digits(rest.substr(1, 9), 9)) return false;
    const auto tail = rest.substr(10);
    if (!tail.empty() && tail != "MWST" && tail != "TVA" && tail != "IVA") return false;
    return (11 - weighted(rest.substr(1), {5, 4, 3, 2, 7, 6, 5, 4}) % 11) % 11 == digit(rest[9]);
}

/// The key is made of digits; the few with letters in it follow no rule that is published.
VatIdCheck france(std::string_view rest) {
    if (rest.size() != 11 || !all_digits(rest.substr(2), 9)) return VatIdCheck::wrong;
    if (!all_digits(rest.substr(0, 2), 2)) return VatIdCheck::unknown;
    return (12 + 3 * (number(rest.substr(2)) % 97)) % 97 == number(rest.substr(0, 2)) ? VatIdCheck::right
                                                                                     : VatIdCheck::wrong;
}

using Rule = bool (*)(std::string_view rest);
const std::map<std::string_view, Rule>& rules() {
    static const std::map<std::string_view, Rule> all{
        {"AT", austria},
        {"BE", belgium},
        {"CH", switzerland},
        {"DE", [](std::string_view rest) { return all_digits(rest, 9) && rest[0] != '0' && mod_11_10(rest); }},
        {"DK",
         [](std::string_view rest) {
             return all_digits(rest, 8) && weighted(rest, {2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
         }},
        {"EE",
         [](std::string_view rest) {
             return all_digits(rest, 9) && weighted(rest, {3, 7, 1, 3, 7, 1, 3, 7, 1}) % 10 == 0;
         }},
        {"EL", greece},
        {"FI", finland},
        {"HR", [](std::string_view rest) { return all_digits(rest, 11) && mod_11_10(rest); }},
        {"HU", hungary},
        {"IT", [](std::string_view rest) { return all_digits(rest, 11) && luhn(rest); }},
        {"LU", luxembourg},
        {"NL", netherlands},
        {"PL", poland},
        {"PT", portugal},
        {"SE", sweden},
        {"SI", slovenia},
        {"SK", [](std::string_view rest) { return all_digits(rest, 10) && number(rest) % 11 == 0; }}};
    return all;
}

}  // namespace

std::string normal_vat_id(std::string_view typed) {
    std::string normal;
    for (char one : without_invisible(typed)) {
        if (one >= 'a' && one <= 'z') one = static_cast<char>(one - 'a' + 'A');
        if (one != ' ' && one != '.' && one != '-' && one != '/') normal += one;
    }
    // Greece is EL here; Belgian numbers of before 2008 lack the zero in front.
    if (normal.starts_with("GR")) normal.replace(0, 2, "EL");
    if (normal.starts_with("BE") && all_digits(std::string_view(normal).substr(2), 9)) normal.insert(2, "0");
    return normal;
}

VatIdCheck check_vat_id(std::string_view typed) {
    const auto normal = normal_vat_id(typed);
    if (normal.size() < 3) return VatIdCheck::wrong;
    const auto country = std::string_view(normal).substr(0, 2), rest = std::string_view(normal).substr(2);
    if (country == "FR") return france(rest);
    const auto rule = rules().find(country);
    if (rule == rules().end()) return VatIdCheck::unknown;
    return rule->second(rest) ? VatIdCheck::right : VatIdCheck::wrong;
}

}  // namespace kartei
