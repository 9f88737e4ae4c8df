// What the rule books of SEPA direct debits ask of values (EPC 2025 SDD Core and B2B rulebooks 1.1; DK Anlage 3):
// characters, references, creditor identifiers, countries, the days on which TARGET settles. Pure functions; knows no
// customer.
#pragma once

#include <string>
#include <string_view>

#include "base/date.hpp"

namespace kartei {

/// A text in the characters that every bank takes (letters, digits, / - ? : ( ) . , ' + and blanks): umlauts written
/// out, other scripts in Latin letters, what cannot be written left out; at most `longest` characters. "" when nothing
/// is left.
std::string sepa_text(std::string_view text, std::size_t longest);

/// A reference of a mandate as it may stand in a file: 1 to 35 of these characters, no blank at its ends, no two
/// slashes together nor one at an end.
bool is_sepa_reference(std::string_view text);

/// The creditor identifier without blanks in capital letters when its check digits hold (ISO 7064 MOD 97-10 without the
/// business code in characters 5 to 7); "" when it is none.
std::string creditor_identifier_of(std::string_view text);

/// By the first two letters of an IBAN.
bool is_sepa_country(std::string_view country);
/// Debtors outside the EEA need a BIC and a structured address.
bool is_eea_country(std::string_view country);

/// Does TARGET settle on this day? Not on Saturdays, Sundays, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26
/// December.
bool is_target_day(Date day);
/// The day itself, or the next on which TARGET settles.
Date target_day_from(Date day);

/// The same day so many months later, or the last one of that month.
Date add_months(Date day, int months);

}  // namespace kartei
