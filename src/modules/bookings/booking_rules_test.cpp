#include "modules/bookings/booking_rules.hpp"

#include <gtest/gtest.h>

#include "base/texts.hpp"
#include "modules/bookings/agency_settlement.hpp"
#include "modules/bookings/credit_limit.hpp"
#include "modules/bookings/service_line_fixture.hpp"

namespace kartei::bookings {
namespace {

using test::day;
using test::service;

// J-194
TEST(BookingRules, WhoIsBlockedIsRefusedWithTheReason) {
    EXPECT_TRUE(may_begin_booking(false, ""));
    const auto refused = may_begin_booking(true, "zahlt nicht");
    ASSERT_FALSE(refused);
    const auto& issue = refused.refusal().issues.at(0);
    EXPECT_EQ(issue.field, "customer");
    EXPECT_NE(text(Language::de, issue.key, issue.parameters).find("zahlt nicht"), std::string::npos);
    const auto unsaid = may_begin_booking(true, "").refusal().issues.at(0);
    EXPECT_EQ(text(Language::en, unsaid.key, unsaid.parameters).find("("), std::string::npos);
}

TEST(BookingRules, AgeIsWholeYearsOnTheDayOfDeparture) {
    EXPECT_EQ(age_on(day("2015-07-17"), day("2027-07-16")), 11);
    EXPECT_EQ(age_on(day("2015-07-17"), day("2027-07-17")), 12);
    EXPECT_EQ(age_on(day("2012-02-29"), day("2027-02-28")), 14);
    EXPECT_EQ(age_on(day("2012-02-29"), day("2027-03-01")), 15);
    EXPECT_EQ(age_on(day("2027-07-17"), day("2027-07-17")), 0);
    EXPECT_EQ(age_on(day("2027-07-18"), day("2027-07-17")), std::nullopt) << "not born yet";
    EXPECT_TRUE(grows_older_between(day("2025-07-20"), day("2027-07-17"), day("2027-07-31")));
    EXPECT_FALSE(grows_older_between(day("2025-08-20"), day("2027-07-17"), day("2027-07-31")));
}

// J-140 J-141: limit 5,000, booked 4,800
TEST(CreditLimit, WarnsWhenTheBookingPassesItWithTheThreeFigures) {
    const std::vector<BookedSum> booked{{300'000, 300'000}, {180'000, 0}, {900'000, 0, true}};
    EXPECT_EQ(credit_warning(500'000, CreditBasis::booked, booked, {20'000}), std::nullopt);
    EXPECT_EQ(credit_warning(500'000, CreditBasis::booked, booked, {20'001}),
              (CreditWarning{500'000, 480'000, 500'001}));
    EXPECT_EQ(credit_warning(std::nullopt, CreditBasis::booked, booked, {900'000}), std::nullopt);
}

// J-140: the other basis is what is unpaid
TEST(CreditLimit, ByWhatIsOpenPaidTripsDoNotCount) {
    const std::vector<BookedSum> booked{{300'000, 300'000}, {180'000, 0}, {50'000, 60'000}};
    EXPECT_EQ(credit_warning(200'000, CreditBasis::open, booked, {20'000}), std::nullopt);
    EXPECT_EQ(credit_warning(200'000, CreditBasis::open, booked, {30'001, 10'000}),
              (CreditWarning{200'000, 180'000, 200'001}));
}

// bookings.md 7: 8 % of 1,000.00, tax 19 %
TEST(AgencySettlement, TheAgencyKeepsItsCommissionWithTheTaxOfIt) {
    EXPECT_EQ(settle(service(100'000), 8'000, 1'900, true), (AgencySettlement{8'000, 1'520, 90'480, 90'480}));
    EXPECT_EQ(settle(service(100'000), 8'000, 1'900, false), (AgencySettlement{8'000, 1'520, 90'480, -9'520}))
        << "the house collected: the agency has a credit";
}

}  // namespace
}  // namespace kartei::bookings
