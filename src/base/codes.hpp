// Codes of the world outside, as ICU knows them: countries, languages, currencies. What people and old systems write
// instead of the code is understood where it can mean one thing only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/texts.hpp"

namespace kartei {

/// ISO 3166-1 alpha-2 code of a country given as alpha-2, alpha-3, vehicle sign ("D") or name in German, Dutch, English
/// or its own language; "" when it is none.
std::string country_code(std::string_view text);

/// ISO 639-1 code of a language given as code, tag ("de-AT") or name; "" when it is none.
std::string language_code_of(std::string_view text);

/// ISO 4217 code of a currency in use; "" when it is none.
std::string currency_code(std::string_view text);

/// How many decimals a currency has (2 for an unknown one).
int currency_decimals(std::string_view currency);

/// How many characters the sign of a country takes before a postcode ("D-10115", "CH 8001", "L4968", "NL-1234 AB");
/// 0 without one. What begins with letters of its own ("SW1A 1AA") has none.
std::size_t country_sign_before(std::string_view postcode);
/// The country whose sign stands there; "" for none, and for letters that are no sign of a country ("O-8010").
std::string country_of_sign(std::string_view postcode);
/// The postcode without it.
std::string_view bare_postcode(std::string_view postcode);

/// The language that most people of a country speak, where the program speaks it.
std::optional<Language> language_of_country(std::string_view country);
/// What a house in this country speaks; English where the program does not know its language.
Language language_of_house_in(std::string_view country);

/// All alpha-2 codes, for choice lists.
const std::vector<std::string>& all_countries();
/// Name of a country or language in a language of the program.
std::string country_name(std::string_view code, Language in);
std::string language_name(std::string_view code, Language in);

}  // namespace kartei
