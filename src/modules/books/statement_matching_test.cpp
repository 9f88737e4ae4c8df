#include "modules/books/statement_matching.hpp"

#include <gmock/gmock.h>

#include <random>

namespace kartei::books {
namespace {

MatchItem item(std::int64_t booking, std::int64_t customer, const std::string& name, std::int64_t open) {
    MatchItem one;
    one.booking = booking;
    one.customer_id = one.debtor_id = customer;
    one.customer_number = 100'000 + customer, one.debtor_number = 10'000 + customer;
    one.names = {name};
    one.papers = {"R-2026-" + std::to_string(booking)};
    one.open = open, one.due = {open};
    one.accounts = {customer};
    return one;
}

EntryToMatch entry(std::int64_t amount, const std::string& name, const std::string& text,
                   std::set<std::int64_t> account_of = {}) {
    EntryToMatch one;
    one.entry.amount = amount, one.entry.name = name, one.entry.text = text;
    one.entry.booked_on = "2026-03-01";
    one.account_of = std::move(account_of);
    return one;
}

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

/// Payers as they write (money.md 4): with a paper's number, a booking's, none at all; part of it, several at once,
/// charges taken off, a number with a slip, somebody else's account.
struct Made {
    EntryToMatch entry;
    std::vector<MatchPart> right;
};

class Payers {
public:
    explicit Payers(unsigned seed) : random_(seed) {
        for (int customer = 1; customer <= 150; ++customer) {
            const auto name = std::string(last_[any(20)]) + ", " + first_[any(20)];
            for (int i = 0; i <= any(3); ++i) items_.push_back(item(next_ += 1 + any(30), customer, name, amount()));
        }
    }
    const std::vector<MatchItem>& items() const { return items_; }

    Made made() {
        const auto& of = items_[static_cast<std::size_t>(any(static_cast<int>(items_.size())))];
        const auto comma = of.names[0].find(", ");
        const auto name = of.names[0].substr(comma + 2) + " " + of.names[0].substr(0, comma);
        Made made{entry(of.open, name, "", any(2) ? std::set<std::int64_t>{of.customer_id} : std::set<std::int64_t>{}),
                  {{of.booking, "", of.open, 0}}};
        const auto number = std::to_string(of.booking);
        auto& said = made.entry.entry;
        switch (any(9)) {
            case 0: said.text = "Rechnung R-2026-" + number; break;
            case 1: said.text = "R2026" + number + " vielen Dank"; break;
            case 2: said.text = "Vorgang " + number; break;
            case 3: said.text = "Reise KdNr " + std::to_string(*of.customer_number); break;
            case 4: said.amount = of.open / 2, made.right[0].amount = of.open / 2, said.text = "Anzahlung " + number; break;
            case 5: said.charges = 26'00, said.amount = of.open - 26'00, said.text = "Vorgang " + number; break;
            case 6: slip(said, number); break;
            case 7: said.name = "Karl-Heinz Anderlecht", made.entry.account_of = {}, said.text = "fuer " + number; break;
            default: together(made, of); break;
        }
        return made;
    }

private:
    int any(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
    std::int64_t amount() { return (2 + any(40)) * 50'00 + (any(3) == 0 ? any(100) : 0); }
    void slip(BankEntry& said, std::string number) {
        std::swap(number[1], number[2]);
        said.text = "Vorgang " + number;
    }
    void together(Made& made, const MatchItem& of) {
        made.right.clear();
        made.entry.entry.amount = 0, made.entry.entry.text = "Zahlung";
        for (const auto& one : items_)
            if (one.customer_id == of.customer_id) {
                made.right.push_back({one.booking, "", one.open, 0});
                made.entry.entry.amount += one.open;
                made.entry.entry.text += " " + std::to_string(one.booking);
            }
    }

    std::mt19937 random_;
    std::int64_t next_ = 40'000;
    std::vector<MatchItem> items_;
    static constexpr const char* last_[20] = {"Eriksson", "Weber", "Müller", "van den Berg", "Schmidt", "de Vries", "Jansen",
                                              "Hoffmann", "Bauer", "Keller", "Vogel", "Visser", "Bakker", "Fischer", "Meyer",
                                              "Schulz", "Wolf", "Peters", "Smit", "Braun"};
    static constexpr const char* first_[20] = {"Anna", "Ida", "Jan", "Pieter", "Max", "Eva", "Paul", "Lena", "Tom", "Nina",
                                               "Otto", "Ruth", "Klaas", "Sanne", "Uwe", "Ute", "Bram", "Fleur", "Jörg", "Käthe"};
};

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
