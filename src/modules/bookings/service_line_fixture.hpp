// What the tests of the reckoning begin with.
#pragma once

#include "base/date.hpp"
#include "modules/bookings/service_line.hpp"

namespace kartei::bookings::test {

inline Date day(std::string_view text) { return read_date(text).value(); }

inline ServiceLine service(std::int64_t unit_price, std::int64_t count = 1, std::string operator_code = "") {
    ServiceLine line;
    line.operator_code = std::move(operator_code);
    line.count = count;
    line.unit_price = unit_price;
    line.tax = "standard";
    line.collection = "house";
    return line;
}

/// Positions from 1 on; the last `cancelled` of them no longer travel.
inline std::vector<Traveller> people(std::int64_t count, std::int64_t cancelled = 0) {
    std::vector<Traveller> all;
    for (std::int64_t i = 1; i <= count; ++i) all.push_back({i, i > count - cancelled});
    return all;
}

}  // namespace kartei::bookings::test
