// Phone numbers in their international form. What a person typed is kept as typed (fields.md); this form stands beside
// it, for search, comparison and dialling. Only phone.cpp knows libphonenumber.
#pragma once

#include <string>
#include <string_view>

namespace kartei {

/// ITU-T E.164 form ("+493012345678") of a number as typed; `country` is ISO 3166-1 alpha-2 and holds for numbers
/// without a country code. "" when it is no valid number. An extension is left out. Takes some 10 µs as people
/// usually write, else 30.
std::string e164(std::string_view phone, std::string_view country);

/// The number as dialled inside its country, digits only, with the trunk prefix ("03012345678"); "" when it is not
/// valid.
std::string national_digits(std::string_view phone, std::string_view country);

}  // namespace kartei
