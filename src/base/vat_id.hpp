// VAT identification numbers of the EU and Switzerland: length and check digits, as each country publishes them.
// Whether a number was ever given is known to VIES only; nothing here asks it.
#pragma once

#include <string>
#include <string_view>

namespace kartei {

enum class VatIdCheck { right, wrong, unknown };  ///< unknown: a country whose check digits are not checked here

/// Capitals without blanks, dots and hyphens ("NL 0044.95.445.B01" -> "NL004495445B01").
std::string normal_vat_id(std::string_view typed);

VatIdCheck check_vat_id(std::string_view typed);

}  // namespace kartei
