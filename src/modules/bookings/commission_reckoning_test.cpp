#include "modules/bookings/commission_reckoning.hpp"

#include <gtest/gtest.h>

#include "modules/bookings/service_line_fixture.hpp"

namespace kartei::bookings {
namespace {

using test::day;
using test::service;

const auto today = test::day("2027-05-01");
constexpr Rate nineteen = 1'900;

CommissionTable percent(std::string code, Rate rate) { return {.code = std::move(code), .rate = rate}; }

CommissionScheme scheme(CommissionTable table) { return {100'001, {{.commission_table = table.code}}, {table}}; }

// J-218: 3 × 333.30, 5 %
TEST(Commission, PercentIsRoundedForEachService) {
    const auto commission = commission_for(service(33'330, 3), scheme(percent("S", 500)), today, 0, nineteen);
    EXPECT_EQ(commission.amount, 5'000) << "of 49.995";
    EXPECT_EQ(commission.tax, 0);
    auto on_top = percent("S", 500);
    on_top.tax_on_top = true;
    const auto with_tax = commission_for(service(33'330, 3), scheme(on_top), today, 0, nineteen);
    EXPECT_EQ(with_tax.amount, 5'950);
    EXPECT_EQ(with_tax.tax, 950);
}

// J-218
TEST(Commission, AnAmountIsGivenForEachServiceAndNeverMoreThanItCosts) {
    const CommissionTable table{.code = "A", .per_service_amount = true, .rate = 2'500};
    EXPECT_EQ(commission_for(service(33'330, 3), scheme(table), today, 0, nineteen).amount, 2'500);
    EXPECT_EQ(commission_for(service(1'000), scheme(table), today, 0, nineteen).amount, 1'000);
    EXPECT_EQ(commission_for(service(5'000, 0), scheme(table), today, 0, nineteen).amount, 0);
}

EarlierBooking booking(std::int64_t number, std::int64_t services, std::string_view booked_on = "2027-03-01") {
    return {number, day(booked_on), "booking", false, services};
}

// J-218: 6 %, from 25,000 on 6.5 %; bookings of 24,000, 1,000 and 2,000 in this order
TEST(Commission, TheTierIsReachedByTheTurnoverBefore) {
    auto table = percent("T", 600);
    table.tiers = {{5'000'000, 700}, {2'500'000, 650}};  // out of order, as a hand writes them
    std::vector<EarlierBooking> bookings;
    const auto next = [&](std::int64_t price) {
        const auto number = static_cast<std::int64_t>(bookings.size()) + 1;
        const auto before = turnover_before(bookings, day("2027-03-01"), number);
        bookings.push_back(booking(number, price));
        return commission_for(service(price), scheme(table), today, before, nineteen);
    };
    EXPECT_EQ(next(2'400'000).amount, 144'000);
    EXPECT_EQ(next(100'000).amount, 6'000);
    const auto third = next(200'000);
    EXPECT_EQ(third.amount, 13'000) << "25,000.00 reaches the tier of 25,000";
    EXPECT_EQ(third.rate, 650);
    EXPECT_EQ(third.reached, 2'500'000);
}

TEST(Commission, TurnoverBeforeIsOfTheYearAndOfEarlierBookingsThatStand) {
    auto offer = booking(2, 2'000), cancelled = booking(3, 4'000);
    offer.kind = "offer", cancelled.cancelled = true;
    const std::vector<EarlierBooking> bookings{booking(1, 1'000), offer, cancelled, booking(4, 8'000, "2026-12-31"),
                                               booking(5, 16'000, "2027-03-02"), booking(9, 32'000)};
    EXPECT_EQ(turnover_before(bookings, day("2027-03-01"), 6), 1'000);
    EXPECT_EQ(turnover_before(bookings, day("2027-03-02"), 6), 1'000 + 16'000 + 32'000);
}

ServiceLine of_tui() {
    auto line = service(10'000, 1, "TUI");
    line.product_type = "package", line.destination = "PMI", line.price_text = "Katalog", line.service_type = "hotel";
    return line;
}

std::size_t line_chosen(const std::vector<CommissionLine>& lines, const ServiceLine& line) {
    const CommissionScheme scheme{1, lines, {}};
    const auto* chosen = line_for(scheme, line);
    return chosen == nullptr ? 0 : static_cast<std::size_t>(chosen - scheme.lines.data()) + 1;
}

// J-214 J-215 J-219 J-220
TEST(Commission, TheLineWithMoreFilledCriteriaWinsAmongEqualsTheUpper) {
    const CommissionLine all{.commission_table = "A"}, operator_only{.operator_code = "tui"},
        of_another{.operator_code = "DER"}, to_mallorca{.destination = "PMI"},
        exact{"TUI", "package", "PMI", "Katalog", "hotel", "E"}, other_type{"TUI", "package", "PMI", "", "flight", "F"};
    EXPECT_EQ(line_chosen({all}, of_tui()), 1u) << "without criteria it holds for everything";
    EXPECT_EQ(line_chosen({all, operator_only}, of_tui()), 2u) << "criteria are compared without case";
    EXPECT_EQ(line_chosen({operator_only, to_mallorca}, of_tui()), 1u);
    EXPECT_EQ(line_chosen({to_mallorca, operator_only}, of_tui()), 1u);
    EXPECT_EQ(line_chosen({all, other_type, exact, operator_only}, of_tui()), 3u);
    EXPECT_EQ(line_chosen({of_another, other_type}, of_tui()), 0u);
    EXPECT_EQ(line_chosen({exact}, service(10'000)), 0u) << "a service that says nothing fits no criterion";
}

// J-214: each of the five criteria limits on its own
TEST(Commission, EachCriterionLimits) {
    for (const auto member : {&CommissionLine::operator_code, &CommissionLine::product_type,
                              &CommissionLine::destination, &CommissionLine::price_text,
                              &CommissionLine::service_type}) {
        CommissionLine line{.commission_table = "A"};
        line.*member = "another";
        EXPECT_EQ(line_chosen({line}, of_tui()), 0u);
    }
}

// J-218: the table's period is that of the booking's day
TEST(Commission, ATableHoldsWithinItsPeriodElseThereIsNone) {
    auto table = percent("S", 500);
    table.valid_from = day("2027-01-01"), table.valid_until = day("2027-12-31");
    const auto on = [&](std::string_view text) {
        return commission_for(service(10'000), scheme(table), day(text), 0, nineteen);
    };
    EXPECT_EQ(on("2027-01-01").amount, 500);
    EXPECT_EQ(on("2027-12-31").amount, 500);
    EXPECT_EQ(on("2026-12-31").amount, 0);
    EXPECT_EQ(on("2028-01-01").ground, CommissionGround::not_valid);
}

// J-148 J-149: what a booking bears by another's scheme says whose it is
TEST(Commission, SaysWhereItComesFrom) {
    CommissionScheme scheme{500'001, {{.commission_table = "S"}, {.operator_code = "TUI", .commission_table = "K"}},
                            {percent("S", 300), percent("K", 500)}};
    const auto commission = commission_for(of_tui(), scheme, today, 0, nineteen);
    EXPECT_EQ(commission.from, 500'001);
    EXPECT_EQ(commission.line, 2u);
    EXPECT_EQ(commission.table, "K");
    EXPECT_EQ(commission.rate, 500);
    EXPECT_EQ(commission.amount, 500);
    scheme.tables.pop_back();
    EXPECT_EQ(commission_for(of_tui(), scheme, today, 0, nineteen).ground, CommissionGround::table_missing);
}

TEST(Commission, ACancelledServiceBearsNone) {
    auto cancelled = service(10'000);
    cancelled.cancelled = true;
    EXPECT_EQ(commission_for(cancelled, scheme(percent("S", 500)), today, 0, nineteen).amount, 0);
}

}  // namespace
}  // namespace kartei::bookings
