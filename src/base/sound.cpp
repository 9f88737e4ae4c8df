#include "base/sound.hpp"

namespace kartei {
namespace {

bool is_in(char letter, std::string_view set) { return letter != 0 && set.find(letter) != std::string_view::npos; }

/// The digit of one letter by its neighbours; '-' for a letter that is silent, "48" is written as 'x'.
char sound_of_letter(char letter, char before, char after) {
    switch (letter) {
        case 'a': case 'e': case 'i': case 'j': case 'o': case 'u': case 'y': return '0';
        case 'b': return '1';
        case 'p': return after == 'h' ? '3' : '1';
        case 'd': case 't': return is_in(after, "csz") ? '8' : '2';
        case 'f': case 'v': case 'w': return '3';
        case 'g': case 'k': case 'q': return '4';
        case 'c':
            if (before == 0) return is_in(after, "ahkloqrux") ? '4' : '8';
            if (is_in(before, "sz")) return '8';
            return is_in(after, "ahkoqux") ? '4' : '8';
        case 'x': return is_in(before, "ckq") ? '8' : 'x';
        case 'l': return '5';
        case 'm': case 'n': return '6';
        case 'r': return '7';
        case 's': case 'z': return '8';
        default: return '-';
    }
}

void append_sound(std::string& code, char digit, char& last) {
    if (digit == 'x') {
        append_sound(code, '4', last);
        digit = '8';
    }
    // Vowels count at the beginning only, but part equal neighbours.
    if (digit != last && (digit != '0' || code.empty())) code += digit;
    last = digit;
}

}  // namespace

std::string sound_of(std::string_view folded) {
    std::string code;
    char last = 0, before = 0;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const char letter = folded[i];
        if (letter == ' ') continue;
        const char after = i + 1 < folded.size() ? folded[i + 1] : char{};
        const char digit = sound_of_letter(letter, before, after);
        before = letter;
        if (digit != '-') append_sound(code, digit, last);
    }
    return code;
}

}  // namespace kartei
