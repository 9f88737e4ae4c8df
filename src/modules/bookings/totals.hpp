// The sums under a booking (bookings.md 3). Pure functions.
#pragma once

#include "modules/bookings/service_line.hpp"

namespace kartei::bookings {

/// All that is added up; fees, charges and payments each as they were charged and paid.
struct BookingRows {
    std::vector<ServiceLine> services;
    std::vector<AmountLine> amounts;
    std::vector<std::int64_t> fees, charges, payments;
    std::vector<Traveller> travellers;
};

struct Totals {
    std::int64_t services = 0, commission = 0, amounts = 0, fees = 0, charges = 0, total = 0, paid = 0, open = 0;
    bool operator==(const Totals&) const = default;

    /// What statistics count: services − commission + charges, the other amounts only where they are asked for.
    std::int64_t turnover(bool with_amounts = false) const {
        return services - commission + charges + (with_amounts ? amounts : 0);
    }
};

Totals totals_of(const BookingRows& rows);
/// A line's own sum: per participant it is charged for each who travels.
std::int64_t sum_of(const AmountLine& line, std::int64_t travelling);

}  // namespace kartei::bookings
