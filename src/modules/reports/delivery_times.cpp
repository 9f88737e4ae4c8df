#include "modules/reports/delivery_times.hpp"

#include <algorithm>
#include <charconv>

namespace kartei::reports {
namespace {

bool is_due_on(const DeliveryTimes& times, Date day) {
    if (times.repeats == "daily") return true;
    if (times.repeats == "weekly") return weekday_of(day) == times.weekday;
    const std::chrono::year_month_day_last last(day.year(), std::chrono::month_day_last(day.month()));
    return day.day() == std::min(std::chrono::day(static_cast<unsigned>(times.day_of_month)), last.day());
}

}  // namespace

std::optional<Instant> next_delivery(const DeliveryTimes& times, Instant after, std::string_view zone) {
    if (times.repeats.empty()) return std::nullopt;
    constexpr int longest_wait = 32;  // days; every kind comes round in that time
    auto day = local_time(after, zone).date;
    for (int i = 0; i <= longest_wait; ++i, day = add_days(day, 1)) {
        if (!is_due_on(times, day)) continue;
        if (const auto due = instant_of({day, times.hour, times.minute, 0}, zone); due > after) return due;
    }
    return std::nullopt;
}

std::optional<std::pair<int, int>> read_clock_time(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
    const auto number = [](std::string_view digits) {
        int value = -1;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return read.ec == std::errc() && read.ptr == digits.data() + digits.size() ? value : -1;
    };
    const int hour = number(text.substr(0, colon)), minute = number(text.substr(colon + 1));
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return std::pair(hour, minute);
}

}  // namespace kartei::reports
