// Phone numbers in their international form. What a person typed is kept as typed (fields.md); this form stands beside
// it, for search, comparison and dialling. Letters are never dialled as digits, and what could be two numbers is none.
// Only phone.cpp knows libphonenumber.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kartei {

/// One number of what was typed, as it stood there: "030 / 23 12 51" of "Tel. 030 / 23 12 51 App. 12".
struct WrittenPhone {
    std::string number;
    std::string extension;  ///< digits behind "App.", "ext.", "toestel" …
};

/// Every number in a text: "030 23125123 u. 0171 3920001" holds two. Words and remarks are left out; digits that a
/// letter touches ("0800FLOWERS", "O3O") belong to no number.
std::vector<WrittenPhone> written_phones(std::string_view phone);

/// ITU-T E.164 form ("+493012345678") of the first number as typed; `country` is ISO 3166-1 alpha-2 and holds for
/// numbers without a country code. "" when it is no valid number, or when it is not sure which: without plus and
/// without the zero that its country dials first, only a mobile number or one that begins with the country's own code
/// is. An extension is left out. Takes some 10 µs as people usually write, else 30 and more.
std::string e164(std::string_view phone, std::string_view country);

/// The number as dialled inside its country, digits only, with the trunk prefix ("03012345678"); "" when it is not
/// valid.
std::string national_digits(std::string_view phone, std::string_view country);

/// What a number is compared by, whoever wrote it and wherever: the digits of the first one without country code and
/// trunk zero, so that +49 171 1, 0049171 1 and 0171 1 meet. "" when there are no digits.
std::string phone_key(std::string_view phone, std::string_view country);

/// All keys that a text may be looked for by: of each number in it, with its extension behind too, and where it has
/// neither plus nor zero both as a number of its country and as an international one without its plus.
std::vector<std::string> phone_keys(std::string_view phone);

}  // namespace kartei
