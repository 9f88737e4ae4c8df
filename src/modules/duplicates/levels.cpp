#include "modules/duplicates/levels.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

#include "base/text.hpp"
#include "modules/duplicates/likeness.hpp"

namespace kartei::duplicates {
namespace {

using std::string_view;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Given names and their short forms that no likeness of letters shows; both directions, in search_fold's spelling.
constexpr std::pair<string_view, string_view> short_forms[] = {
    {"hans", "johannes"},      {"hans", "johann"},      {"jan", "johannes"},    {"johan", "johannes"},
    {"hannes", "johannes"},    {"kees", "cornelis"},    {"cor", "cornelis"},    {"wim", "willem"},
    {"pim", "willem"},         {"henk", "hendrik"},     {"piet", "pieter"},     {"klaas", "nicolaas"},
    {"klaus", "nikolaus"},     {"bert", "albert"},      {"bert", "lambertus"},  {"koos", "jacobus"},
    {"sjaak", "jacobus"},      {"ton", "antonius"},     {"toon", "antonius"},   {"toni", "anton"},
    {"sepp", "josef"},         {"jupp", "josef"},       {"fritz", "friedrich"}, {"heinz", "heinrich"},
    {"heiner", "heinrich"},    {"willi", "wilhelm"},    {"gerd", "gerhard"},    {"gerd", "gerhardt"},
    {"jochen", "joachim"},     {"jurgen", "georg"},     {"lisa", "elisabeth"},  {"elsa", "elisabeth"},
    {"elli", "elisabeth"},     {"betje", "elisabeth"},  {"grete", "margarete"}, {"gretel", "margarete"},
    {"griet", "margaretha"},   {"kathe", "katharina"},  {"kati", "katharina"},  {"trudi", "gertrud"},
    {"geertje", "geertruida"}, {"truus", "geertruida"}, {"mieke", "maria"},     {"ria", "maria"},
    {"mia", "maria"},          {"moni", "monika"},      {"gabi", "gabriele"},   {"uschi", "ursula"},
    {"bine", "sabine"},        {"suse", "susanne"},     {"bob", "robert"},      {"bill", "william"},
    {"will", "william"},       {"dick", "richard"},     {"jim", "james"},       {"jack", "john"},
    {"harry", "henry"},        {"ted", "edward"},       {"ned", "edward"},      {"peggy", "margaret"},
    {"molly", "mary"},         {"polly", "mary"},       {"betty", "elizabeth"}, {"liz", "elizabeth"},
    {"bessie", "elizabeth"},   {"kate", "katherine"},   {"kate", "catherine"},  {"nelly", "ellen"},
    {"charlie", "charles"},    {"tony", "anthony"}};

bool is_short_form(string_view one, string_view other) {
    for (const auto& [brief, full] : short_forms)
        if ((one == brief && other == full) || (one == full && other == brief)) return true;
    return false;
}

/// An initial of the other, the beginning of the other, or a whole word of it.
bool is_part(string_view one, string_view other) {
    if (one.size() > other.size()) std::swap(one, other);
    if (other.starts_with(one) && (one.size() == 1 || one.size() >= 3)) return true;
    if (one.size() <= 7 && is_short_form(one, other)) return true;
    if (one.find(' ') == string_view::npos && other.find(' ') == string_view::npos) return false;
    for (auto word : words(one)) {
        if (word.size() < 3) continue;
        for (auto second : words(other))
            if (word == second) return true;
    }
    return false;
}

/// "annamaria" and "anna maria", "linden str" and "lindenstr".
bool equal_without_blanks(string_view one, string_view other) {
    std::size_t i = 0, j = 0;
    for (;;) {
        while (i < one.size() && one[i] == ' ') ++i;
        while (j < other.size() && other[j] == ' ') ++j;
        if (i == one.size() || j == other.size()) return i == one.size() && j == other.size();
        if (one[i++] != other[j++]) return false;
    }
}

/// Kinds of letters that only one of the two has.
int differing_letters(string_view one, string_view other) {
    std::uint64_t letters = 0, other_letters = 0;
    for (char c : one) letters |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63);
    for (char c : other) other_letters |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63);
    return std::popcount(letters ^ other_letters);
}

int differing_digits(string_view one, string_view other) {
    int count = 0;
    for (std::size_t i = 0; i < one.size(); ++i) count += one[i] != other[i];
    return count;
}

Level by_distance(string_view one, string_view other, int close, int similar) {
    const int distance = edit_distance(one, other, similar);
    return distance <= close ? Level::close : distance <= similar ? Level::similar : Level::far;
}

/// Has every word of the one a word of the other for itself, with at most so many slips? Short words bear none.
bool each_has_its_like(const std::vector<string_view>& ones, const std::vector<string_view>& others, int slips) {
    std::vector<bool> taken(others.size());
    for (auto word : ones) {
        const auto bears = word.size() < 4 ? 0 : word.size() < 7 ? std::min(slips, 1) : slips;
        std::size_t place = 0;
        while (place < others.size() && (taken[place] || edit_distance(word, others[place], bears) > bears)) ++place;
        if (place == others.size()) return false;
        taken[place] = true;
    }
    return !ones.empty();
}

}  // namespace

string_view feature_name(Feature feature) {
    static constexpr std::array<string_view, feature_count> names{
        "last_name", "first_name", "name_order", "birth_date", "postcode", "town", "street", "house_number",
        "address_addition", "email", "phone", "code1", "company", "gender", "occupation", "company_form"};
    return names[index_of(feature)];
}

Level name_level(string_view one, string_view other, Sound sound) {
    const auto shorter = std::min(one.size(), other.size()), longer = std::max(one.size(), other.size());
    if (equal_without_blanks(one, other)) return Level::close;
    if (is_part(one, other)) return Level::part;
    if (shorter < 3) return Level::far;
    const int limit = longer >= 9 ? 3 : 2;
    // An edit changes two kinds of letters at most; beyond this neither likeness nor sound can be near.
    if (differing_letters(one, other) > 2 * limit + 2) return Level::far;
    const int distance = edit_distance(one, other, limit);
    if (distance <= (shorter >= 8 ? 2 : 1) && longer >= 4) return Level::close;
    const double likeness = jaro_winkler(one, other);
    if (likeness < 0.7) return distance <= limit && shorter >= 5 ? Level::similar : Level::far;
    const bool alike = sound == Sound::not_known ? sound_or_spelling(one) == sound_or_spelling(other) : sound == Sound::alike;
    if (alike && likeness >= 0.85) return Level::close;
    if (likeness >= 0.88 || (distance <= limit && shorter >= 5) || alike) return Level::similar;
    return Level::far;
}

bool is_heard(Slot slot) {
    return slot == slot_first_name || slot == slot_last_name || slot == slot_street || slot == slot_town ||
           slot == slot_addition;
}

Level date_level(string_view one, string_view other) {
    const auto year = one.substr(0, 4), month = one.substr(4, 2), day = one.substr(6, 2);
    const auto other_year = other.substr(0, 4), other_month = other.substr(4, 2), other_day = other.substr(6, 2);
    if (year == other_year && month == other_day && day == other_month) return Level::close;
    if (differing_digits(one, other) == 1 || edit_distance(one, other, 1) <= 1) return Level::close;
    if ((year == other_year) + (month == other_month) + (day == other_day) == 2) return Level::part;
    if (differing_digits(one, other) <= 2 || edit_distance(one, other, 2) <= 2) return Level::similar;
    return Level::far;
}

Level email_level(string_view one, string_view other) {
    if (differing_letters(one, other) > 14) return Level::far;
    const int distance = edit_distance(one, other, 3);
    if (distance <= 2) return Level::close;
    const auto local = one.substr(0, one.find('@')), other_local = other.substr(0, other.find('@'));
    if (local == other_local && local.size() >= 3) return Level::part;
    const auto domain = one.substr(local.size()), other_domain = other.substr(other_local.size());
    if (distance <= 3 || (domain == other_domain && jaro_winkler(local, other_local) >= 0.9) ||
        (edit_distance(local, other_local, 1) <= 1 && local.size() >= 5))
        return Level::similar;
    return Level::far;
}

Level phone_level(string_view one, string_view other) {
    if (one.size() > other.size()) std::swap(one, other);
    if (one.size() >= 7 && edit_distance(one, other, 1) <= 1) return Level::close;
    // Without its area code, or with the extension.
    if (one.size() >= 6 && (other.ends_with(one) || other.starts_with(one))) return Level::part;
    return Level::far;
}

Level code_level(string_view one, string_view other) {
    if (std::min(one.size(), other.size()) < 4) return Level::far;
    return by_distance(one, other, 1, 2);
}

Level postcode_level(string_view one, string_view other) {
    if (edit_distance(one, other, 1) <= 1) return Level::close;
    const std::size_t area = one.size() >= 6 && other.size() >= 6 && is_digit(one[3]) ? 4 : 2;
    if (one.substr(0, area) == other.substr(0, area)) return Level::part;
    return edit_distance(one, other, 2) <= 2 && one.size() >= 5 ? Level::similar : Level::far;
}

Level house_number_level(string_view one, string_view other) {
    const auto digits = one.substr(0, one.find_first_not_of("0123456789"));
    const auto other_digits = other.substr(0, other.find_first_not_of("0123456789"));
    if (digits == other_digits && !digits.empty()) return Level::close;
    return edit_distance(one, other, 1) <= 1 && std::max(one.size(), other.size()) >= 2 ? Level::similar : Level::far;
}

Level form_level(string_view one, string_view other) {
    if (one == no_form || other == no_form) return Level::part;
    for (const auto& [shorter, longer] : {std::pair(one, other), std::pair(other, one)})
        if ((" " + std::string(longer) + " ").find(" " + std::string(shorter) + " ") != std::string::npos)
            return Level::close;
    return Level::far;
}

Level company_name_level(string_view one, string_view other) {
    if (words(one).size() > words(other).size()) std::swap(one, other);
    const auto ones = words(one), others = words(other);
    if (equal_without_blanks(one, other)) return Level::close;
    // Weber 1 and Weber 2 are branches however near they are written.
    if (digits_of(one) != digits_of(other)) return Level::far;
    if (each_has_its_like(ones, others, 0)) return ones.size() == others.size() ? Level::close : Level::part;
    const auto shorter = std::min(one.size(), other.size());
    if (shorter >= 5 && edit_distance(one, other, 2) <= (shorter >= 8 ? 2 : 1) && each_has_its_like(ones, others, 2))
        return Level::close;
    return each_has_its_like(ones, others, 1) ? Level::similar : Level::far;
}

Level level_of(Slot slot, string_view one, string_view other, Sound sound) {
    switch (slot) {
        case slot_birth_date: return date_level(one, other);
        case slot_email: return email_level(one, other);
        case slot_code1: return code_level(one, other);
        case slot_postcode: return postcode_level(one, other);
        case slot_house_number: return house_number_level(one, other);
        case slot_gender: return Level::far;
        case slot_form: return form_level(one, other);
        case slot_company_name: return company_name_level(one, other);
        case slot_phone1: case slot_phone2: case slot_phone3: return phone_level(one, other);
        default: return name_level(one, other, sound);
    }
}

}  // namespace kartei::duplicates
