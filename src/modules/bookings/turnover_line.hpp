// Turnover as it is kept for what is asked over everything (bookings.md 5, docs/decisions/0139): one line for each
// customer and month, once by the day of departure and once by that of the booking, with the same figures for each
// destination and operator. Derived: made anew from the bookings of that month in the transaction that changes one of
// them. Counts bookings of kind booking alone. Invariant: a line stands where a booking counts, and fits them all;
// check_turnover() compares.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "audit/damage.hpp"
#include "modules/bookings/booking.hpp"
#include "sql/database.hpp"

namespace kartei::bookings {

/// Bookings and who travels, turnover without other amounts, commission and those amounts in minor units.
struct TurnoverFigures {
    std::int64_t bookings = 0, participants = 0, turnover = 0, commission = 0, amounts = 0;
    TurnoverFigures& operator+=(const TurnoverFigures& more);
    bool operator==(const TurnoverFigures&) const = default;
};

/// Where a line stands. Year and month 0: of bookings without a day.
struct TurnoverPlace {
    bool by_booking = false;
    std::int64_t year = 0, customer = 0, month = 0;
    auto operator<=>(const TurnoverPlace&) const = default;
};

/// Figures by code; "" is what has none.
using TurnoverOfCodes = std::map<std::string, TurnoverFigures, std::less<>>;

struct TurnoverLine {
    TurnoverFigures all;
    TurnoverOfCodes destinations, operators;
    bool operator==(const TurnoverLine&) const = default;
};
using TurnoverLines = std::map<TurnoverPlace, TurnoverLine>;

/// Codes as a line packs them: five figures and the code, parted by tabs, one row for each.
std::string packed(const TurnoverOfCodes& codes);
/// Calls `take(code, figures)` for each; the code is a view into `text`. In the header: it reads millions of them.
template <class Take>
void unpack_codes(std::string_view text, const Take& take) {
    const char *at = text.data(), *end = at + text.size();
    while (at < end) {
        std::array<std::int64_t, 5> figures{};
        for (auto& figure : figures) at = std::from_chars(at, end, figure).ptr + 1;
        const auto* row_end = std::find(at, end, '\n');
        take(std::string_view(at, static_cast<std::size_t>(row_end - at)),
             TurnoverFigures{figures[0], figures[1], figures[2], figures[3], figures[4]});
        at = row_end + 1;
    }
}

/// What turnover counts of a booking lies in these rows; payments, papers, fees, dates and notes say nothing there.
bool counts_in_turnover(std::string_view record);
/// Does it count for another customer, or in other months?
bool counts_elsewhere(const Booking& before, const Booking& after);

/// A booking as it is stored now counts from here on, and no more where it stood before: the lines of its customer in
/// the months of its days are made anew. Nobody's booking (void) has none.
void follow_turnover(sql::Transaction& transaction, const Booking& head);
/// The same for a customer whose booking it was, before a merge moved it.
void follow_turnover(sql::Transaction& transaction, std::int64_t customer, std::int64_t booking);

/// Are all lines there? Not while they are made, beside a server that goes on: whoever reads them asks in the same
/// transaction, and reckons from the bookings meanwhile.
bool turnover_is_whole(sql::Transaction& transaction);
/// Makes the lines of a house that was made before there were any; goes on where it was cut off.
void renew_turnover(sql::Database& database);
/// The lines go, and with them in one step what says that they are whole; renew_turnover() makes them.
void give_up_turnover(sql::Database& database);
/// Makes all of them anew: what check_turnover() found is mended.
void make_turnover_anew(sql::Database& database);
/// Lines that differ from the bookings, by customer and month; for `kartei check`.
audit::Findings check_turnover(sql::Transaction& transaction);

}  // namespace kartei::bookings
