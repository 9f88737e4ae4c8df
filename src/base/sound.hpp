// How a name sounds to German and Dutch ears. Pure functions on folded text (base/text.hpp).
#pragma once

#include <string>
#include <string_view>

namespace kartei {

/// Kölner Phonetik (Postel 1969) of a folded text, blanks passed over: "Meyer", "Maier" and "Meijer" are 67, "Brecht" and
/// "Bregt" 1742. Dutch spellings meet in it as well: ij, ei and y are vowels, g and ch one guttural, v, f and w one
/// sound. "" for a text without a Latin letter that is heard. The register keeps these codes: another rule is another
/// derived form.
std::string sound_of(std::string_view folded);

}  // namespace kartei
