#include "documents/code_page.hpp"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <string>

namespace kartei::documents {
namespace {

/// In this order when several fit equally well.
constexpr std::array candidates{Encoding::windows_1252, Encoding::iso_8859_15,  Encoding::cp850,
                                Encoding::macintosh,    Encoding::windows_1250, Encoding::windows_1254,
                                Encoding::cp852,        Encoding::windows_1251, Encoding::cp866,
                                Encoding::koi8_r,       Encoding::windows_1253};
/// Enough to tell; a file of gigabytes is not counted through.
constexpr int most_counted = 20'000;

/// What the bytes from 0x80 on stand for; 0 = nothing.
using Page = std::array<UChar32, 128>;

Page read_page(Encoding encoding) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
        ucnv_open(std::string(encoding_name(encoding)).c_str(), &status), &ucnv_close);
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no converter: ") + u_errorName(status));
    Page page{};
    for (std::size_t i = 0; i < page.size(); ++i) {
        const char byte = static_cast<char>(0x80 + i);
        UChar unit = 0;
        status = U_ZERO_ERROR;
        const auto length = ucnv_toUChars(converter.get(), &unit, 1, &byte, 1, &status);
        if (length == 1 && unit != 0xfffd && u_charType(unit) != U_CONTROL_CHAR) page[i] = unit;
    }
    return page;
}

const Page& page_of(std::size_t candidate) {
    static const auto pages = [] {
        std::array<Page, candidates.size()> all;
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = read_page(candidates[i]);
        return all;
    }();
    return pages[candidate];
}

bool is_among(UChar32 letter, std::u16string_view some) {
    return letter < 0x10000 && some.find(static_cast<char16_t>(letter)) != some.npos;
}

bool is_vowel(UChar32 letter) {
    return is_among(u_tolower(letter), u"aeiouyäöüàáâãåæèéêëìíîïòóôõøùúûýÿœăąęěőűůı");
}

/// Letters that names of one side of Europe are full of. What only the other pages have says that it is one of them.
int usualness(Encoding encoding, UChar32 letter) {
    if (is_among(letter, u"äöüßé")) return 4;
    if (is_among(letter, u"ÄÖÜÉèêëïîíçàáâóôúñåøæšžŠŽ")) return 3;
    if (letter == u'Ý') return 0;
    const auto small = u_tolower(letter);
    if (letter == u'ý') return encoding == Encoding::cp850 || encoding == Encoding::macintosh ? 1 : 2;
    switch (encoding) {
        case Encoding::windows_1250:
        case Encoding::cp852: return is_among(small, u"řčłńśóżőűćźá") ? 3
                                          : is_among(letter, u"ůĐěąęăňť") ? 2 : 1;
        case Encoding::windows_1254: return is_among(small, u"şğ") || letter == u'İ' ? 3
                                            : letter == u'ı'                               ? 2 : 1;
        default: return 1;
    }
}

/// Vowels and consonants alternate: Jørgen and Jiří, Hélène and Kučera share bytes, not what stands beside them.
int alternation(UChar32 letter, UChar32 before, UChar32 after) {
    const bool follows = u_isalpha(before), goes_on = u_isalpha(after);
    if (is_among(letter, u"ñÑ")) return is_vowel(after) ? 1 : -4;
    if (is_among(letter, u"ńŃ")) return is_vowel(after) ? -4 : 1;
    if (letter == u'ğ' && !is_vowel(before)) return -4;
    if (letter == u'è' && before == u'i' && after != u'k' && !is_vowel(after)) return 2;  // Lumière
    if (is_among(letter, u"ìòùè") && !goes_on) return 2;  // Forlì, Niccolò
    if (letter == u'œ' && after == u'u') return 4;
    if (letter == u'ã' && after == u'o') return 3;
    if (letter == u'õ' && after == u'e') return 3;
    if (is_vowel(letter)) {
        const auto beside = [](UChar32 one) { return !u_isalpha(one) ? 0 : is_vowel(one) ? -1 : 1; };
        return beside(before) + beside(after);
    }
    if (is_vowel(before) || is_vowel(after)) return 1;
    return follows && goes_on ? -2 : 0;
}

int worth_of_latin(Encoding encoding, UChar32 letter, UChar32 before, UChar32 after) {
    const bool follows = u_isalpha(before), goes_on = u_isalpha(after);
    if (!follows && !goes_on) return -1;
    if (u_isupper(letter) && u_islower(before)) return -4;
    if (u_islower(letter) && u_isupper(before) && u_isupper(after) && letter != 0xdf) return -3;
    if (before >= 0x80 && after >= 0x80 && follows && goes_on) return -4;  // three of them are no word of Latin letters
    const int small_beginning = u_islower(letter) && !follows ? -2 : 0;
    return usualness(encoding, letter) + alternation(letter, before, after) + small_beginning;
}

/// Cyrillic and Greek words are of such letters alone.
int worth_of_other_script(UChar32 letter, UChar32 before, UChar32 after) {
    for (const auto one : {before, after})
        if (one < 0x80 && u_isalpha(one)) return -4;
    if (!u_isalpha(before) && !u_isalpha(after)) return -1;
    if (u_isupper(letter) && u_islower(before)) return -4;
    if (u_islower(letter) && u_isupper(before) && u_isupper(after)) return -3;
    return is_among(u_tolower(letter), u"оеаинтсрвлαοιετσνηυρςάίόέή") ? 4 : 2;
}

bool has_own_letters(Encoding encoding) {
    return encoding == Encoding::windows_1251 || encoding == Encoding::cp866 || encoding == Encoding::koi8_r ||
           encoding == Encoding::windows_1253;
}

/// How well a character fits between its neighbours.
int worth(Encoding encoding, UChar32 character, UChar32 before, UChar32 after) {
    if (character == 0) return -6;
    if (u_isalpha(character))
        return has_own_letters(encoding) && !is_among(character, u"ªº")
                   ? worth_of_other_script(character, before, after)
                   : worth_of_latin(encoding, character, before, after);
    const bool inside = u_isalpha(before) && u_isalpha(after);
    static constexpr std::u16string_view usual = u"€§°„“”‚‘’–—…«»®©™½¼²³ ";
    if (is_among(character, usual)) return inside && character != u'’' && character != u'–' ? -2 : 1;
    return inside ? -4 : -1;
}

UChar32 character_at(const Page& page, std::string_view sample, std::size_t at) {
    if (at >= sample.size()) return ' ';
    const auto byte = static_cast<unsigned char>(sample[at]);
    return byte < 0x80 ? byte : page[byte - 0x80u];
}

/// What is rare must say more for itself than a word or two.
int handicap(Encoding encoding) {
    return encoding == Encoding::cp852 ? 3 : encoding == Encoding::windows_1253 ? 3 : 0;
}

}  // namespace

Encoding likely_code_page(std::string_view sample) {
    std::array<long, candidates.size()> worths{};
    for (std::size_t i = 0; i < candidates.size(); ++i) worths[i] = -handicap(candidates[i]);
    int counted = 0;
    for (std::size_t at = 0; at < sample.size() && counted < most_counted; ++at) {
        const auto byte = static_cast<unsigned char>(sample[at]);
        if (byte < 0x80) continue;
        ++counted;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            const auto& page = page_of(i);
            const UChar32 before = at > 0 ? character_at(page, sample, at - 1) : ' ';
            worths[i] += worth(candidates[i], page[byte - 0x80u], before, character_at(page, sample, at + 1));
        }
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < candidates.size(); ++i)
        if (worths[i] > worths[best]) best = i;
    return candidates[best];
}

}  // namespace kartei::documents
