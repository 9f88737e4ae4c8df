#include "modules/bookings/credit_limit.hpp"

#include <algorithm>

namespace kartei::bookings {
namespace {

std::int64_t counted(const BookedSum& booking, CreditBasis basis) {
    if (booking.cancelled) return 0;
    return basis == CreditBasis::booked ? booking.total : std::max<std::int64_t>(booking.total - booking.paid, 0);
}

}  // namespace

std::optional<CreditWarning> credit_warning(const std::optional<std::int64_t>& limit, CreditBasis basis,
                                            const std::vector<BookedSum>& others, const BookedSum& this_one) {
    if (!limit) return std::nullopt;
    CreditWarning warning{.limit = *limit};
    for (const auto& booking : others) warning.basis += counted(booking, basis);
    warning.with_this = warning.basis + counted(this_one, basis);
    return warning.with_this > *limit ? std::optional(warning) : std::nullopt;
}

}  // namespace kartei::bookings
