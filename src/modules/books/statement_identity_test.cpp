#include "modules/books/statement_identity.hpp"

#include <gtest/gtest.h>

namespace kartei::books {
namespace {

using enum Kinship;

StatementIdentity of(const std::string& number, std::optional<std::int64_t> opening, std::optional<std::int64_t> closing,
                     const std::string& opened_on = "2026-03-02", const std::string& closed_on = "2026-03-02") {
    return {number, opened_on, closed_on, opening, closing};
}

TEST(StatementIdentity, TheSameStatementIsOneWhateverItIsCalled) {
    EXPECT_EQ(kinship(of("12", 100, 200), of("12", 100, 200), {}), overlap);
    EXPECT_EQ(kinship(of("12", 100, 200), of("A7", 100, 200), {}), overlap);
    EXPECT_EQ(kinship(of("12", 100, 200), of("12", {}, {}), {}), overlap);
    EXPECT_EQ(kinship(of("12", 100, 200), of("13", 100, 200, "2026-04-02", "2026-04-02"), {}), unsure)
        << "the same balances another day";
}

TEST(StatementIdentity, OneThatGoesOnWhereTheOtherEndedIsAnother) {
    EXPECT_EQ(kinship(of("12", 100, 200), of("13", 200, 250), {}), apart);
    EXPECT_EQ(kinship(of("13", 200, 250), of("12", 100, 200), {}), apart);
    const std::vector<StatementIdentity> stored{of("12", 100, 200), of("13", 200, 250)};
    EXPECT_EQ(kinship(of("14", 250, 300), stored[0], stored), apart) << "over the one between";
    EXPECT_EQ(kinship(of("14", 250, 300), stored[1], stored), apart);
    EXPECT_EQ(kinship(of("12", 100, 200), of("12", 200, 250), {}), unsure) << "but under one number";
    EXPECT_EQ(kinship(of("12", 100, 100), of("13", 100, 250), {}), unsure) << "or part of the longer one";
}

TEST(StatementIdentity, ALongerOneHoldsTheShorter) {
    const auto month = of("M3", 100, 900, "2026-02-28", "2026-03-31");
    EXPECT_EQ(kinship(of("12", 200, 250), month, {}), overlap);
    EXPECT_EQ(kinship(of("12", 100, 250), of("D", 100, 300), {}), overlap) << "they begin alike";
    EXPECT_EQ(kinship(of("12", 200, 250), of("D", 100, 250), {}), overlap) << "they end alike";
    const std::vector<StatementIdentity> day{of("12", 100, 200), of("13", 200, 250), of("14", 250, 400)};
    EXPECT_EQ(kinship(of("D", 100, 900), day[1], day), overlap) << "balances lead to it from the beginning";
}

TEST(StatementIdentity, WhatTellsNothingIsUnsure) {
    EXPECT_EQ(kinship(of("12", 100, 200), of("15", 400, 450), {}), unsure);
    EXPECT_EQ(kinship(of("12", 100, 200), of("N1", {}, {}), {}), unsure) << "a notification";
    EXPECT_EQ(kinship(of("N1", {}, {}), of("N2", {}, {}), {}), unsure);
    EXPECT_EQ(kinship(of("", {}, {}, "", ""), of("", {}, {}, "", ""), {}), overlap) << "lists of whole days";
}

}  // namespace
}  // namespace kartei::books
