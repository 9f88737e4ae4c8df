// Every word shown to a person: key -> German, Dutch, English, as ICU MessageFormat. The words stand in the texts.json
// of the module that shows them and are compiled in; the browser gets the same files at its build.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kartei {

enum class Language { de, nl, en };

std::string_view language_code(Language language);
std::optional<Language> language_of(std::string_view code);  ///< "de", "nl-BE", …
/// The best of de, nl, en for an Accept-Language header; German when none fits.
Language negotiate_language(std::string_view accept_language);

struct EmbeddedText {
    std::string_view key, de, nl, en;
};
const std::vector<EmbeddedText>& embedded_texts();

/// The text of a key with its parameters filled in; an unknown key is shown as itself (and a test finds it).
std::string text(Language language, std::string_view key, const Parameters& parameters = {});
bool has_text(std::string_view key);

/// An issue as a sentence, with the caption of its field where it has one (`record` as in "customer").
std::string sentence(Language language, const Issue& issue, std::string_view record = "");

}  // namespace kartei
