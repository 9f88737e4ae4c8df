#include "base/card_number.hpp"

// Finds full card numbers in whatever somebody wrote (decisions.md 15, PCI DSS 3.4): in any digits of Unicode, with
// any usual separator between the groups. A number counts when a card scheme gives it out, its check digit holds, and
// it is written as cards are: as one, in groups with blanks or dashes, or with other separators in the groups that are
// printed on cards. So dates, times, amounts and columns of short numbers are none.
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace kartei {
namespace {

constexpr std::size_t shortest_card = 13, longest_card = 19;
/// Between two groups: " - ", " | ", a line break of two characters.
constexpr std::size_t longest_gap = 3;
/// Groups of one size with one separator between them that are too many for a card with its date and code: a list.
constexpr std::size_t groups_of_a_list = 7;

/// A gap of invisible characters alone.
constexpr std::u32string_view unseen = U"\u200b";

/// A run of digits, and what stands between the one before and this one.
struct Group {
    std::string digits;
    std::u32string gap;
    bool plus = false;  ///< a plus stands before it
    std::vector<std::pair<std::size_t, std::size_t>> places = {};  ///< first byte and length of each digit

    /// A single blank or dash, or nothing that is seen, with which people write groups of any size.
    bool is_plain() const { return gap == U" " || gap == U"-" || gap == unseen; }
};

bool is_separator(UChar32 character) {
    if (u_isUWhiteSpace(character) || u_charType(character) == U_DASH_PUNCTUATION) return true;
    return std::u32string_view(U"._/:|,;*\u00b7\u2022\u2212").find(static_cast<char32_t>(character)) !=
           std::u32string_view::npos;
}

/// Shown as nothing: soft hyphens, zero-width blanks.
bool is_invisible(UChar32 character) { return u_charType(character) == U_FORMAT_CHAR; }

/// Digits as they stand, in chains; each chain is one piece of text that has nothing but separators between them.
class Chains {
public:
    explicit Chains(std::string_view text) : text_(text) {}

    bool next(std::vector<Group>& chain) {
        chain.clear();
        std::u32string gap;
        bool plus = false;
        while (at_ < static_cast<std::int32_t>(text_.size())) {
            const auto begin = static_cast<std::size_t>(at_);
            const auto character = take();
            const int digit = u_charDigitValue(character);
            if (digit >= 0) {
                if (chain.empty() || !gap.empty() || !in_group_) chain.push_back({"", gap, plus && chain.empty()});
                chain.back().digits += static_cast<char>('0' + digit);
                chain.back().places.emplace_back(begin, static_cast<std::size_t>(at_) - begin);
                gap.clear();
                in_group_ = true;
                continue;
            }
            if (is_invisible(character)) {
                if (!chain.empty() && gap.empty()) gap = unseen;
                continue;
            }
            if (!chain.empty() && is_separator(character) && gap.size() < longest_gap) {
                if (gap == unseen) gap.clear();
                gap += static_cast<char32_t>(character);
                continue;
            }
            in_group_ = false;
            plus = character == '+';
            if (!chain.empty()) return true;
        }
        in_group_ = false;
        return !chain.empty();
    }

private:
    UChar32 take() {
        UChar32 character = 0;
        U8_NEXT(text_.data(), at_, static_cast<std::int32_t>(text_.size()), character);
        return character < 0 ? 0 : character;
    }

    std::string_view text_;
    std::int32_t at_ = 0;
    bool in_group_ = false;
};

bool luhn_holds(std::string_view digits) {
    int sum = 0;
    bool doubled = false;
    for (auto i = digits.size(); i-- > 0; doubled = !doubled) {
        int digit = digits[i] - '0';
        if (doubled) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

struct IssuerRange {
    int first, last;  ///< of the leading digits, as many as `last` has
    int digits;       ///< how many leading digits are compared
    std::size_t shortest, longest;
};

/// ISO/IEC 7812 ranges of the card schemes in use: Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay,
/// Maestro, Mir, UATP, RuPay, Troy.
constexpr IssuerRange issuer_ranges[] = {
    {4, 4, 1, 13, 13},      {4, 4, 1, 16, 16},      {4, 4, 1, 19, 19},       {51, 55, 2, 16, 16},
    {2221, 2720, 4, 16, 16}, {34, 34, 2, 15, 15},   {37, 37, 2, 15, 15},     {300, 305, 3, 14, 19},
    {3095, 3095, 4, 14, 19}, {36, 36, 2, 14, 19},   {38, 39, 2, 14, 19},     {60, 60, 2, 16, 19},
    {644, 649, 3, 16, 19},  {65, 65, 2, 16, 19},    {3528, 3589, 4, 16, 19}, {2131, 2131, 4, 15, 15},
    {1800, 1800, 4, 15, 15}, {62, 62, 2, 16, 19},   {81, 82, 2, 16, 16},     {50, 50, 2, 13, 19},
    {56, 58, 2, 13, 19},    {63, 63, 2, 13, 19},    {67, 67, 2, 13, 19},     {2200, 2204, 4, 16, 19},
    {1, 1, 1, 15, 15},      {9792, 9792, 4, 16, 16}};

bool has_issuer(std::string_view digits) {
    for (const auto& range : issuer_ranges) {
        if (digits.size() < range.shortest || digits.size() > range.longest) continue;
        const int leading = std::stoi(std::string(digits.substr(0, static_cast<std::size_t>(range.digits))));
        if (leading >= range.first && leading <= range.last) return true;
    }
    return false;
}

/// Groups as cards show them: all alike, fours with a rest, or those of American Express, Diners and UATP.
bool is_printed_so(const std::vector<std::size_t>& sizes) {
    static const std::vector<std::vector<std::size_t>> further{{4, 6, 5}, {4, 6, 4}, {1, 4, 5, 5}, {4, 5, 6}, {4, 4, 5},
                                                               {4, 3, 3, 3}, {6, 13}};
    const bool fours = std::all_of(sizes.begin(), sizes.end() - 1, [](auto size) { return size == 4; });
    if (fours && sizes.back() <= 4) return true;
    if (std::all_of(sizes.begin(), sizes.end(), [&](auto size) { return size == sizes.front(); })) return true;
    return std::find(further.begin(), further.end(), sizes) != further.end();
}

/// Is the stretch a part of a long row of numbers of one size, with one separator between them?
bool is_of_a_list(const std::vector<Group>& chain, std::size_t first, std::size_t last) {
    const auto alike = [&](std::size_t one, std::size_t before) {
        return chain[one].digits.size() == chain[before].digits.size() && chain[one].gap == chain[last].gap;
    };
    auto begin = first, end = last;
    while (begin > 1 && alike(begin - 1, first) && chain[begin].gap == chain[last].gap) --begin;
    while (end + 1 < chain.size() && alike(end + 1, last)) ++end;
    return end - begin + 1 >= groups_of_a_list;
}

/// Every tenth German mobile number (+49 15…, 13 digits) has Visa's first digit and a valid Luhn digit. E.164 has at
/// most 15 digits, so a plus excuses no more than that.
bool may_be_phone(const std::vector<Group>& chain, std::size_t last, bool is_phone) {
    std::size_t digits = 0;
    for (std::size_t i = 0; i <= last; ++i) digits += chain[i].digits.size();
    return (chain.front().plus || is_phone) && digits <= 15;
}

/// 13 digits with the check digit of a barcode of goods (GS1): every tenth of them passes for a Visa number, too.
bool is_barcode_of_goods(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
    return sum % 10 == 0 && digits.size() == 13;
}

/// A German mobile number with its country code, which old systems write without the plus.
bool is_mobile_number(std::string_view digits) {
    static constexpr std::string_view beginnings[] = {"4915", "4916", "4917"};
    return digits.size() == 13 && std::any_of(std::begin(beginnings), std::end(beginnings),
                                              [&](auto beginning) { return digits.starts_with(beginning); });
}

/// The groups first … last that make a card number. Whole groups, so that "4111 1111 1111 1111 123" (with the code) is
/// found.
struct Stretch {
    std::size_t first, last;
};
std::optional<Stretch> card_number_in(const std::vector<Group>& chain, bool is_phone) {
    if (chain.size() == 1 && (is_barcode_of_goods(chain[0].digits) || is_mobile_number(chain[0].digits))) return {};
    for (std::size_t first = 0; first < chain.size(); ++first) {
        std::string digits;
        std::vector<std::size_t> sizes;
        bool plain = true;
        for (auto last = first; last < chain.size() && digits.size() <= longest_card; ++last) {
            plain = plain && (last == first || chain[last].is_plain());
            digits += chain[last].digits;
            sizes.push_back(chain[last].digits.size());
            if (digits.size() < shortest_card || digits.size() > longest_card || !has_issuer(digits) ||
                !luhn_holds(digits) || may_be_phone(chain, last, is_phone))
                continue;
            if (plain || (is_printed_so(sizes) && !is_of_a_list(chain, first, last))) return Stretch{first, last};
        }
    }
    return {};
}

/// All digits but the last four.
void cover(std::string& text, std::vector<std::pair<std::size_t, std::size_t>> places) {
    places.resize(places.size() - std::min<std::size_t>(places.size(), 4));
    // From behind: a digit of several bytes becomes one star.
    for (auto place = places.rbegin(); place != places.rend(); ++place) text.replace(place->first, place->second, "*");
}

/// Most texts have no room for a card number: digits of one byte, and such of two and more.
bool has_room_for_card(std::string_view text) {
    std::size_t plain = 0, further = 0;
    for (const char character : text)
        if (character >= '0' && character <= '9') ++plain;
        else if (static_cast<unsigned char>(character) >= 0x80) ++further;
    return plain + further / 2 >= shortest_card;
}

}  // namespace

bool contains_card_number(std::string_view text, bool is_phone) {
    if (!has_room_for_card(text)) return false;
    Chains chains(text);
    for (std::vector<Group> chain; chains.next(chain);)
        if (card_number_in(chain, is_phone)) return true;
    return false;
}

bool contains_card_number(std::string_view text) { return contains_card_number(text, false); }

std::string with_covered_card_numbers(std::string_view text) {
    std::string covered(text);
    if (!has_room_for_card(text)) return covered;
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> found;
    Chains chains(text);
    for (std::vector<Group> chain; chains.next(chain);)
        if (const auto card = card_number_in(chain, false)) {
            auto& places = found.emplace_back();
            for (auto i = card->first; i <= card->last; ++i)
                places.insert(places.end(), chain[i].places.begin(), chain[i].places.end());
        }
    for (auto places = found.rbegin(); places != found.rend(); ++places) cover(covered, *places);
    return covered;
}

}  // namespace kartei
