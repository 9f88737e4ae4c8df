#include "base/codes.hpp"

#include <unicode/calendar.h>
#include <unicode/locid.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <unordered_map>

#include "base/customary_countries.hpp"
#include "base/text.hpp"

namespace kartei {
namespace {

using Names = std::unordered_map<std::string, std::string>;

constexpr const char* display_languages[] = {"de", "nl", "en", "fr"};

/// Signs that are written before postcodes of digits.
constexpr std::string_view postal_signs[] = {"D",  "DE", "A",  "AT", "CH", "FL", "LI", "L",  "LU", "NL", "B",
                                             "BE", "F",  "FR", "I",  "IT", "E",  "ES", "P",  "PT", "DK", "N",
                                             "NO", "PL", "CZ", "SK", "H",  "HU", "S",  "SE", "SI", "HR", "FI"};

bool is_digit(char character) { return character >= '0' && character <= '9'; }

std::string upper(std::string_view text) {
    std::string result(text);
    for (auto& character : result)
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 32);
    return result;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (auto& character : result)
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
    return result;
}

std::string utf8(const icu::UnicodeString& text) {
    std::string result;
    return text.toUTF8String(result);
}

icu::Locale locale_of_country(const std::string& code) { return icu::Locale("", code.c_str()); }

/// Everything a country may be called, folded -> its code. What two countries share is left out.
Names make_country_names() {
    Names names;
    auto add = [&](const std::string& name, const std::string& code) {
        auto [at, is_new] = names.emplace(fold(name), code);
        if (!is_new && at->second != code) at->second.clear();
    };
    for (const auto& code : all_countries()) {
        auto locale = locale_of_country(code);
        add(code, code);
        add(locale.getISO3Country(), code);
        for (const char* language : display_languages) {
            icu::UnicodeString name;
            add(utf8(locale.getDisplayCountry(icu::Locale(language), name)), code);
        }
    }
    for (const auto& [code, words] : customary_countries())
        for (const auto& word : split_list(words)) names.emplace(fold(word), code);
    return names;
}

Names make_language_names() {
    Names names;
    for (auto code = icu::Locale::getISOLanguages(); *code; ++code) {
        if (std::string_view(*code).size() != 2) continue;
        icu::Locale locale(*code);
        names[*code] = *code;
        for (const char* in : {"de", "nl", "en", *code}) {
            icu::UnicodeString name;
            names.emplace(fold(utf8(locale.getDisplayLanguage(icu::Locale(in), name))), *code);
        }
    }
    return names;
}

std::string find(const Names& names, const std::string& name) {
    auto found = names.find(name);
    return found == names.end() ? std::string() : found->second;
}

/// "the netherlands" -> "netherlands"
std::string without_article(std::string_view folded) {
    for (const std::string_view article : {"the ", "die ", "der ", "de ", "het "})
        if (folded.starts_with(article)) return std::string(folded.substr(article.size()));
    return std::string(folded);
}

/// "u k" -> "uk", of "U.K."; "" when it is no abbreviation.
std::string without_blanks_between_letters(std::string_view folded) {
    std::string letters;
    for (std::size_t i = 0; i < folded.size(); i += 2) {
        if (i + 1 < folded.size() && folded[i + 1] != ' ') return "";
        letters += folded[i];
    }
    return letters;
}

/// "osterreich" of "oesterreich": umlauts as they are written where there are none.
std::string without_written_umlauts(std::string_view folded) {
    std::string plain;
    for (const char letter : folded) {
        const char before = plain.empty() ? ' ' : plain.back();
        if (letter != 'e' || (before != 'a' && before != 'o' && before != 'u')) plain += letter;
    }
    return plain;
}

bool is_letters(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
}

icu::UnicodeString unicode(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

icu::Locale locale_of(Language language) { return icu::Locale(std::string(language_code(language)).c_str()); }

}  // namespace

const std::vector<std::string>& all_countries() {
    static const auto countries = [] {
        std::vector<std::string> codes;
        for (auto code = icu::Locale::getISOCountries(); *code; ++code) codes.emplace_back(*code);
        return codes;
    }();
    return countries;
}

std::string country_code(std::string_view text) {
    static const auto names = make_country_names();
    static const auto& codes = all_countries();
    if (text.size() == 2) {
        auto code = upper(text);
        if (std::binary_search(codes.begin(), codes.end(), code)) return code;
    }
    const auto folded = fold(text);
    if (auto code = find(names, folded); !code.empty()) return code;
    if (auto code = find(names, without_article(folded)); !code.empty()) return code;
    if (auto code = find(names, without_blanks_between_letters(folded)); !code.empty()) return code;
    if (auto code = find(names, without_written_umlauts(folded)); !code.empty()) return code;
    // "Deutschland (DE)", "Niederlande (Königreich der)"
    const auto bracket = text.find(" (");
    return bracket == std::string_view::npos || bracket == 0 ? "" : country_code(text.substr(0, bracket));
}

std::string language_code_of(std::string_view text) {
    static const auto names = make_language_names();
    if (auto code = find(names, fold(text)); !code.empty()) return code;
    auto dash = text.find_first_of("-_");
    return dash == 2 ? find(names, lower(text.substr(0, 2))) : std::string();
}

std::string currency_code(std::string_view text) {
    if (text == "€") return "EUR";
    if (text.size() != 3 || !is_letters(text)) return {};
    auto code = upper(text);
    UErrorCode status = U_ZERO_ERROR;
    auto now = icu::Calendar::getNow();
    return ucurr_isAvailable(unicode(code).getTerminatedBuffer(), now, now, &status) && U_SUCCESS(status)
               ? code
               : std::string();
}

int currency_decimals(std::string_view currency) {
    UErrorCode status = U_ZERO_ERROR;
    auto digits = ucurr_getDefaultFractionDigits(unicode(currency).getTerminatedBuffer(), &status);
    return U_SUCCESS(status) ? digits : 2;
}

std::size_t country_sign_before(std::string_view postcode) {
    std::size_t letters = 0;
    while (letters < postcode.size() && is_letters(postcode.substr(letters, 1))) ++letters;
    if (letters == 0 || letters > 3) return 0;
    const auto first = postcode.find_first_not_of(" -", letters);
    if (first == std::string_view::npos || !is_digit(postcode[first])) return 0;
    auto end = first;
    while (end < postcode.size() && is_digit(postcode[end])) ++end;
    if (postcode.substr(letters, first - letters).find('-') != std::string_view::npos) return first;
    // Without a hyphen only a known sign before a whole number is none of the postcode's own letters.
    const auto sign = upper(postcode.substr(0, letters));
    const bool known = std::find(std::begin(postal_signs), std::end(postal_signs), sign) != std::end(postal_signs);
    const bool whole = end - first == 4 || end - first == 5;
    const bool ends = end == postcode.size() || postcode[end] == ' ' || sign == "NL";
    return known && whole && ends ? first : 0;
}

std::string country_of_sign(std::string_view postcode) {
    const auto sign = upper(postcode.substr(0, std::min(country_sign_before(postcode), postcode.find_first_of(" -0123456789"))));
    const bool known = std::find(std::begin(postal_signs), std::end(postal_signs), sign) != std::end(postal_signs);
    return known ? country_code(sign) : "";
}

std::string_view bare_postcode(std::string_view postcode) { return postcode.substr(country_sign_before(postcode)); }

std::optional<Language> language_of_country(std::string_view country) {
    if (country.empty()) return std::nullopt;
    auto locale = icu::Locale("und", std::string(country).c_str());
    UErrorCode status = U_ZERO_ERROR;
    locale.addLikelySubtags(status);
    return U_SUCCESS(status) ? language_of(locale.getLanguage()) : std::nullopt;
}

Language language_of_house_in(std::string_view country) {
    return language_of_country(country).value_or(Language::en);
}

std::string country_name(std::string_view code, Language in) {
    icu::UnicodeString name;
    return utf8(locale_of_country(std::string(code)).getDisplayCountry(locale_of(in), name));
}

std::string language_name(std::string_view code, Language in) {
    icu::UnicodeString name;
    return utf8(icu::Locale(std::string(code).c_str()).getDisplayLanguage(locale_of(in), name));
}

}  // namespace kartei
