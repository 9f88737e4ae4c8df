#include "documents/formula_guard.hpp"

#include <algorithm>
#include <array>

namespace kartei::documents {
namespace {

using namespace std::string_view_literals;

constexpr std::array starters = {"="sv,      "+"sv,      "-"sv,      "@"sv,        // U+003D 002B 002D 0040
                                 "\uff1d"sv, "\uff0b"sv, "\uff0d"sv, "\uff20"sv,   // full-width
                                 "\ufe66"sv, "\ufe62"sv, "\ufe63"sv, "\ufe6b"sv};  // small

/// Bytes of the blank, control or invisible character that begins the text; 0 = something visible.
std::size_t invisible(std::string_view text) {
    const auto byte = [&](std::size_t index) {
        return index < text.size() ? static_cast<unsigned char>(text[index]) : 0u;
    };
    const auto first = byte(0), second = byte(1), third = byte(2);
    if (first <= 0x20 || first == 0x7f) return 1;
    if (first == 0xc2 && ((second >= 0x80 && second <= 0xa0) || second == 0xad)) return 2;  // C1, no-break, soft hyphen
    if (first == 0xe1 && second == 0x9a && third == 0x80) return 3;                         // ogham space
    if (first == 0xe2 && second == 0x80 && (third <= 0x8f || (third >= 0xa8 && third <= 0xaf)))
        return 3;                                                                     // spaces, marks
    if (first == 0xe2 && second == 0x81 && third >= 0x9f && third <= 0xaf) return 3;  // word joiner and its kin
    if (first == 0xe3 && second == 0x80 && third == 0x80) return 3;                   // ideographic space
    if (first == 0xef && second == 0xbb && third == 0xbf) return 3;                   // byte order mark
    return 0;
}

}  // namespace

bool runs_as_formula(std::string_view text) {
    if (text.empty()) return false;
    if (text[0] == '\t' || text[0] == '\r' || text[0] == '\n') return true;
    while (!text.empty()) {
        const auto skipped = invisible(text);
        if (skipped == 0) break;
        text.remove_prefix(std::min(skipped, text.size()));
    }
    return std::any_of(starters.begin(), starters.end(), [&](auto starter) { return text.starts_with(starter); });
}

bool needs_guard(std::string_view text) {
    const auto first = text.find_first_not_of('\'');
    return first != text.npos && runs_as_formula(text.substr(first));
}

std::string_view without_guard(std::string_view text) {
    if (text.empty() || text[0] != '\'' || !needs_guard(text)) return text;
    return text.substr(1);
}

}  // namespace kartei::documents
