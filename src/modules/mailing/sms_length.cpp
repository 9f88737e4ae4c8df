#include "modules/mailing/sms_length.hpp"

#include <algorithm>

namespace kartei::mailing {
namespace {

/// Those of the basic table that are not letters, digits and marks of ASCII; and of the extension, which take two.
constexpr std::u32string_view basic = U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ¤¡ÄÖÑÜ§¿äöñüà";
constexpr std::u32string_view basic_marks = U"!\"#%&'()*+,-./:;<=>?";
constexpr std::u32string_view extended = U"^{}\\[~]|€\f";

bool is_among(std::u32string_view table, char32_t one) { return table.find(one) != std::u32string_view::npos; }

/// Units of the alphabet of telephones; 0 = it is none of its characters.
int units_of(char32_t one) {
    const bool plain = (one >= U'0' && one <= U'9') || (one >= U'a' && one <= U'z') || (one >= U'A' && one <= U'Z');
    if (plain || is_among(basic, one) || is_among(basic_marks, one)) return 1;
    return is_among(extended, one) ? 2 : 0;
}

/// The character at the front, which is taken off.
char32_t take(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t one = size == 1 ? first : first & (0xFFu >> (size + 1));
    for (std::size_t i = 1; i < size && i < text.size(); ++i)
        one = one << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    text.remove_prefix(std::min(size, text.size()));
    return one;
}

/// A character of two units is not cut: it begins the next part.
struct Parts {
    std::int64_t alone, each;
    std::int64_t total = 0, parts = 1, in_part = 0;
    void add(int units) {
        total += units;
        if (in_part + units > each) ++parts, in_part = 0;
        in_part += units;
    }
    void write(SmsLength& length) const {
        const bool one = total <= alone;
        length.units = total;
        length.parts = total == 0 ? 0 : one ? 1 : parts;
        length.left = one ? alone - total : each - in_part;
    }
};

}  // namespace

SmsLength sms_length(std::string_view text) {
    SmsLength length;
    Parts seven{160, 153}, sixteen{70, 67};
    while (!text.empty()) {
        const auto one = take(text);
        const int units = units_of(one);
        if (units == 0) length.is_unicode = true;
        seven.add(units);
        sixteen.add(one > 0xFFFF ? 2 : 1);
    }
    (length.is_unicode ? sixteen : seven).write(length);
    return length;
}

}  // namespace kartei::mailing
