#include "base/phone.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <array>

#include "base/text.hpp"

namespace kartei {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/// Countries whose numbers have no more rules than these: a country code of their own, and 0 before the number inside.
struct Numbering {
    std::string_view country, code;
};
constexpr std::array<Numbering, 5> numberings{{{"DE", "49"}, {"NL", "31"}, {"AT", "43"}, {"CH", "41"}, {"BE", "32"}}};
constexpr std::size_t fewest_digits = 6, most_digits = 13;

/// Digits with nothing between them but what people set there, a plus before them or not; else "".
std::string plain_digits(std::string_view phone) {
    std::string digits;
    for (const char c : phone.substr(phone.starts_with('+') ? 1 : 0)) {
        if (c >= '0' && c <= '9') digits += c;
        else if (std::string_view(" -/().").find(c) == std::string_view::npos) return {};
    }
    return digits;
}

/// The number that the library would read, for what nearly everybody writes: "+49 30 231251", "030 / 23 12 51". The
/// library takes such a text apart by regular expressions, which is most of its time.
bool read_plainly(std::string_view phone, std::string_view country, PhoneNumber& number) {
    const auto digits = plain_digits(phone);
    const bool international = phone.starts_with('+');
    for (const auto& numbering : numberings) {
        const auto before = international ? numbering.code : std::string_view("0");
        if (!digits.starts_with(before) || (!international && country != numbering.country)) continue;
        const auto national = std::string_view(digits).substr(before.size());
        if (national.size() < fewest_digits || national.size() > most_digits || national.front() == '0') return false;
        number.set_country_code(std::stoi(std::string(numbering.code)));
        number.set_national_number(std::stoull(std::string(national)));
        return true;
    }
    return false;
}

bool read_number(std::string_view phone, std::string_view country, PhoneNumber& number) {
    const auto* numbers = PhoneNumberUtil::GetInstance();
    if (read_plainly(phone, country, number)) return numbers->IsValidNumber(number);
    // "0049…" is how people in Europe write "+49…"; without a country the library could not know.
    std::string typed(phone);
    if (country.empty() && typed.starts_with("00")) typed.replace(0, 2, "+");
    return numbers->Parse(typed, country.empty() ? "ZZ" : std::string(country), &number) ==
               PhoneNumberUtil::NO_PARSING_ERROR &&
           numbers->IsValidNumber(number);
}

}  // namespace

std::string e164(std::string_view phone, std::string_view country) {
    PhoneNumber number;
    if (!read_number(phone, country, number)) return {};
    std::string written;
    PhoneNumberUtil::GetInstance()->Format(number, PhoneNumberUtil::E164, &written);
    return written;
}

std::string national_digits(std::string_view phone, std::string_view country) {
    auto international = e164(phone, country);  // without an extension
    PhoneNumber number;
    if (international.empty() || !read_number(international, "", number)) return {};
    std::string written;
    PhoneNumberUtil::GetInstance()->Format(number, PhoneNumberUtil::NATIONAL, &written);
    return digits_of(written);
}

}  // namespace kartei
