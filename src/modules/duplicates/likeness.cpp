#include "modules/duplicates/likeness.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "base/sound.hpp"

namespace kartei::duplicates {
namespace {

constexpr std::size_t longest = 64;

/// Positions of equal characters within the window, as Jaro counts them.
struct Matches {
    std::uint64_t one = 0, other = 0;
    int count = 0;
};

Matches matches_of(std::string_view one, std::string_view other) {
    const auto window =
        static_cast<std::ptrdiff_t>(std::max<std::size_t>(std::max(one.size(), other.size()) / 2, 1) - 1);
    Matches matches;
    for (std::size_t i = 0; i < one.size(); ++i) {
        const auto here = static_cast<std::ptrdiff_t>(i);
        const auto first = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, here - window));
        const auto last = std::min(other.size(), static_cast<std::size_t>(here + window + 1));
        for (auto j = first; j < last; ++j) {
            if (one[i] != other[j] || (matches.other >> j & 1)) continue;
            matches.one |= std::uint64_t{1} << i;
            matches.other |= std::uint64_t{1} << j;
            ++matches.count;
            break;
        }
    }
    return matches;
}

int exchanged(std::string_view one, std::string_view other, const Matches& matches) {
    int count = 0;
    std::size_t j = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        if (!(matches.one >> i & 1)) continue;
        while (!(matches.other >> j & 1)) ++j;
        count += one[i] != other[j];
        ++j;
    }
    return count / 2;
}

}  // namespace

int edit_distance(std::string_view one, std::string_view other, int limit) {
    one = one.substr(0, longest);
    other = other.substr(0, longest);
    if (std::abs(static_cast<int>(one.size()) - static_cast<int>(other.size())) > limit) return limit + 1;
    if (one.empty()) return static_cast<int>(other.size());
    // One bit per character of `one`, all of a column at once (Hyyrö 2003).
    thread_local std::array<std::uint64_t, 256> places{};
    for (std::size_t i = 0; i < one.size(); ++i) places[static_cast<unsigned char>(one[i])] |= std::uint64_t{1} << i;
    const auto last_row = std::uint64_t{1} << (one.size() - 1);
    std::uint64_t up = ~std::uint64_t{0}, down = 0, diagonal = 0, place_before = 0;
    auto distance = static_cast<int>(one.size());
    for (char character : other) {
        const auto place = places[static_cast<unsigned char>(character)];
        const auto exchange = ((~diagonal & place) << 1) & place_before;
        diagonal = (((place & up) + up) ^ up) | place | down | exchange;
        auto right = down | ~(diagonal | up), left = diagonal & up;
        distance += (right & last_row) != 0;
        distance -= (left & last_row) != 0;
        right = right << 1 | 1;
        up = left << 1 | ~(diagonal | right);
        down = right & diagonal;
        place_before = place;
    }
    for (char character : one) places[static_cast<unsigned char>(character)] = 0;
    return std::min(distance, limit + 1);
}

double jaro_winkler(std::string_view one, std::string_view other) {
    one = one.substr(0, longest);
    other = other.substr(0, longest);
    if (one.empty() || other.empty()) return 0;
    const auto matches = matches_of(one, other);
    if (matches.count == 0) return 0;
    const double count = matches.count;
    const double jaro = (count / static_cast<double>(one.size()) + count / static_cast<double>(other.size()) +
                         (count - exchanged(one, other, matches)) / count) / 3;
    std::size_t prefix = 0;
    while (prefix < 4 && prefix < one.size() && prefix < other.size() && one[prefix] == other[prefix]) ++prefix;
    return jaro + static_cast<double>(prefix) * 0.1 * (1 - jaro);
}

std::string sound_or_spelling(std::string_view folded) {
    auto sound = sound_of(folded);
    return sound.empty() ? std::string(folded) : sound;
}

}  // namespace kartei::duplicates
