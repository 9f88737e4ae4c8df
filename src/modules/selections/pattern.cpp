#include "modules/selections/pattern.hpp"

#include <algorithm>
#include <array>

#include "base/codes.hpp"
#include "base/text.hpp"

namespace kartei::selections {
namespace {

/// Letters that nobody writes stand for * and ? while the rest is folded; blanks beside them then stay.
constexpr std::string_view any_number = "\xEA\x80\x95", any_one = "\xEA\x80\x96";

std::size_t length_of(unsigned char first) { return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4; }

std::string_view first_character(std::string_view text) {
    return text.substr(0, length_of(static_cast<unsigned char>(text.front())));
}

std::string small_letters(std::string_view text) {
    std::string small(text);
    for (auto& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

}  // namespace

std::string comparable(FieldKind kind, std::string_view text) {
    if (kind == FieldKind::phone) return digits_of(text);
    return kind == FieldKind::email ? small_letters(text) : fold(text);
}

namespace {

/// The pattern in comparable form, one character each; "*" and "?" stand for others.
std::vector<std::string> characters_of(FieldKind kind, std::string_view written) {
    std::vector<std::string> characters;
    if (kind == FieldKind::email || kind == FieldKind::phone) {
        for (const char c : small_letters(written))
            if (kind == FieldKind::email || c == '*' || c == '?' || (c >= '0' && c <= '9'))
                characters.emplace_back(1, c);
        return characters;
    }
    std::string marked;
    for (const char c : written) marked += c == '*' ? any_number : c == '?' ? any_one : std::string_view(&c, 1);
    const auto folded = fold(marked);
    for (std::string_view text = folded; !text.empty();) {
        const auto character = first_character(text);
        characters.push_back(character == any_number ? "*" : character == any_one ? "?" : std::string(character));
        text.remove_prefix(character.size());
    }
    return characters;
}

}  // namespace

Pattern::Pattern(FieldKind kind, std::string_view written) : characters_(characters_of(kind, written)), parts_(1) {
    for (const auto& character : characters_) {
        any_one_ = any_one_ || character == "?";
        if (character == "*") parts_.emplace_back();
        else parts_.back() += character;
    }
}

/// Without "?" whole parts are looked for: the first at the beginning, the last at the end, the others in their order.
bool Pattern::fits(std::string_view text) const {
    if (any_one_) return fits_by_character(text);
    const auto &first = parts_.front(), &last = parts_.back();
    if (parts_.size() == 1) return text == first;
    if (text.size() < first.size() + last.size() || !text.starts_with(first) || !text.ends_with(last)) return false;
    text = text.substr(first.size(), text.size() - first.size() - last.size());
    for (std::size_t i = 1; i + 1 < parts_.size(); ++i) {
        const auto place = text.find(parts_[i]);
        if (place == std::string_view::npos) return false;
        text.remove_prefix(place + parts_[i].size());
    }
    return true;
}

bool Pattern::fits_by_character(std::string_view text) const {
    std::size_t at = 0, star = std::string::npos, place = 0, resume = 0;
    while (place < text.size()) {
        const auto character = first_character(text.substr(place));
        if (at < characters_.size() && characters_[at] == "*") {
            star = at++, resume = place;
        } else if (at < characters_.size() && (characters_[at] == "?" || characters_[at] == character)) {
            ++at, place += character.size();
        } else if (star != std::string::npos) {
            at = star + 1;
            resume += first_character(text.substr(resume)).size();
            place = resume;
        } else {
            return false;
        }
    }
    return std::all_of(characters_.begin() + static_cast<std::ptrdiff_t>(at), characters_.end(),
                       [](const std::string& one) { return one == "*"; });
}

std::string land_of(std::string_view postcode) {
    std::string sign;
    for (const char c : postcode.substr(0, country_sign_before(postcode)))
        if (c != ' ' && c != '-') sign += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 10> signs{{{"D", "DE"}, {"A", "AT"},
                                                                                   {"L", "LU"}, {"B", "BE"},
                                                                                   {"F", "FR"}, {"I", "IT"},
                                                                                   {"E", "ES"}, {"S", "SE"},
                                                                                   {"N", "NO"}, {"FL", "LI"}}};
    for (const auto& [known, country] : signs)
        if (known == sign) return std::string(country);
    return sign.size() == 2 ? sign : "";
}

}  // namespace kartei::selections
