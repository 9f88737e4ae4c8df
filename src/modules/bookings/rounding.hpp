// Shares of amounts, rounded half away from zero to the minor unit: the one rounding of bookings (bookings.md).
#pragma once

#include <cstdint>

namespace kartei::bookings {

/// Hundredths of a per cent, as rate steps and tables of the house keep them: 650 = 6.5 %.
using Rate = std::int64_t;
inline constexpr Rate whole = 10'000;

/// amount * part / of; `of` is above zero. Exact for amounts of 15 digits, which times a rate pass 64 bits.
constexpr std::int64_t part_of(std::int64_t amount, std::int64_t part, std::int64_t of) {
    __extension__ using Wide = __int128;
    const auto product = static_cast<Wide>(amount) * part;
    const auto half = Wide(of / 2);  // of an odd divisor no half exists, so nothing lies between
    const auto lifted = product < 0 ? product - half : product + half;
    return static_cast<std::int64_t>(lifted / of);
}

constexpr std::int64_t share_of(std::int64_t amount, Rate rate) { return part_of(amount, rate, whole); }

/// What of a price is tax when the tax is included.
constexpr std::int64_t included_tax(std::int64_t gross, Rate rate) { return part_of(gross, rate, whole + rate); }

}  // namespace kartei::bookings
