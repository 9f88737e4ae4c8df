#include "documents/code_page.hpp"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <string>

namespace kartei::documents {
namespace {

/// In this order when two fit equally well.
constexpr std::array candidates{Encoding::windows_1252, Encoding::iso_8859_15, Encoding::cp850, Encoding::macintosh};
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

int worth_of_letter(UChar32 letter) {
    static constexpr std::u16string_view usual = u"äöüßé", known = u"ÄÖÜÉèêëïîíçàáâóôúñåøæ";
    const auto unit = static_cast<char16_t>(letter);
    return usual.find(unit) != usual.npos ? 4 : known.find(unit) != known.npos ? 3 : 1;
}

bool is_small(char byte) { return byte >= 'a' && byte <= 'z'; }
bool is_capital(char byte) { return byte >= 'A' && byte <= 'Z'; }
bool is_letter(char byte) { return is_small(byte) || is_capital(byte) || (byte & '\x80'); }

/// How well a character fits between its neighbours.
int worth(UChar32 character, char before, char after) {
    if (character == 0) return -6;
    const bool inside = is_letter(before) && is_letter(after), beside = is_letter(before) || is_letter(after);
    if (u_isalpha(character)) {
        if (!beside) return -1;
        if (u_isupper(character) && is_small(before)) return -4;
        if (u_islower(character) && is_capital(before) && is_capital(after) && character != 0xdf) return -3;
        return worth_of_letter(character);
    }
    static constexpr std::u16string_view usual = u"€§°„“”‚‘’–—…«»®©™½¼²³ ";
    if (usual.find(static_cast<char16_t>(character)) != usual.npos)
        return inside && character != u'’' && character != u'–' ? -2 : 1;
    return inside ? -4 : -1;
}

}  // namespace

Encoding likely_code_page(std::string_view sample) {
    std::array<long, candidates.size()> worths{};
    int counted = 0;
    for (std::size_t at = 0; at < sample.size() && counted < most_counted; ++at) {
        const auto byte = static_cast<unsigned char>(sample[at]);
        if (byte < 0x80) continue;
        ++counted;
        const char before = at > 0 ? sample[at - 1] : ' ', after = at + 1 < sample.size() ? sample[at + 1] : ' ';
        for (std::size_t i = 0; i < candidates.size(); ++i) worths[i] += worth(page_of(i)[byte - 0x80u], before, after);
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < candidates.size(); ++i)
        if (worths[i] > worths[best]) best = i;
    return candidates[best];
}

}  // namespace kartei::documents
