// Dates and instants. A date is a day in the calendar; an instant is a second in UTC. Outside the program both are
// text: YYYY-MM-DD and YYYY-MM-DDTHH:MM:SSZ (fields.md, Values), in this form also in the database, where it orders as
// text. Time zones are IANA names and come from ICU. Never reads the clock: clock.hpp does.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kartei {

using Date = std::chrono::year_month_day;
using Instant = std::chrono::sys_seconds;

/// What a clock on the wall shows.
struct LocalTime {
    Date date;
    int hour = 0, minute = 0, second = 0;
};

/// Reads YYYY-MM-DD, yyyymmdd, dd.mm.yyyy or dd-mm-yyyy (one-digit day and month allowed, a time of 00:00 behind it
/// too). Refusals: error.not_a_date, error.date_does_not_exist. Years 1 to 9999.
Result<Date> read_date(std::string_view text);
std::string write_date(Date date);

/// Days may be negative.
Date add_days(Date date, int days);
/// From `first` to `last`; negative when `last` is earlier.
int days_between(Date first, Date last);
/// ISO 8601: Monday 1 … Sunday 7.
int weekday_of(Date date);

bool is_time_zone(std::string_view zone);

/// Reads an instant with Z or an offset, or a local date and time in `zone`; a date alone is its midnight there.
/// Fractions of a second are dropped. Refusals: error.not_an_instant, error.date_does_not_exist.
Result<Instant> read_instant(std::string_view text, std::string_view zone);
std::string write_instant(Instant instant);

/// A local time that a change to summer time skips is read as if the clock had not been moved; of two equal ones the
/// first holds. Throws std::invalid_argument for an unknown zone.
Instant instant_of(const LocalTime& local, std::string_view zone);
LocalTime local_time(Instant instant, std::string_view zone);

/// First second of a day in a zone; with add_days(date, 1) the end of it.
Instant start_of_day(Date date, std::string_view zone);

}  // namespace kartei
