#include "base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace kartei {
namespace {

bool is_ascii(std::string_view text) {
    std::uint64_t seen = 0;
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t eight;
        std::memcpy(&eight, text.data() + i, 8);
        seen |= eight;
    }
    for (; i < text.size(); ++i) seen |= static_cast<unsigned char>(text[i]) & 0x80u;
    return (seen & 0x8080808080808080ull) == 0;
}

/// Reads the character at `position` and moves behind it; a broken byte reads as U+FFFD.
UChar32 next_character(std::string_view text, std::size_t& position) {
    UChar32 character;
    auto at = static_cast<std::int32_t>(position);
    U8_NEXT_OR_FFFD(text.data(), at, static_cast<std::int32_t>(text.size()), character);
    position = static_cast<std::size_t>(at);
    return character;
}

bool is_blank(UChar32 character) {
    // Byte order mark and zero-width space count: they come along when text is copied from elsewhere.
    return u_isUWhiteSpace(character) || character == 0xFEFF || character == 0x200B;
}

std::string_view trim(std::string_view text) {
    std::size_t begin = 0;
    while (begin < text.size()) {
        auto behind = begin;
        if (!is_blank(next_character(text, behind))) break;
        begin = behind;
    }
    auto end = static_cast<std::int32_t>(text.size());
    while (end > static_cast<std::int32_t>(begin)) {
        UChar32 character;
        auto before = end;
        U8_PREV_OR_FFFD(text.data(), static_cast<std::int32_t>(begin), before, character);
        if (!is_blank(character)) break;
        end = before;
    }
    return text.substr(begin, static_cast<std::size_t>(end) - begin);
}

void demand(UErrorCode status, const char* what) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string(what) + ": " + u_errorName(status));
}

/// Letters that have no decomposition but a customary spelling without the stroke.
const char* customary(UChar32 character) {
    switch (character) {
        case 0xE6: return "ae";
        case 0xF8: return "o";
        case 0x153: return "oe";
        case 0x111: case 0xF0: return "d";
        case 0x142: return "l";
        case 0x127: return "h";
        case 0x131: return "i";
        case 0xFE: return "th";
        case 0x167: return "t";
        case 0x133: return "ij";
        default: return nullptr;
    }
}

/// Folded form of any character by Unicode's own tables; " " for what separates, "" for an accent.
std::string folded_by_unicode(UChar32 character) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const auto* decompose = icu::Normalizer2::getNFDInstance(status);
    auto plain = decompose->normalize(casefold->normalize(icu::UnicodeString(character), status), status);
    demand(status, "fold");
    std::string folded;
    for (std::int32_t i = 0; i < plain.length();) {
        auto part = plain.char32At(i);
        i += U16_LENGTH(part);
        if (part >= 0x300 && part <= 0x36F) continue;
        if (auto spelling = customary(part)) folded += spelling;
        else if (u_isalnum(part) || (U_GET_GC_MASK(part) & U_GC_M_MASK)) icu::UnicodeString(part).toUTF8String(folded);
        else folded += ' ';
    }
    return folded;
}

/// The same for U+0080 to U+017F, where nearly all European names are.
const std::string& folded_latin(UChar32 character) {
    static const auto table = [] {
        std::array<std::string, 0x100> forms;
        for (int i = 0; i < 0x100; ++i) forms[static_cast<std::size_t>(i)] = folded_by_unicode(0x80 + i);
        return forms;
    }();
    return table[static_cast<std::size_t>(character - 0x80)];
}

constexpr auto ascii_fold = [] {
    std::array<char, 128> table{};
    for (int i = 0; i < 128; ++i) {
        bool small_or_digit = (i >= 'a' && i <= 'z') || (i >= '0' && i <= '9');
        table[static_cast<std::size_t>(i)] =
            small_or_digit ? static_cast<char>(i) : (i >= 'A' && i <= 'Z') ? static_cast<char>(i + 32) : ' ';
    }
    return table;
}();

void append_folded(std::string& folded, char character) {
    if (character != ' ' || (!folded.empty() && folded.back() != ' ')) folded += character;
}

/// Modifier letters that are typed for an apostrophe: U+02B9 to U+02BF, and U+02C8.
std::string with_plain_apostrophes(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto first = static_cast<unsigned char>(text[i]);
        const auto second = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
        const bool apostrophe =
            (first == 0xCA && second >= 0xB9 && second <= 0xBF) || (first == 0xCB && second == 0x88);
        plain += apostrophe ? '\'' : text[i];
        i += apostrophe ? 1 : 0;
    }
    return plain;
}

}  // namespace

std::string tidy(std::string_view text) {
    auto trimmed = trim(text);
    if (is_ascii(trimmed)) return std::string(trimmed);
    UErrorCode status = U_ZERO_ERROR;
    const auto* composed = icu::Normalizer2::getNFCInstance(status);
    demand(status, "normal form");
    icu::StringPiece piece(trimmed.data(), static_cast<std::int32_t>(trimmed.size()));
    if (composed->isNormalizedUTF8(piece, status)) return std::string(trimmed);
    std::string tidied;
    icu::StringByteSink<std::string> sink(&tidied);
    composed->normalizeUTF8(0, piece, sink, nullptr, status);
    demand(status, "normal form");
    return tidied;
}

bool is_utf8(std::string_view text) {
    if (is_ascii(text)) return true;
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < size;) {
        UChar32 character;
        U8_NEXT(text.data(), i, size, character);
        if (character < 0) return false;
    }
    return true;
}

int length_in_characters(std::string_view text) {
    int count = 0;
    for (char byte : text) count += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    return count;
}

std::string first_characters(std::string_view text, int count) {
    std::size_t end = 0;
    while (count-- > 0 && end < text.size()) next_character(text, end);
    return std::string(text.substr(0, end));
}

bool has_control_character(std::string_view text, bool multiline) {
    for (std::size_t i = 0; i < text.size();) {
        auto character = next_character(text, i);
        bool line_break = character == '\n' || character == '\r' || character == 0x2028 || character == 0x2029;
        if (line_break ? !multiline : character != '\t' && u_charType(character) == U_CONTROL_CHAR) return true;
    }
    return false;
}

std::string fold(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            append_folded(folded, ascii_fold[byte]);
            ++i;
            continue;
        }
        auto character = next_character(text, i);
        if (character < 0x180)
            for (char part : folded_latin(character)) append_folded(folded, part);
        else
            for (char part : folded_by_unicode(character)) append_folded(folded, part);
    }
    if (!folded.empty() && folded.back() == ' ') folded.pop_back();
    return folded;
}

bool is_written_together(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (static_cast<unsigned char>(text[i]) < 0xE0) {  // no such script below U+0800
            ++i;
            continue;
        }
        UErrorCode status = U_ZERO_ERROR;
        switch (uscript_getScript(next_character(text, i), &status)) {
            case USCRIPT_HAN: case USCRIPT_HIRAGANA: case USCRIPT_KATAKANA: case USCRIPT_HANGUL: case USCRIPT_THAI:
            case USCRIPT_LAO: case USCRIPT_KHMER: case USCRIPT_MYANMAR: return true;
            default: break;
        }
    }
    return false;
}

std::string search_fold(std::string_view text) {
    const bool may_hold_apostrophes = text.find_first_of("\xCA\xCB") != std::string_view::npos;
    auto folded = may_hold_apostrophes ? fold(with_plain_apostrophes(text)) : fold(text);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        char character = folded[i];
        char next = i + 1 < folded.size() ? folded[i + 1] : '\0';
        bool umlaut = next == 'e' && (character == 'a' || character == 'o' || character == 'u');
        bool ij = character == 'i' && next == 'j';
        if (umlaut || ij) ++i;
        folded[kept++] = ij ? 'y' : character;
    }
    folded.resize(kept);
    return folded;
}

std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> found;
    for (std::size_t begin = 0; begin < text.size();) {
        auto end = std::min(text.find(' ', begin), text.size());
        if (end > begin) found.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return found;
}

std::string join_words(std::initializer_list<std::string_view> parts, std::string_view between) {
    std::string out;
    for (const auto part : parts)
        if (!part.empty()) out.append(out.empty() ? "" : between).append(part);
    return out;
}

bool has_letter_or_digit(std::string_view text) {
    for (std::size_t i = 0; i < text.size();)
        if (u_isalnum(next_character(text, i))) return true;
    return false;
}

std::string digits_of(std::string_view text) {
    std::string digits;
    for (std::size_t i = 0; i < text.size();) {
        auto character = next_character(text, i);
        if (character >= '0' && character <= '9') digits += static_cast<char>(character);
        else if (character >= 0xFF10 && character <= 0xFF19) digits += static_cast<char>('0' + character - 0xFF10);
    }
    return digits;
}

std::vector<std::string> split_list(std::string_view list) {
    std::vector<std::string> texts;
    while (!list.empty()) {
        const auto end = list.find(';');
        texts.emplace_back(list.substr(0, end));
        list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
    }
    return texts;
}

std::string join_list(const std::vector<std::string>& texts) {
    std::string list;
    for (const auto& text : texts) list.append(list.empty() ? "" : ";").append(text);
    return list;
}

}  // namespace kartei
