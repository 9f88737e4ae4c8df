#include "base/phone.hpp"

#include <phonenumbers/phonenumberutil.h>

#include "base/text.hpp"

namespace kartei {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

bool read_number(std::string_view phone, std::string_view country, PhoneNumber& number) {
    const auto* numbers = PhoneNumberUtil::GetInstance();
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
