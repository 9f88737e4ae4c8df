// SQL that lists of bookings and of their participants have in common: which bookings count, and the walk along their
// days. Bookings without a day (nobody departs) come last.
#pragma once

#include "modules/reports/trip_question.hpp"
#include "sql/database.hpp"

namespace kartei::reports {

/// Where a walk goes on: after this booking (and participant) of this day.
struct TripPlace {
    bool dated = true;
    std::string day;
    std::int64_t booking = 0, position = 0;
};
std::string write_place(const TripPlace& place);
TripPlace read_place(std::string_view text);

/// Takes a row; false stops.
using TakeTrip = std::function<bool(const sql::Rows& rows)>;

/// A statement over `booking b`, with `customer c` who booked it: what is selected, from what, further conditions.
/// `position`: the column that orders rows within a booking. Its parameters follow those of the filter.
struct TripStatement {
    std::string_view selected, from, conditions, position;
    std::vector<sql::Parameter> parameters = {};
};

void walk_trips(sql::Transaction& transaction, const TripFilter& filter, const TripStatement& statement,
                const TripPlace& after, const TakeTrip& take);

/// Turnover of a booking as statistics count it (bookings.md 5): of a cancelled one its charges are left. Takes the
/// parameter :with_amounts.
inline constexpr std::string_view turnover_column =
    "CASE WHEN b.state = 'cancelled' THEN b.charges"
    " ELSE b.services - b.commission + b.charges + :with_amounts * b.amounts END";

}  // namespace kartei::reports
