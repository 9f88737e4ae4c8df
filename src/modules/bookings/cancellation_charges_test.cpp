#include "modules/bookings/cancellation_charges.hpp"

#include <gtest/gtest.h>

#include "modules/bookings/commission_reckoning.hpp"
#include "modules/bookings/service_line_fixture.hpp"
#include "modules/bookings/totals.hpp"

namespace kartei::bookings {
namespace {

using test::people;
using test::service;

/// In general 20 %; until 29 days before departure 30 %, 21: 40 %, 14: 60 %, 6: 80 %; at least 50.00.
CancellationTerms worked_terms() {
    return {"commission_table K", 2'000, 5'000, {{6, 8'000}, {29, 3'000}, {14, 6'000}, {21, 4'000}}};
}

// J-221: 1,200.00 and 133.35, 27 days before departure
TEST(CancellationCharges, AreAPercentageOfEachServiceByTheDaysLeft) {
    const auto terms = worked_terms();
    const auto both = cancellation_charges({{service(120'000), &terms}, {service(13'335), &terms}}, 27);
    ASSERT_EQ(both.charges.size(), 2u);
    EXPECT_EQ(both.charges[0].amount, 36'000);
    EXPECT_EQ(both.charges[1].amount, 4'001) << "of 40.005, rounded for each service";
    EXPECT_EQ(both.charges[1].source, "commission_table K");
    EXPECT_EQ(both.total, 40'001);
}

// J-221
TEST(CancellationCharges, AreAtLeastTheMinimumOfTheBookingAndAtMostThePrice) {
    auto terms = worked_terms();
    const auto total = [&](std::int64_t price) { return cancellation_charges({{service(price), &terms}}, 27).total; };
    EXPECT_EQ(total(13'335), 5'000);
    EXPECT_EQ(total(3'000), 3'000);
    terms.charged_before = 4'500;
    EXPECT_EQ(total(1'000), 300 + 200) << "what was charged earlier counts for the minimum";
}

// J-218 J-221
TEST(CancellationCharges, TakeTheRowWithTheFewestDaysThatIsNotBelowThoseLeft) {
    const auto terms = worked_terms();
    const std::vector<std::pair<int, Rate>> expected{{90, 2'000}, {30, 2'000}, {29, 3'000}, {22, 3'000}, {21, 4'000},
                                                     {14, 6'000}, {6, 8'000},  {0, 8'000},  {-3, 8'000}};
    for (const auto& [days, rate] : expected) EXPECT_EQ(cancellation_rate(terms, days), rate) << days;
}

// J-221: conditions of the table, else of the operator, else by hand
TEST(CancellationCharges, ComeFromTheTableElseFromTheOperatorElseByHand) {
    const auto table = worked_terms();
    const CancellationTerms without{"commission_table L"}, of_operator{"operator TUI", 1'000};
    EXPECT_EQ(terms_in_force(&table, &of_operator), &table);
    EXPECT_EQ(terms_in_force(&without, &of_operator), &of_operator);
    EXPECT_EQ(terms_in_force(nullptr, &without), nullptr);
    const auto charges = cancellation_charges({{service(10'000), &of_operator}, {service(10'000), nullptr}}, 5);
    EXPECT_EQ(charges.total, 1'000);
    EXPECT_EQ(charges.by_hand, (std::vector<std::size_t>{1}));
}

// J-221: its 5 % discount of 66.67 is 0.00 afterwards
TEST(CancellationCharges, TheDiscountOnCancelledServicesIsTakenBackWhole) {
    BookingRows rows{.services = {service(120'000), service(13'335)}};
    const CommissionScheme scheme{1, {{.commission_table = "S"}}, {{.code = "S", .rate = 500}}};
    for (auto& one : rows.services) one.commission = commission_for(one, scheme, test::day("2027-05-01"), 0, 0).amount;
    EXPECT_EQ(totals_of(rows).commission, 6'667);
    for (auto& one : rows.services) one.cancelled = true;
    EXPECT_EQ(totals_of(rows).commission, 0);
}

std::int64_t sum(std::int64_t ServiceLine::*member, const PartedService& parted) {
    return parted.stays.*member + parted.cancelled.*member;
}

TEST(PartedServices, GoByCountWhereThatCanBeDivided) {
    auto flight = service(25'000, 4);
    flight.commission = 5'001, flight.purchase_price = 80'000;
    const auto parted = part_service(flight, people(4), {2});
    EXPECT_EQ(parted.stays.count, 3);
    EXPECT_EQ(parted.cancelled.count, 1);
    EXPECT_EQ(parted.cancelled.unit_price, 25'000);
    EXPECT_TRUE(parted.cancelled.cancelled);
    EXPECT_FALSE(parted.stays.cancelled);
    EXPECT_EQ(parted.cancelled.participants, (std::vector<std::int64_t>{2}));
    EXPECT_EQ(parted.stays.participants, (std::vector<std::int64_t>{1, 3, 4}));
    EXPECT_EQ(sum(&ServiceLine::commission, parted), 5'001);
    EXPECT_EQ(parted.cancelled.purchase_price, 20'000);
}

TEST(PartedServices, GoByPriceElseAndCostTogetherWhatItCost) {
    const auto parted = part_service(service(100'001, 1), people(3), {3});
    EXPECT_EQ(parted.cancelled.price(), 33'334);
    EXPECT_EQ(parted.stays.price(), 66'667);
}

TEST(PartedServices, WhoDoesNotTakePartOrLeftBeforeChangesNothing) {
    auto room = service(90'000);
    room.participants = {1, 2};
    const auto untouched = part_service(room, people(3), {3});
    EXPECT_EQ(untouched.stays.price(), 90'000);
    EXPECT_EQ(untouched.cancelled.price(), 0);
    const auto whole_room = part_service(room, people(3), {1, 2});
    EXPECT_EQ(whole_room.stays.price(), 0);
    EXPECT_EQ(whole_room.cancelled.price(), 90'000);
    EXPECT_EQ(part_service(service(10'000, 3), people(4, 1), {1}).cancelled.count, 1) << "the fourth had left before";
}

}  // namespace
}  // namespace kartei::bookings
