#include "modules/books/journal.hpp"

#include <gmock/gmock.h>

#include <random>

namespace kartei::books {
namespace {

JournalLine line(const std::string& cause, const std::string& debit, const std::string& credit,
                 const std::string& day = "2026-03-01") {
    JournalLine one;
    one.day = day, one.debit = debit, one.credit = credit, one.cause = cause;
    one.posting = "hotel", one.tax = "standard", one.rate = 1900;
    return one;
}

Journal journal_of(std::initializer_list<std::pair<JournalLine, std::int64_t>> lines) {
    Journal journal;
    for (const auto& [one, amount] : lines) add_posting(journal, one, amount);
    return journal;
}

TEST(Journal, WhatIsNegativeChangesSides) {
    const auto journal = journal_of({{line("a", "10001", "8400"), -119'00}, {line("b", "10001", "8400"), 0}});
    ASSERT_EQ(journal.size(), 1u) << "nothing is no posting";
    EXPECT_EQ(journal[0].debit, "8400");
    EXPECT_EQ(journal[0].credit, "10001");
    EXPECT_EQ(journal[0].amount, 119'00);
    EXPECT_EQ(journal[0].tax_amount, 19'00);
}

TEST(Journal, OnlyTheDifferenceIsStillToBeExported) {
    const auto exported = journal_of({{line("a", "10001", "8400"), 100'00}, {line("b", "10001", "8400"), 50'00}});
    EXPECT_TRUE(still_to_export(exported, exported, "2026-04-01").empty());
    const auto now = journal_of({{line("a", "10001", "8400"), 80'00}, {line("c", "10002", "8400", "2026-03-02"), 7'00}});
    const auto open = still_to_export(now, exported, "2026-04-01");
    ASSERT_EQ(open.size(), 3u);
    EXPECT_EQ(open[0].cause, "c");
    EXPECT_EQ(open[0].day, "2026-03-02") << "what is new keeps its day";
    EXPECT_EQ(open[1].cause, "a");
    EXPECT_EQ(open[1].day, "2026-04-01") << "what corrects is of today";
    EXPECT_EQ(open[1].debit, "8400");
    EXPECT_EQ(open[1].amount, 20'00);
    EXPECT_EQ(open[2].cause, "b");
    EXPECT_EQ(open[2].amount, 50'00) << "what is gone goes back whole";
}

TEST(Journal, AnotherAccountOfTheSameCauseMovesTheAmount) {
    const auto exported = journal_of({{line("a", "10001", "8400"), 100'00}});
    const auto open = still_to_export(journal_of({{line("a", "10002", "8400"), 100'00}}), exported, "2026-04-01");
    ASSERT_EQ(open.size(), 2u);
    const auto balances = balances_of(open);
    EXPECT_EQ(balances.at({"2026-04-01", "10001"}), -100'00);
    // The new debtor's posting is of the day of its cause.
    EXPECT_EQ(balances.at({"2026-03-01", "10002"}), 100'00);
}

TEST(Journal, AnInvoiceIsPostedByItsPartsToTheCent) {
    const RevenueParts now{{"hotel", "standard", 1900, 333'33, 0}, {"flight", "margin", 1900, 333'33, 300'00},
                           {"fees", "standard", 1900, 333'34, 0}};
    const auto whole = parts_of_papers({{"invoice", "R1", "2026-03-01", 1'000'00, "", {}}}, now, now);
    EXPECT_EQ(whole[0], now);
    const auto cut = parts_of_papers({{"invoice", "R1", "2026-03-01", 100'00, "", {}}}, now, now)[0];
    EXPECT_EQ(sum_of(cut), 100'00);
    EXPECT_EQ(cut[0].gross, 33'33);
    EXPECT_EQ(cut[2].gross, 33'34);
}

TEST(Journal, WhatTakesAPaperBackPostsItsPartsTheOtherWayRound) {
    const RevenueParts booked{{"hotel", "standard", 1900, 500'00, 0}}, charged{{"charges", "outside", 0, 100'00, 0}};
    const auto parts = parts_of_papers({{"invoice", "R1", "2026-03-01", 500'00, "", {}},
                                        {"cancellation_invoice", "S1", "2026-03-05", -500'00, "R1", {}},
                                        {"invoice", "R2", "2026-03-05", 100'00, "", {}}},
                                       charged, booked);
    EXPECT_EQ(parts[0], booked);
    ASSERT_EQ(parts[1].size(), 1u);
    EXPECT_EQ(parts[1][0].posting, "hotel");
    EXPECT_EQ(parts[1][0].gross, -500'00);
    EXPECT_EQ(parts[2], charged);
}

// Whatever happens between exports, what all of them hold is what there is, and every day is level.
TEST(Journal, ExportsOfRandomHousesAddUpToTheJournal) {
    std::mt19937 random(17);
    const auto any = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    for (int house = 0; house < 50; ++house) {
        Journal exported, derived;
        for (int round = 0; round < 6; ++round) {
            derived.clear();
            for (int i = 0; i < 20; ++i)
                add_posting(derived,
                            line("c" + std::to_string(i), std::to_string(10'000 + any(3)), std::to_string(8'400 + any(2)),
                                 "2026-03-0" + std::to_string(1 + any(9))),
                            any(5) == 0 ? 0 : any(20'000) - 5'000);
            for (const auto& open : still_to_export(derived, exported, "2026-04-01")) exported.push_back(open);
            EXPECT_TRUE(still_to_export(derived, exported, "2026-04-02").empty());
        }
        std::map<std::string, std::int64_t> accounts, days;
        for (const auto& [key, balance] : balances_of(exported)) accounts[key.second] += balance, days[key.first] += balance;
        for (const auto& [key, balance] : balances_of(derived)) accounts[key.second] -= balance;
        for (const auto& [account, balance] : accounts) EXPECT_EQ(balance, 0) << account;
        for (const auto& [day, balance] : days) EXPECT_EQ(balance, 0) << day;
    }
}

}  // namespace
}  // namespace kartei::books
