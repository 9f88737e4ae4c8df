// Bank account numbers as ISO 13616 (IBAN) and bank codes as ISO 9362 (BIC) write them. Pure functions; knows no bank.
#pragma once

#include <string>
#include <string_view>

namespace kartei {

/// The IBAN in capital letters without blanks when its country, length and check digits (ISO 7064, MOD 97-10) hold; ""
/// when it is none.
std::string iban_of(std::string_view text);

/// The BIC in capital letters when it has the form of one (8 or 11 characters, a country at 5 and 6); "" when not.
std::string bic_of(std::string_view text);

/// Capital letters and digits only: how numbers of accounts and documents are compared, whatever stood between.
std::string compact(std::string_view text);

}  // namespace kartei
