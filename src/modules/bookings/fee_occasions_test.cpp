#include "modules/bookings/fee_occasions.hpp"

#include <gtest/gtest.h>

#include "modules/bookings/service_line_fixture.hpp"

namespace kartei::bookings {
namespace {

using test::people;
using test::service;

FeeRule of_booking(std::string occasion, std::int64_t amount) {
    return {.code = occasion, .text = "Gebühr", .kind = "booking", .occasion = occasion, .amount = amount};
}

std::vector<ChargedFee> fees(const std::vector<FeeRule>& rules, const Happening& happening,
                             const std::vector<ChargedFee>& charged = {}) {
    return fees_for(rules, happening, people(4, 1), charged, 100'001);
}

// J-161: four people, one cancelled
TEST(FeeOccasions, AFeeIsChargedOnceOrForEachWhoTravels) {
    auto rule = of_booking("first_entry", 1'000);
    const auto once = fees({rule}, {"first_entry"});
    ASSERT_EQ(once.size(), 1u);
    EXPECT_EQ(once[0].amount, 1'000);
    EXPECT_EQ(once[0].participants, 0);
    EXPECT_EQ(once[0].source, "100001");
    rule.per_participant = true;
    const auto each = fees({rule}, {"first_entry"});
    EXPECT_EQ(each[0].amount, 3'000);
    EXPECT_EQ(each[0].participants, 3);
}

// J-161
TEST(FeeOccasions, OnlyTheRulesOfTheOccasionCharge) {
    const std::vector<FeeRule> rules{of_booking("invoice", 500), of_booking("voucher", 300)};
    ASSERT_EQ(fees(rules, {"voucher", "V1"}).size(), 1u);
    EXPECT_EQ(fees(rules, {"voucher", "V1"})[0].rule, "voucher");
    EXPECT_TRUE(fees(rules, {"payment", "1"}).empty());
}

TEST(FeeOccasions, ARuleFiresOnceForOneOccasionAndAgainForTheNext) {
    const auto rules = std::vector{of_booking("invoice", 500)};
    auto charged = fees(rules, {"invoice", "R1"});
    ASSERT_EQ(charged.size(), 1u);
    EXPECT_TRUE(fees(rules, {"invoice", "R1"}, charged).empty()) << "a reprint is no occasion";
    EXPECT_EQ(fees(rules, {"invoice", "R2"}, charged).size(), 1u);
    EXPECT_EQ(fees({rules[0], rules[0]}, {"invoice", "R3"}, charged).size(), 1u) << "given twice it charges once";
}

TEST(FeeOccasions, WhatWasTakenOffByHandDoesNotComeBack) {
    const auto rules = std::vector{of_booking("first_entry", 500)};
    auto charged = fees(rules, {"first_entry"});
    charged.at(0).removed = true;
    EXPECT_TRUE(fees(rules, {"first_entry"}, charged).empty());
}

// J-161: rules of services by operator, product type, destination and service type
TEST(FeeOccasions, ARuleOfServicesChargesWhereItsCriteriaFit) {
    auto flight = service(10'000, 1, "TUI");
    flight.product_type = "flight", flight.destination = "PMI", flight.service_type = "charter";
    flight.participants = {1, 4};
    const Happening entered{"service_added", "1", &flight};
    const FeeRule any{.code = "S", .kind = "service", .amount = 700, .per_participant = true};
    ASSERT_EQ(fees({any}, entered).size(), 1u);
    EXPECT_EQ(fees({any}, entered)[0].amount, 700) << "of the two it is for, one travels";
    EXPECT_TRUE(fees({of_booking("service_added", 500)}, entered).empty());
    EXPECT_TRUE(fees({any}, {"first_entry"}).empty());
    for (const auto member :
         {&FeeRule::operator_code, &FeeRule::product_type, &FeeRule::destination, &FeeRule::service_type}) {
        auto rule = any;
        rule.*member = "another";
        EXPECT_TRUE(fees({rule}, entered).empty());
    }
    auto exact = any;
    exact.operator_code = "tui", exact.product_type = "flight", exact.destination = "PMI",
    exact.service_type = "charter";
    EXPECT_EQ(fees({exact}, entered).size(), 1u);
}

TEST(FeeOccasions, ACallChargesOnceOrForEachBlockOfMinutesBegun) {
    auto rule = of_booking("phone_call", 200);
    EXPECT_EQ(fees({rule}, {"phone_call", "7", nullptr, 11})[0].amount, 200);
    rule.minutes = 5;
    EXPECT_EQ(fees({rule}, {"phone_call", "7", nullptr, 11})[0].amount, 600);
    EXPECT_EQ(fees({rule}, {"phone_call", "7", nullptr, 10})[0].amount, 400);
    EXPECT_EQ(fees({rule}, {"phone_call", "7", nullptr, 0})[0].amount, 200);
}

}  // namespace
}  // namespace kartei::bookings
