#include "modules/customers/capitals.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace kartei::customers {
namespace {

using std::string_view;

/// Words that stay small inside a name: German, Dutch, French, Portuguese, Spanish, Italian, Arabic; and those of
/// towns.
constexpr std::array<string_view, 64> particles{
    "von", "vom", "zu", "zum", "zur", "und", "auf", "der", "den", "dem", "des", "im", "am", "an", "in", "bei", "ob",
    "van", "vande", "vanden", "vander", "de", "het", "ter", "ten", "te", "op", "uit", "aan", "tot", "bij", "over",
    "onder", "voor", "la", "le", "les", "du", "sur", "sous", "lez", "et", "aux", "da", "das", "do", "dos", "e", "y",
    "di", "del", "della", "el", "al", "as", "ibn", "bin", "bint", "abu", "ould", "'t", "en", "upon", "unter"};

bool is_particle(string_view word) {
    return std::find(particles.begin(), particles.end(), word) != particles.end();
}

UChar32 first_character(string_view text) {
    std::int32_t end = 0;
    UChar32 first;
    U8_NEXT(text.data(), end, static_cast<std::int32_t>(text.size()), first);
    return first;
}

/// Small letters and hyphens, nothing else: an apostrophe, a digit, a point or a blank leaves it open what is meant.
bool is_one_small_word(string_view text) {
    for (std::int32_t at = 0, size = static_cast<std::int32_t>(text.size()); at < size;) {
        UChar32 character;
        U8_NEXT(text.data(), at, size, character);
        if (character != '-' && (character < 0 || !u_isalpha(character) || u_isupper(character))) return false;
    }
    return !text.empty();
}

void append(std::string& text, UChar32 character) {
    char bytes[4];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, character);
    text.append(bytes, static_cast<std::size_t>(length));
}

/// Dutch ij is one letter: IJsselstein.
std::string with_capital(string_view word) {
    std::string out;
    if (word.starts_with("ij")) return "IJ" + std::string(word.substr(2));
    if (word.empty()) return out;
    const auto first = first_character(word);
    append(out, u_totitle(first));
    return out.append(word.substr(static_cast<std::size_t>(U8_LENGTH(first))));
}

std::vector<string_view> hyphenated_parts(string_view word) {
    std::vector<string_view> parts;
    for (std::size_t begin = 0; begin <= word.size();) {
        const auto end = std::min(word.find('-', begin), word.size());
        parts.push_back(word.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

/// `particles_too`: a first name may be called like one (Ben, An, Do).
void capitalise(std::string& text, bool particles_too) {
    if (!is_one_small_word(text)) return;
    const auto parts = hyphenated_parts(text);
    const bool whole = parts.size() == 1 && particles_too;
    if (!whole && std::any_of(parts.begin(), parts.end(), [](auto part) { return part.empty() || is_particle(part); }))
        return;
    std::string out;
    for (const auto part : parts) out += (out.empty() ? "" : "-") + with_capital(part);
    text = std::move(out);
}

}  // namespace

void set_capitals(Customer& customer, const Customer& before) {
    const bool is_person = customer.kind == "private" || customer.kind == "prospect";
    const auto changed = [&](std::string Customer::*member) { return customer.*member != before.*member; };
    if (is_person && changed(&Customer::first_name)) capitalise(customer.first_name, true);
    if (is_person && changed(&Customer::name)) capitalise(customer.name, false);
    for (auto member : {&Customer::street, &Customer::town})
        if (changed(member)) capitalise(customer.*member, false);
}

}  // namespace kartei::customers
