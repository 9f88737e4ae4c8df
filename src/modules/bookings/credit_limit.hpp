// Whether a booking takes its customer past his credit limit (bookings.md 2.8; J-140, J-141). It warns and never
// refuses. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace kartei::bookings {

enum class CreditBasis { booked, open };

struct BookedSum {
    std::int64_t total = 0, paid = 0;
    bool cancelled = false;
};

struct CreditWarning {
    std::int64_t limit = 0, basis = 0, with_this = 0;  ///< before this booking, and with it
    bool operator==(const CreditWarning&) const = default;
};

/// `others`: the customer's bookings but this. No value: there is no limit, or it is not passed.
std::optional<CreditWarning> credit_warning(const std::optional<std::int64_t>& limit, CreditBasis basis,
                                            const std::vector<BookedSum>& others, const BookedSum& this_one);

}  // namespace kartei::bookings
