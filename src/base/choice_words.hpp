// What people and old systems write for the codes of a choice: the code itself, its caption in German, Dutch or
// English, and customary words and signs (w, m, d, Herr; 1 to 4 for the kinds of customers; storniert).
#pragma once

#include "base/field.hpp"

namespace kartei {

/// The one code of `field.choices` that is meant; "" when it is none, or could be two.
std::string_view choice_meant(const Field& field, std::string_view written);

/// "private (Privat, Particulier), company (Firma, Bedrijf)", for a refusal.
std::string choices_in_words(const Field& field);

}  // namespace kartei
