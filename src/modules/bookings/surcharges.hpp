// Standard amounts ("fixe sonstige Beträge") of the profile that a new booking begins with (bookings.md 2.4; J-181,
// J-182). Pure functions.
#pragma once

#include "modules/bookings/service_line.hpp"

namespace kartei::bookings {

struct SurchargeLine {
    std::string kind, text;
    std::int64_t amount = 0;
    std::string per;  ///< booking, person
};

/// `from`: whose lines are in force, by number; `own`: they are the customer's himself.
std::vector<AmountLine> surcharges_of(const std::vector<SurchargeLine>& lines, std::int64_t from, bool own);

}  // namespace kartei::bookings
