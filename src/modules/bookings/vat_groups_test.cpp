#include "modules/bookings/vat_groups.hpp"

#include <gtest/gtest.h>

#include <random>

#include "modules/bookings/service_line_fixture.hpp"

namespace kartei::bookings {
namespace {

using test::day;
using test::service;

const auto in_july = test::day("2027-07-17");
const auto german = customary_vat_rates("DE");

TEST(VatGroups, TaxIsReckonedOnceOverTheSumOfAGroup) {
    const auto groups = vat_groups({{"standard", 1'000, in_july}, {"standard", 1'000, in_july}}, german);
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_EQ(groups[0], (VatGroup{"standard", 1'900, 2'000, 319, 319})) << "twice 1.60 would be 3.20";
}

TEST(VatGroups, OfTheMarginSchemeNoneIsShownAndTheMarginsIsOwed) {
    auto package = service(95'000);
    package.tax = "margin", package.purchase_price = 80'000;
    const auto groups = vat_groups(vat_lines_of({package}, in_july), german);
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_EQ(groups[0], (VatGroup{"margin", 1'900, 95'000, 0, 2'395}));
    EXPECT_TRUE(needs_margin_wording(groups));
    EXPECT_FALSE(needs_margin_wording(vat_groups({{"standard", 1'000, in_july}}, german)));
}

TEST(VatGroups, WhatIsExemptAnothersOrOutsideBearsNone) {
    for (const auto* tax : {"margin_exempt", "intermediated", "zero", "outside"}) {
        const auto groups = vat_groups({{tax, 100'000, in_july, 80'000}}, german);
        EXPECT_EQ(groups[0].rate, 0) << tax;
        EXPECT_EQ(groups[0].in_books, 0) << tax;
    }
}

TEST(VatGroups, TheRateIsThatOfTheLastDayOfPerformance) {
    EXPECT_EQ(rate_on(german, "standard", day("2020-06-30")), 1'900);
    EXPECT_EQ(rate_on(german, "standard", day("2020-07-01")), 1'600);
    EXPECT_EQ(rate_on(german, "reduced", day("2020-12-31")), 500);
    EXPECT_EQ(rate_on(german, "reduced", day("2021-01-01")), 700);
    EXPECT_EQ(rate_on(customary_vat_rates("NL"), "standard", in_july), 2'100);
    EXPECT_EQ(rate_on(customary_vat_rates("NL"), "reduced", day("2018-12-31")), 600);
    EXPECT_EQ(rate_on(customary_vat_rates("NL"), "reduced", in_july), 900);
    auto stay = service(11'600);
    stay.ends_on = day("2020-12-31");
    EXPECT_EQ(vat_groups(vat_lines_of({stay}, in_july), german)[0].shown, 1'600);
}

TEST(VatGroups, ADiscountLowersItsGroupButNotThatOfAnothersService) {
    auto own = service(11'900), anothers = service(50'000), gone = service(9'900);
    own.commission = 1'190, anothers.commission = 2'500, gone.cancelled = true;
    anothers.tax = "intermediated";
    const auto groups = vat_groups(vat_lines_of({own, anothers, gone}, in_july), german);
    ASSERT_EQ(groups.size(), 3u);
    EXPECT_EQ(groups[0], (VatGroup{"intermediated", 0, 50'000, 0, 0}));
    EXPECT_EQ(groups[1], (VatGroup{"outside", 0, -2'500, 0, 0}));
    EXPECT_EQ(groups[2], (VatGroup{"standard", 1'900, 10'710, 1'710, 1'710}));
}

TEST(VatGroups, AddUpToTheTotalWhateverTheRows) {
    std::mt19937_64 random(19);
    const std::vector<std::string> taxes{"margin", "margin_exempt", "intermediated", "standard",
                                         "reduced", "zero", "outside"};
    const auto any = [&](std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(random);
    };
    for (int round = 0; round < 2'000; ++round) {
        BookingRows rows{.fees = {any(-500, 5'000)}, .charges = {any(0, 50'000)}};
        for (auto left = any(0, 6); left > 0; --left) {
            rows.services.push_back(service(any(-1'000, 300'000), any(0, 4)));
            auto& one = rows.services.back();
            one.tax = taxes[static_cast<std::size_t>(any(0, 6))], one.commission = any(0, 10'000);
            one.cancelled = any(0, 4) == 0, one.ends_on = add_days(day("2020-06-15"), static_cast<int>(any(0, 300)));
        }
        auto lines = vat_lines_of(rows.services, in_july);
        lines.push_back({"standard", rows.fees[0], in_july});
        lines.push_back({"outside", rows.charges[0], in_july});
        std::int64_t sum = 0;
        for (const auto& group : vat_groups(lines, german)) sum += group.gross;
        ASSERT_EQ(sum, totals_of(rows).total) << round;
    }
}

}  // namespace
}  // namespace kartei::bookings
