// What is still to bill, and the tax on it: values in, values out.
#include "modules/papers/paper.hpp"

#include <gtest/gtest.h>

namespace kartei::papers {
namespace {

PaperLine line(std::int64_t row, std::int64_t count, std::int64_t price, const std::string& tax = "standard") {
    PaperLine made{"services", row, "Hotel"};
    made.count = count;
    made.unit_price = price;
    made.gross = count * price;
    made.tax = tax;
    made.rate = tax == "standard" || tax == "margin" ? 1'900 : 0;
    return made;
}

TEST(PaperLines, WhatWasBilledIsNotBilledAgain) {
    const std::vector now{line(1, 2, 500'00), line(2, 1, 30'00)};
    const auto left = still_to_bill(now, {line(1, 2, 500'00)});
    ASSERT_EQ(left.size(), 1u);
    EXPECT_EQ(left[0].row, 2);
}

TEST(PaperLines, OneOfTwoComesBackByCount) {
    const auto left = still_to_bill({line(1, 1, 500'00)}, {line(1, 2, 500'00)});
    ASSERT_EQ(left.size(), 1u);
    EXPECT_EQ(left[0].count, -1);
    EXPECT_EQ(left[0].sum(), -500'00);
}

TEST(PaperLines, WhatIsGoneComesBackWhole) {
    auto billed = line(1, 2, 500'00);
    billed.discount = 50'00;
    const auto left = still_to_bill({}, {billed});
    ASSERT_EQ(left.size(), 1u);
    EXPECT_EQ(left[0].sum(), -950'00);
    EXPECT_TRUE(still_to_bill({}, {billed, taken_back({billed})[0]}).empty()) << "nothing stays of an invoice taken back";
}

TEST(PaperLines, AnotherTaxIsBilledApart) {
    const auto left = still_to_bill({line(1, 1, 100'00, "zero")}, {line(1, 1, 100'00)});
    ASSERT_EQ(left.size(), 2u);
    EXPECT_EQ(left[0].sum(), 100'00);
    EXPECT_EQ(left[1].sum(), -100'00);
}

TEST(PaperLines, ADiscountOfWhatIsSoldForAnotherStandsOutside) {
    auto sold = line(1, 1, 1'000'00, "intermediated");
    sold.discount = 50'00;
    const std::vector<PaperTax> expected{{"intermediated", 0, 1'000'00, 0}, {"outside", 0, -50'00, 0}};
    EXPECT_EQ(taxes_of({sold}), expected);
}

TEST(PaperLines, ComeBackFromTheSnapshot) {
    Paper paper;
    paper.kind = "invoice";
    paper.lines = {line(1, 2, 333'30), line(2, 1, 5'00, "margin")};
    paper.address = {"Anna Berg", "53111 Bonn"};
    const auto text = snapshot_of(paper).dump();
    const auto lines = lines_in(text);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].gross, 666'60);
    EXPECT_EQ(lines[1].tax, "margin");
    EXPECT_EQ(head_in(text).address, paper.address);
}

}  // namespace
}  // namespace kartei::papers
