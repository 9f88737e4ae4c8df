#include "base/texts.hpp"

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <unordered_map>

namespace kartei {
namespace {

const std::unordered_map<std::string_view, const EmbeddedText*>& text_index() {
    static const auto index = [] {
        std::unordered_map<std::string_view, const EmbeddedText*> by_key;
        for (const auto& entry : embedded_texts()) by_key.emplace(entry.key, &entry);
        return by_key;
    }();
    return index;
}

std::string_view pattern_of(Language language, const EmbeddedText& entry) {
    switch (language) {
        case Language::nl: return entry.nl;
        case Language::en: return entry.en;
        default: return entry.de;
    }
}

const icu::Locale& locale_of(Language language) {
    static const icu::Locale german("de"), dutch("nl"), english("en");
    return language == Language::nl ? dutch : language == Language::en ? english : german;
}

icu::UnicodeString unicode(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

/// Does the pattern count with this argument (plural, number)? Then ICU wants a number; a plain {name} is shown as
/// given, so that a customer number gets no thousands separators.
bool counts_with(const icu::MessagePattern& pattern, const icu::UnicodeString& name) {
    for (std::int32_t i = 0; i + 1 < pattern.countParts(); ++i) {
        const auto& part = pattern.getPart(i);
        if (part.getType() != UMSGPAT_PART_TYPE_ARG_START || part.getArgType() == UMSGPAT_ARG_TYPE_NONE ||
            part.getArgType() == UMSGPAT_ARG_TYPE_SELECT)
            continue;
        if (pattern.partSubstringMatches(pattern.getPart(i + 1), name)) return true;
    }
    return false;
}

icu::Formattable argument(const std::string& value, bool as_number) {
    if (as_number) {
        std::int64_t number = 0;
        auto end = value.data() + value.size();
        if (auto parsed = std::from_chars(value.data(), end, number); parsed.ec == std::errc() && parsed.ptr == end)
            return icu::Formattable(number);
    }
    return icu::Formattable(unicode(value));
}

/// Fills a pattern that has nothing but {name} in it, as most have: ICU takes twenty microseconds, too long for a
/// million letter salutations. No value when ICU is needed, for plurals, quoting and names that are not given.
std::optional<std::string> fill_in_plain(std::string_view pattern, const Parameters& parameters) {
    std::string filled;
    while (!pattern.empty()) {
        const auto brace = pattern.find_first_of("{}'");
        filled += pattern.substr(0, brace);
        if (brace == std::string_view::npos) break;
        const auto end = pattern.find('}', brace);
        if (pattern[brace] != '{' || end == std::string_view::npos) return std::nullopt;
        const auto name = pattern.substr(brace + 1, end - brace - 1);
        const auto given = std::find_if(parameters.begin(), parameters.end(),
                                        [&](const auto& parameter) { return parameter.first == name; });
        if (given == parameters.end()) return std::nullopt;
        filled += given->second;
        pattern.remove_prefix(end + 1);
    }
    return filled;
}

std::string fill_in(Language language, std::string_view pattern_text, const Parameters& parameters) {
    UErrorCode status = U_ZERO_ERROR;
    auto pattern_unicode = unicode(pattern_text);
    icu::MessagePattern pattern(pattern_unicode, nullptr, status);
    icu::MessageFormat format(pattern_unicode, locale_of(language), status);
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& [name, value] : parameters) {
        names.push_back(unicode(name));
        values.push_back(argument(value, U_SUCCESS(status) && counts_with(pattern, names.back())));
    }
    icu::UnicodeString filled;
    format.format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), filled, status);
    if (U_FAILURE(status))
        throw std::runtime_error("text \"" + std::string(pattern_text) + "\": " + u_errorName(status));
    std::string result;
    return filled.toUTF8String(result);
}

struct Wish {
    std::string_view tag;
    double quality;
};

std::string_view trimmed(std::string_view text) {
    auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// One element of Accept-Language (RFC 9110, 12.5.4), for example "nl-BE;q=0.8".
Wish read_wish(std::string_view element) {
    Wish wish{trimmed(element.substr(0, element.find(';'))), 1.0};
    if (auto at = element.find("q="); at != std::string_view::npos) {
        auto quality = element.substr(at + 2);
        if (std::from_chars(quality.data(), quality.data() + quality.size(), wish.quality).ec != std::errc())
            wish.quality = 0;
    }
    return wish;
}

}  // namespace

std::string_view language_code(Language language) {
    return language == Language::nl ? "nl" : language == Language::en ? "en" : "de";
}

std::optional<Language> language_of(std::string_view code) {
    auto primary = code.substr(0, code.find_first_of("-_"));
    auto is = [&](std::string_view wanted) {
        return std::equal(primary.begin(), primary.end(), wanted.begin(), wanted.end(),
                          [](char a, char b) { return (a | 0x20) == b; });
    };
    if (is("de")) return Language::de;
    if (is("nl")) return Language::nl;
    if (is("en")) return Language::en;
    return std::nullopt;
}

Language negotiate_language(std::string_view accept_language) {
    auto best = Language::de;
    double best_quality = 0;
    while (!accept_language.empty()) {
        auto comma = std::min(accept_language.find(','), accept_language.size());
        auto wish = read_wish(accept_language.substr(0, comma));
        accept_language.remove_prefix(std::min(comma + 1, accept_language.size()));
        auto language = wish.tag == "*" ? std::optional(Language::de) : language_of(wish.tag);
        if (language && wish.quality > best_quality) {
            best = *language;
            best_quality = wish.quality;
        }
    }
    return best;
}

std::string text(Language language, std::string_view key, const Parameters& parameters) {
    auto found = text_index().find(key);
    if (found == text_index().end()) return std::string(key);
    auto pattern = pattern_of(language, *found->second);
    if (pattern.find_first_of("{'") == std::string_view::npos) return std::string(pattern);
    if (auto filled = fill_in_plain(pattern, parameters)) return *std::move(filled);
    return fill_in(language, pattern, parameters);
}

bool has_text(std::string_view key) { return text_index().contains(key); }

std::string sentence(Language language, const Issue& issue, std::string_view record) {
    auto parameters = issue.parameters;
    // A right is told as the page of users names it.
    for (auto& [name, value] : parameters)
        if (name == "permission" && has_text("permission." + value)) value = text(language, "permission." + value);
    auto words = text(language, issue.key, parameters);
    if (issue.field.empty()) return words;
    auto caption_key = record.empty() ? issue.field : std::string(record) + "." + issue.field;
    // Whoever reads it knows captions, not keys.
    return has_text(caption_key) ? text(language, caption_key) + ": " + words : words;
}

}  // namespace kartei
