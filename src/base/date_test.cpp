#include "base/date.hpp"

#include <gtest/gtest.h>

#include "base/clock.hpp"

namespace kartei {
namespace {

std::string read(std::string_view text) {
    auto date = read_date(text);
    return date ? write_date(*date) : date.refusal().issues[0].key;
}

std::string read_at(std::string_view text, std::string_view zone = "Europe/Berlin") {
    auto instant = read_instant(text, zone);
    return instant ? write_instant(*instant) : instant.refusal().issues[0].key;
}

TEST(Date, ReadInEveryFormOfTheFiles) {
    for (auto text :
         {"2024-02-29", "20240229", "29.02.2024", "29-02-2024", "29.2.2024", "2024-02-29 00:00:00", "29.02.2024 00:00"})
        EXPECT_EQ(read(text), "2024-02-29") << text;
}

TEST(Date, WhatHasOneReadingIsRead) {
    for (auto text : {"29. Februar 2024", "29 februari 2024", "29-feb-2024", "February 29, 2024", "29.Feb.2024", "2024/02/29",
                      "2024.02.29", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00+01:00", "2024-02-29 00:00:00.0000000",
                      "29.02.2024 0:00:00", "2024-02-29 00:00:00 +0100"})
        EXPECT_EQ(read(text), "2024-02-29") << text;
    EXPECT_EQ(read("12. M\u00e4rz 1990"), "1990-03-12");
    EXPECT_EQ(read("12 mrt 1990"), "1990-03-12");
    EXPECT_EQ(read("30. Februar 2024"), "error.date_does_not_exist");
    for (auto text : {"12. M\u00e4rz 90", "12. Mond 1990", "M\u00e4rz 1990", "2024-02-28T23:00:00Z", "12/03/1990", "3 April"})
        EXPECT_EQ(read(text), "error.not_a_date") << text;
}

TEST(Date, WhatIsNoDate) {
    for (auto text : {"", "gestern", "29/02/2024", "29.02.24", "29.02-2024", "2024-02", "2024-02-29x",
                      "2024-02-29 12:00", "202402290"})
        EXPECT_EQ(read(text), "error.not_a_date") << text;
}

TEST(Date, WhatIsNotInTheCalendar) {
    for (auto text : {"30.02.2024", "29.02.2023", "2024-13-01", "00.01.2024", "31-04-2024", "0000-01-01"})
        EXPECT_EQ(read(text), "error.date_does_not_exist") << text;
}

TEST(Date, Reckoning) {
    auto date = *read_date("2023-12-31");
    EXPECT_EQ(write_date(add_days(date, 1)), "2024-01-01");
    EXPECT_EQ(write_date(add_days(date, -365)), "2022-12-31");
    EXPECT_EQ(days_between(date, *read_date("2024-03-01")), 61);
    EXPECT_EQ(weekday_of(date), 7);
    EXPECT_EQ(weekday_of(*read_date("2024-02-29")), 4);
}

TEST(Instant, WithAndWithoutZone) {
    EXPECT_EQ(read_at("2024-05-01T19:30:00Z"), "2024-05-01T19:30:00Z");
    EXPECT_EQ(read_at("2024-05-01T19:30:00+02:00"), "2024-05-01T17:30:00Z");
    EXPECT_EQ(read_at("2024-05-01 19:30"), "2024-05-01T17:30:00Z");
    EXPECT_EQ(read_at("01.12.2024 19:30:15.250"), "2024-12-01T18:30:15Z");
    EXPECT_EQ(read_at("01-12-2024 19:30", "America/New_York"), "2024-12-02T00:30:00Z");
    EXPECT_EQ(read_at("2024-05-01"), "2024-04-30T22:00:00Z");
    EXPECT_EQ(read_at("20240501"), "2024-04-30T22:00:00Z");
}

TEST(Instant, Refused) {
    for (auto text : {"", "2024-05-01T24:00", "2024-05-01T19:60", "2024-05-01T19", "2024-05-01 19:30 Uhr",
                      "2024-05-01T19:30+99:00"})
        EXPECT_EQ(read_at(text), "error.not_an_instant") << text;
    EXPECT_EQ(read_at("30.02.2024 10:00"), "error.date_does_not_exist");
    EXPECT_THROW(static_cast<void>(read_instant("2024-05-01 10:00", "Europe/Atlantis")), std::invalid_argument);
}

TEST(Instant, WhenTheClocksAreMoved) {
    EXPECT_EQ(read_at("2024-03-31 02:30"), "error.time_does_not_exist") << "skipped that night";
    EXPECT_EQ(read_at("2024-10-27 02:30"), "2024-10-27T00:30:00Z") << "twice: the first";
}

TEST(Instant, BackToLocalTime) {
    auto local = local_time(*read_instant("2024-12-31T23:30:00Z", "UTC"), "Europe/Amsterdam");
    EXPECT_EQ(write_date(local.date), "2025-01-01");
    EXPECT_EQ(local.hour, 0);
    EXPECT_EQ(local.minute, 30);
    EXPECT_EQ(write_instant(start_of_day(local.date, "Europe/Amsterdam")), "2024-12-31T23:00:00Z");
    EXPECT_EQ(write_instant(*read_instant("1950-01-01T00:00:01Z", "UTC")), "1950-01-01T00:00:01Z") << "before 1970";
}

TEST(Instant, KnownZones) {
    EXPECT_TRUE(is_time_zone("Europe/Vienna"));
    EXPECT_FALSE(is_time_zone("Europe/Atlantis"));
    EXPECT_FALSE(is_time_zone(""));
}

TEST(Clock, StandsWhereItIsSet) {
    SettableClock clock(*read_instant("2024-12-31T23:30:00Z", "UTC"));
    EXPECT_EQ(write_date(clock.today("Europe/Berlin")), "2025-01-01");
    EXPECT_EQ(write_date(clock.today("America/New_York")), "2024-12-31");
    clock.advance(std::chrono::minutes(45));
    EXPECT_EQ(write_instant(clock.now()), "2025-01-01T00:15:00Z");
}

}  // namespace
}  // namespace kartei
