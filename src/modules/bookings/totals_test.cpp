#include "modules/bookings/totals.hpp"

#include <gtest/gtest.h>

#include <random>

#include "modules/bookings/service_line_fixture.hpp"
#include "modules/bookings/surcharges.hpp"

namespace kartei::bookings {
namespace {

using test::people;
using test::service;

TEST(BookingRounding, IsHalfAwayFromZeroAndExactForLongAmounts) {
    EXPECT_EQ(share_of(99'990, 500), 5'000) << "49.995";
    EXPECT_EQ(share_of(-99'990, 500), -5'000);
    EXPECT_EQ(share_of(99'989, 500), 4'999) << "49.9945";
    EXPECT_EQ(part_of(1, 1, 3), 0);
    EXPECT_EQ(part_of(2, 1, 3), 1);
    EXPECT_EQ(part_of(-2, 1, 3), -1);
    EXPECT_EQ(share_of(999'999'999'999'999, whole), 999'999'999'999'999) << "times the rate it passes 64 bits";
}

/// Services 1,000, discount 50, amounts 20, fees 25, of which 400 are paid.
BookingRows worked_example() {
    BookingRows rows;
    rows.services = {service(100'000)};
    rows.services[0].commission = 5'000;
    rows.amounts = {{"Kurtaxe", 2'000}};
    rows.fees = {2'500};
    rows.payments = {50'000, -10'000};
    return rows;
}

TEST(BookingTotals, AddUpServicesLessDiscountAmountsFeesAndCharges) {
    EXPECT_EQ(totals_of(worked_example()),
              (Totals{100'000, 5'000, 2'000, 2'500, 0, 99'500, 40'000, 59'500}));
}

TEST(BookingTotals, TurnoverLeavesOutAmountsUnlessAskedAndFeesAlways) {
    const auto totals = totals_of(worked_example());
    EXPECT_EQ(totals.turnover(), 95'000);
    EXPECT_EQ(totals.turnover(true), 97'000);
}

TEST(BookingTotals, OfACancelledServiceOnlyTheChargeIsLeft) {
    auto rows = worked_example();
    rows.services[0].cancelled = true;
    rows.charges = {36'000};
    const auto totals = totals_of(rows);
    EXPECT_EQ(totals.services, 0);
    EXPECT_EQ(totals.commission, 0) << "its discount is taken back whole";
    EXPECT_EQ(totals.turnover(), 36'000);
    EXPECT_EQ(totals.total, 36'000 + 2'000 + 2'500);
}

// J-181 J-182: 12.50 for each who travels; four people, one cancelled
TEST(BookingTotals, ASurchargePerParticipantCountsWhoTravels) {
    BookingRows rows;
    rows.travellers = people(4, 1);
    rows.amounts =
        surcharges_of({{"Transfer", "", 1'250, "person"}, {"Service", "Bearbeitung", 500, "booking"}}, 0, true);
    EXPECT_EQ(sum_of(rows.amounts[0], travelling(rows.travellers)), 3'750);
    EXPECT_EQ(totals_of(rows).amounts, 3'750 + 500);
    EXPECT_EQ(rows.amounts[0].text, "Transfer") << "a line without a text is named by its kind";
    EXPECT_EQ(rows.amounts[1].text, "Bearbeitung");
}

// J-182
TEST(BookingTotals, ASurchargeSaysWhoseItIs) {
    const std::vector<SurchargeLine> lines{{"Transfer", "", 1'250, "person"}};
    EXPECT_EQ(surcharges_of(lines, 100'001, true)[0].source, "own");
    EXPECT_EQ(surcharges_of(lines, 500'001, false)[0].source, "500001");
}

TEST(BookingTotals, AServiceIsForItsParticipantsOrForEverybody) {
    auto flight = service(10'000);
    EXPECT_EQ(travelling(people(4, 1), flight), 3);
    flight.participants = {1, 4};
    EXPECT_EQ(travelling(people(4, 1), flight), 1) << "the fourth no longer travels";
}

TEST(BookingTotals, OpenIsWhatOfTheTotalWasNotPaidWhateverTheRows) {
    std::mt19937_64 random(14);
    const auto amount = [&] { return std::uniform_int_distribution<std::int64_t>(-50'000, 500'000)(random); };
    for (int round = 0; round < 1'000; ++round) {
        BookingRows rows;
        std::int64_t total = 0, paid = 0;
        for (auto left = random() % 6; left > 0; --left) {
            rows.services.push_back(service(amount(), static_cast<std::int64_t>(random() % 5)));
            auto& one = rows.services.back();
            one.commission = amount() / 20, one.cancelled = random() % 4 == 0;
            if (!one.cancelled) total += one.count * one.unit_price - one.commission;
        }
        for (auto* list : {&rows.fees, &rows.charges}) list->push_back(amount()), total += list->back();
        rows.payments = {amount(), amount()}, paid = rows.payments[0] + rows.payments[1];
        const auto totals = totals_of(rows);
        ASSERT_EQ(totals.total, total) << round;
        ASSERT_EQ(totals.open, total - paid) << round;
    }
}

}  // namespace
}  // namespace kartei::bookings
