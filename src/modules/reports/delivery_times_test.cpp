#include "modules/reports/delivery_times.hpp"

#include <gtest/gtest.h>

namespace kartei::reports {
namespace {

std::string next(const DeliveryTimes& times, const std::string& after) {
    const auto due = next_delivery(times, *read_instant(after, "UTC"), "Europe/Berlin");
    return due ? write_instant(*due) : "";
}

TEST(DeliveryTimes, FollowTheClockOnTheWallOfTheHouse) {
    const DeliveryTimes daily{.repeats = "daily", .hour = 6, .minute = 30};
    EXPECT_EQ(next(daily, "2026-03-01T05:29:59Z"), "2026-03-01T05:30:00Z");
    EXPECT_EQ(next(daily, "2026-03-01T05:30:00Z"), "2026-03-02T05:30:00Z") << "never the same moment twice";
    EXPECT_EQ(next(daily, "2026-03-28T12:00:00Z"), "2026-03-29T04:30:00Z") << "summer time begins that night";
    EXPECT_EQ(next(daily, "2026-10-24T12:00:00Z"), "2026-10-25T05:30:00Z") << "and ends";
    const DeliveryTimes night{.repeats = "daily", .hour = 2, .minute = 30};
    EXPECT_EQ(next(night, "2026-03-28T12:00:00Z"), "2026-03-29T01:30:00Z") << "half past two is skipped that night";
}

TEST(DeliveryTimes, ComeRoundByWeekAndMonth) {
    const DeliveryTimes monday{.repeats = "weekly", .weekday = 1};
    EXPECT_EQ(next(monday, "2026-03-01T09:00:00Z"), "2026-03-02T05:00:00Z");
    EXPECT_EQ(next(monday, "2026-03-02T05:00:00Z"), "2026-03-09T05:00:00Z");
    const DeliveryTimes last{.repeats = "monthly", .day_of_month = 31};
    EXPECT_EQ(next(last, "2026-01-31T12:00:00Z"), "2026-02-28T05:00:00Z") << "the last day of a shorter month";
    EXPECT_EQ(next(last, "2026-02-28T12:00:00Z"), "2026-03-31T04:00:00Z");
    EXPECT_EQ(next({}, "2026-01-31T12:00:00Z"), "") << "what does not repeat is never due";
}

TEST(DeliveryTimes, AreReadAsClocksAreWritten) {
    EXPECT_EQ(read_clock_time("06:30"), std::pair(6, 30));
    EXPECT_EQ(read_clock_time("6:05"), std::pair(6, 5));
    for (const auto* wrong : {"", "6", "24:00", "12:60", "a:00", "12:5", "-1:00", "12:000", ":30"})
        EXPECT_FALSE(read_clock_time(wrong)) << wrong;
}

}  // namespace
}  // namespace kartei::reports
