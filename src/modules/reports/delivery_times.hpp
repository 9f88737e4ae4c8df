// When a list that repeats is due. Pure: the clock on the house's wall decides, also over summer time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace kartei::reports {

struct DeliveryTimes {
    std::string repeats;    ///< daily, weekly, monthly; "" = never by itself
    int hour = 6, minute = 0;
    int weekday = 1;        ///< weekly: Monday 1 … Sunday 7
    int day_of_month = 1;   ///< monthly; the last day of months that are shorter
};

/// The first time after `after`; no value for what does not repeat.
std::optional<Instant> next_delivery(const DeliveryTimes& times, Instant after, std::string_view zone);

/// "06:30", "6:30" -> hour and minute; no value for other words.
std::optional<std::pair<int, int>> read_clock_time(std::string_view text);

}  // namespace kartei::reports
