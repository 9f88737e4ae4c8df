#include "base/pasted_text.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace kartei {
namespace {

/// From the Hebrew letters on scripts and emoji join by characters of their own.
constexpr UChar32 first_joining_script = 0x0590;

bool is_joiner(UChar32 character) { return character == 0x200C || character == 0x200D; }

bool is_dropped(UChar32 character) {
    return character == 0x00AD || character == 0x034F || character == 0x061C || character == 0x180E ||
           character == 0x200B || character == 0x200E || character == 0x200F || character == 0xFEFF ||
           (character >= 0x202A && character <= 0x202E) || (character >= 0x2060 && character <= 0x206F) ||
           character == 0x115F || character == 0x1160 || (character >= 0xFFF9 && character <= 0xFFFC);
}

/// Says how the character before is drawn: an emoji or a letter of another script, never one of ours. Tags likewise.
bool is_selector(UChar32 character) {
    return (character >= 0xFE00 && character <= 0xFE0F) || (character >= 0xE0000 && character <= 0xE01EF);
}

bool is_special_blank(UChar32 character) {
    return character == 0x00A0 || character == 0x202F || (character >= 0x2000 && character <= 0x200A) ||
           character == 0x205F || character == 0x2800 || character == 0x3000 || character == 0x3164 || character == 0xFFA0;
}

bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

/// Length of the line break at `at`: CR LF is one; 0 = none.
std::size_t line_break_at(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    if (rest.starts_with("\r\n")) return 2;
    if (rest.starts_with('\n') || rest.starts_with('\r') || rest.starts_with('\v') || rest.starts_with('\f')) return 1;
    if (rest.starts_with("\xc2\x85")) return 2;                                       // next line
    return rest.starts_with("\xe2\x80\xa8") || rest.starts_with("\xe2\x80\xa9") ? 3 : 0;  // line, paragraph separator
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

constexpr std::array<std::string_view, 24> errors{
    "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA",
    "#BEZUG!", "#NV", "#WERT!", "#ZAHL!", "#ÜBERLAUF!", "#KALK!",
    "#VERW!", "#N/B", "#WAARDE!", "#NAAM?", "#DEEL/0!", "#GETAL!", "#LEEG!", "#OVERLOOP!"};

}  // namespace

std::string without_invisible(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    std::string kept;
    kept.reserve(text.size());
    UChar32 before = 0;
    for (std::int32_t at = 0, size = static_cast<std::int32_t>(text.size()); at < size;) {
        const auto begin = at;
        UChar32 character;
        U8_NEXT_OR_FFFD(text.data(), at, size, character);
        const bool joins = is_joiner(character) || is_selector(character);
        if (is_dropped(character) || (joins && before < first_joining_script)) continue;
        if (is_special_blank(character)) kept += ' ';
        else kept.append(text, static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin));
        before = character;
    }
    return kept;
}

bool has_line_break(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at)
        if (line_break_at(text, at) > 0) return true;
    return false;
}

std::string with_line_breaks_as(std::string_view text, char instead) {
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        auto length = line_break_at(text, at);
        if (length == 0) {
            line += text[at++];
            continue;
        }
        while (!line.empty() && line.back() == ' ') line.pop_back();
        for (; length > 0 || (at < text.size() && text[at] == ' '); length = line_break_at(text, at))
            at += std::max<std::size_t>(length, 1);
        line += instead;
    }
    return line;
}

std::string without_formula_wrapper(std::string_view text) {
    if (text.size() < 3 || !text.starts_with("=\"") || !text.ends_with('"')) return std::string(text);
    const auto inside = text.substr(2, text.size() - 3);
    std::string out;
    for (std::size_t at = 0; at < inside.size(); ++at) {
        out += inside[at];
        if (inside[at] != '"') continue;
        // A mark inside is written twice; a single one is a formula of several texts.
        if (at + 1 == inside.size() || inside[at + 1] != '"') return std::string(text);
        ++at;
    }
    return out;
}

bool is_scientific_notation(std::string_view text) {
    std::size_t at = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    if (at >= text.size() || !is_digit(text[at])) return false;
    ++at;
    if (at < text.size() && (text[at] == ',' || text[at] == '.')) {
        const auto digits = ++at;
        while (at < text.size() && is_digit(text[at])) ++at;
        if (at == digits) return false;
    }
    // Without a sign behind the E it is a code like 1E05; spreadsheets always write one.
    if (at + 2 >= text.size() || (text[at] != 'E' && text[at] != 'e') || (text[at + 1] != '+' && text[at + 1] != '-'))
        return false;
    const auto exponent = text.substr(at + 2);
    return exponent.size() <= 3 && std::all_of(exponent.begin(), exponent.end(), is_digit);
}

std::string without_point_zero(std::string_view text) {
    const bool whole = text.size() > 2 && text.ends_with(".0") &&
                       std::all_of(text.begin(), text.end() - 2, is_digit);
    return std::string(text.substr(0, whole ? text.size() - 2 : text.size()));
}

bool is_spreadsheet_error(std::string_view text) {
    return text.starts_with('#') && std::find(errors.begin(), errors.end(), text) != errors.end();
}

}  // namespace kartei
