#include "modules/books/statement_matching.hpp"

#include <gmock/gmock.h>

#include "modules/books/random_payers.hpp"

namespace kartei::books {
namespace {

std::vector<std::string> keys(const Proposal& proposal) {
    std::vector<std::string> all;
    for (const auto& reason : proposal.reasons) all.push_back(reason.key);
    return all;
}

TEST(StatementMatching, AReferenceWithAmountAndNameIsClear) {
    const Matcher matcher({item(4711, 1, "Eriksson, Anna", 1'000'00), item(4712, 2, "Weber, Ida", 1'000'00)}, {});
    const auto found = matcher.proposals(entry(1'000'00, "Anna Eriksson", "Rechnung R 2026-4711"));
    ASSERT_FALSE(found.empty());
    EXPECT_TRUE(found[0].clear);
    EXPECT_EQ(found[0].parts, (std::vector<MatchPart>{{4711, "", 1'000'00, 0}}));
    EXPECT_THAT(keys(found[0]), ::testing::IsSupersetOf({"paper", "amount", "name"}));
}

TEST(StatementMatching, WhatSpeaksAgainstItLeavesItToAPerson) {
    const Matcher matcher({item(4711, 1, "Eriksson, Anna", 1'000'00), item(4712, 2, "Weber, Ida", 1'000'00)}, {});
    EXPECT_FALSE(matcher.proposals(entry(1'000'00, "Ida Weber", "Vorgang 4711"))[0].clear) << "another one's number";
    EXPECT_FALSE(matcher.proposals(entry(999'99, "Anna Eriksson", "Vorgang 4711"))[0].clear) << "another amount";
    EXPECT_FALSE(matcher.proposals(entry(1'000'00, "Anna Eriksson", "Urlaub"))[0].clear) << "no reference";
    EXPECT_FALSE(matcher.proposals(entry(1'000'00, "Anna Eriksson", "4711 und 4712"))[0].clear) << "two references";
    for (const auto& one : matcher.proposals(entry(1'000'00, "Anna Eriksson", "947110"))) EXPECT_FALSE(one.clear);
}

TEST(StatementMatching, ChargesPartsAndSeveralItems) {
    const Matcher matcher({item(4711, 1, "Eriksson, Anna", 1'526'00), item(4713, 1, "Eriksson, Anna", 300'00),
                           item(4714, 1, "Eriksson, Anna", -100'00)},
                          {});
    auto with_charges = entry(1'500'00, "Anna Eriksson", "Vorgang 4711");
    with_charges.entry.charges = 26'00;
    EXPECT_EQ(matcher.proposals(with_charges)[0].parts[0].amount, 1'526'00);
    EXPECT_TRUE(matcher.proposals(with_charges)[0].clear);
    const auto both = matcher.proposals(entry(1'826'00, "Anna Eriksson", "Vorgang 4711 + 4713"))[0];
    EXPECT_EQ(both.parts.size(), 2u);
    EXPECT_TRUE(both.clear);
    const auto netted = matcher.proposals(entry(200'00, "Anna Eriksson", "Rest abzueglich Gutschrift"))[0];
    EXPECT_EQ(netted.parts, (std::vector<MatchPart>{{4713, "", 300'00, 0}, {4714, "", -100'00, 0}}));
    EXPECT_FALSE(netted.clear);
    const auto part = matcher.proposals(entry(500'00, "Anna Eriksson", "Anzahlung Vorgang 4711"))[0];
    EXPECT_EQ(part.parts[0].booking, 4711);
    EXPECT_THAT(keys(part), ::testing::Contains("part"));
}

TEST(StatementMatching, ADebitThatCameBackFindsItsPayment) {
    const Matcher matcher({}, {{4711, 2, 100'00, "direct_debit", "2026-03-01", "Lastschrift (R1-1-4711)", {"Eriksson"}},
                               {4712, 1, 100'00, "direct_debit", "2026-03-01", "Lastschrift (R1-2-4712)", {"Weber"}}});
    auto back = entry(-103'00, "Eriksson", "Ruecklastschrift");
    back.entry.end_to_end = "R1-1-4711", back.entry.charges = 3'00, back.entry.reason = "AC04";
    const auto found = matcher.proposals(back);
    ASSERT_FALSE(found.empty());
    EXPECT_TRUE(found[0].clear);
    EXPECT_EQ(found[0].parts, (std::vector<MatchPart>{{4711, "", -100'00, 2}}));
}

// money.md 4: 500 statements; what is clear is right, nothing wrong is posted, of the rest the right one stands first in 95 %
TEST(StatementMatching, OfFiveHundredStatementsNothingIsPostedWrong) {
    int clear = 0, wrong = 0, rest = 0, first = 0;
    for (unsigned house = 0; house < 10; ++house) {
        Payers payers(house + 1);
        const Matcher matcher(payers.items(), {});
        for (int i = 0; i < 50; ++i) {
            const auto made = payers.made();
            const auto found = matcher.proposals(made.entry);
            auto right = made.right;
            const bool is_right = !found.empty() && std::is_permutation(right.begin(), right.end(), found[0].parts.begin(),
                                                                        found[0].parts.end());
            if (!found.empty() && found[0].clear) {
                ++clear;
                wrong += is_right ? 0 : 1;
                EXPECT_TRUE(is_right) << made.entry.entry.text << " " << made.entry.entry.name;
            } else {
                ++rest;
                first += is_right ? 1 : 0;
            }
        }
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_GE(clear, 225) << "and about half are clear";
    EXPECT_GE(first * 100, rest * 95) << first << " of " << rest;
}

}  // namespace
}  // namespace kartei::books
