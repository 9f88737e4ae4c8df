// The account of points as values: order of uses, expiry, what is missing, and what always adds up.
#include "modules/bonus/bonus_account.hpp"

#include <gtest/gtest.h>

#include <random>

namespace kartei::bonus {
namespace {

Date day(const char* written) { return *read_date(written); }

Lot lot(const std::string& on, std::int64_t points, const std::string& expires_on = "") {
    Lot one;
    one.earned_on = on, one.points = points, one.expires_on = expires_on;
    return one;
}

Use use(const std::string& on, std::int64_t points) {
    Use one;
    one.used_on = on, one.points = points;
    return one;
}

std::vector<std::int64_t> left_of(const Account& account) {
    std::vector<std::int64_t> left;
    for (const auto& one : account.lots) left.push_back(one.left);
    return left;
}

TEST(BonusAccount, TheLotThatExpiresSoonestIsRedeemedFirst) {
    const auto account = account_on(
        day("2026-03-01"),
        {lot("2026-01-01", 100), lot("2026-01-02", 50, "2026-12-31"), lot("2026-01-03", 70, "2026-06-30")},
        {use("2026-02-01", 90)}, {});
    EXPECT_EQ(left_of(account), (std::vector<std::int64_t>{100, 30, 0}));
    EXPECT_EQ(account.balance(), 130);
    EXPECT_EQ(next_to_expire(account)->on, "2026-12-31");
    EXPECT_EQ(next_to_expire(account)->points, 30);
}

TEST(BonusAccount, AYearWithoutNewPointsLosesAll) {
    const ExpiryRule rule{.when_idle = true};
    const std::vector<Lot> lots{lot("2024-02-29", 10), lot("2025-02-28", 20), lot("2025-12-01", 40)};
    // Each came within a year of the one before: all live until a year behind the last.
    EXPECT_EQ(account_on(day("2026-12-01"), lots, {}, rule).balance(), 70);
    const auto after = account_on(day("2026-12-02"), lots, {}, rule);
    EXPECT_EQ(after.balance(), 0);
    EXPECT_EQ(after.expired, 70);
    // New points after a year begin anew.
    const auto anew = account_on(day("2027-01-01"), {lots[0], lots[1], lots[2], lot("2026-12-02", 5)}, {}, rule);
    EXPECT_EQ(anew.balance(), 5);
    EXPECT_EQ(account_on(day("2030-01-01"), lots, {}, {}).balance(), 70);
}

TEST(BonusAccount, ALotLastsItsMonths) {
    const ExpiryRule rule{.valid_months = 6};
    const std::vector<Lot> lots{lot("2026-08-31", 10), lot("2026-10-01", 20)};
    EXPECT_EQ(account_on(day("2027-02-28"), lots, {}, rule).balance(), 30);
    EXPECT_EQ(account_on(day("2027-03-01"), lots, {}, rule).balance(), 20);
}

TEST(BonusAccount, WhatIsRedeemedWithoutBeingThereIsMissing) {
    const auto account = account_on(day("2026-03-01"), {lot("2026-01-01", 30)}, {use("2026-02-01", 100)}, {});
    EXPECT_EQ(account.balance(), -70);
    EXPECT_EQ(account.missing, 70);
    // What comes later pays it first.
    const auto later = account_on(day("2026-04-01"), {lot("2026-01-01", 30), lot("2026-03-15", 100)},
                                  {use("2026-02-01", 100)}, {});
    EXPECT_EQ(later.balance(), 30);
    EXPECT_EQ(later.missing, 0);
}

TEST(BonusAccount, WhatExpiredBeforeIsNotRedeemed) {
    const auto account =
        account_on(day("2026-03-01"), {lot("2025-01-01", 50, "2025-12-31")}, {use("2026-02-01", 20)}, {});
    EXPECT_EQ(account.expired, 50);
    EXPECT_EQ(account.missing, 20);
    EXPECT_EQ(account.balance(), -20);
}

TEST(BonusAccount, WholePointsAreEarnedAndPaidWith) {
    EXPECT_EQ(points_earned(99'999, 100, 2), 999);
    EXPECT_EQ(points_earned(99'999, 0, 2), 0);
    EXPECT_EQ(points_earned(-5'000, 100, 2), 0);
    EXPECT_EQ(points_earned(1'000, 50, 0), 500);
    EXPECT_EQ(points_to_pay(1'234, 100, 2), 1'234);
    EXPECT_EQ(points_to_pay(1'234, 5, 2), 62);  // 61.7: the last one is not divided
    EXPECT_EQ(worth_of(61, 5, 2), 1'220);
}

// issue 16: points = lots − uses, whatever happens; what is left is what the balance says, and nothing is below zero
// but what is missing
TEST(BonusAccount, RandomAccountsAddUp) {
    std::mt19937 random(7);
    const auto some_day = [&] { return write_date(add_days(day("2020-01-01"), static_cast<int>(random() % 2'500))); };
    for (int run = 0; run < 2'000; ++run) {
        std::vector<Lot> lots;
        std::vector<Use> uses;
        for (auto count = random() % 12; count > 0; --count) {
            const auto on = some_day();
            lots.push_back(lot(on, random() % 100, random() % 4 == 0 ? write_date(add_days(day(on.c_str()), 90)) : ""));
        }
        for (auto count = random() % 12; count > 0; --count) uses.push_back(use(some_day(), random() % 60));
        const ExpiryRule rule{random() % 2 == 0, static_cast<std::int64_t>(random() % 3) * 12};
        const auto account = account_on(day(some_day().c_str()), lots, uses, rule);
        std::int64_t left = 0, expired = 0;
        for (const auto& one : account.lots) {
            EXPECT_GE(one.left, 0);
            left += one.left, expired += one.expired;
        }
        EXPECT_GE(account.missing, 0);
        EXPECT_EQ(expired, account.expired);
        EXPECT_EQ(account.balance(), left - account.missing);
        EXPECT_EQ(account.came, account.used - account.missing + account.expired + left);
    }
}

}  // namespace
}  // namespace kartei::bonus
