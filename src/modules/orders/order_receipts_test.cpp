// Receipt numbers of the counter, through HTTP: each payment has one, none is missing, whatever happens meanwhile.
#include <gmock/gmock.h>

#include <thread>

#include "modules/orders/counter_fixture.hpp"
#include "modules/orders/order_receipts.hpp"
#include "sql/fault_point.hpp"

namespace kartei::orders {
namespace {

using testing::ElementsAre;
using test::Json;

class OrderReceipts : public AtTheCounter {
protected:
    /// "B2026-00001 30.00", void ones in brackets.
    std::vector<std::string> receipts() {
        return db().read([](sql::Transaction& transaction) {
            EXPECT_EQ(check_receipts(transaction), 0);
            std::vector<std::string> all;
            auto rows = transaction.query("SELECT number, amount, voided_at FROM order_receipt ORDER BY year, place");
            while (rows.next()) {
                const auto words = rows.string(0) + " " + std::to_string(rows.integer(1));
                all.push_back(rows.string(2).empty() ? words : "(" + words + ")");
            }
            return all;
        });
    }
    Json sold(const std::string& row, const std::string& seat_name, const std::string& amount) {
        const auto answer = sell("anna", {wanted(seat(row, seat_name))}, cash(amount));
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
};
ON_BOTH_ENGINES(OrderReceipts);

// J-196, J-197: money.md 1, each payment with its receipt, in and out.
TEST_P(OrderReceipts, EachPaymentHasTheNextNumber) {
    const Json two{{{"kind", "cash"}, {"amount", "20.00"}}, {{"kind", "voucher"}, {"amount", "10.00"}}};
    const auto first = sell("anna", {wanted(seat("1", "1"))}, two);
    ASSERT_EQ(first.status, 201) << first.text;
    EXPECT_EQ(first.json["payments"][1]["receipt"], "B2026-00002") << first.text;
    const auto order = "/orders/" + std::to_string(first.json["id"].get<int>());
    clock().advance(std::chrono::hours(24 * 366));
    const auto back = as("chief").post(order + "/returns", {{"kind", "cash"}}, {test::if_match(1)});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_THAT(receipts(), ElementsAre("B2026-00001 2000", "B2026-00002 1000", "B2027-00001 -3000"))
        << "each year has a range of its own";
}

// Orders that were taken over were paid elsewhere: the one of the fixture has no receipt.
TEST_P(OrderReceipts, WhatWasTakenOverHasNone) { EXPECT_THAT(receipts(), ElementsAre()); }

// What is undone leaves its number, so that none is missing and none is given twice.
TEST_P(OrderReceipts, AnUndonePaymentLeavesItsNumberVoid) {
    const auto first = sold("1", "1", "30.00");
    undo(first["change_event"]);
    sold("1", "1", "30.00");
    EXPECT_THAT(receipts(), ElementsAre("(B2026-00001 3000)", "B2026-00002 3000"));
}

// "Two tills on one receipt number": whoever sells at the same moment draws another one.
TEST_P(OrderReceipts, TwoTillsDrawNoNumberTwice) {
    std::vector<std::thread> clerks;
    for (int clerk = 0; clerk < 4; ++clerk) {
        const auto name = "clerk" + std::to_string(clerk);
        auto* const client = &as(name);
        clerks.emplace_back([this, client, clerk] {
            for (int sale = 0; sale < 2; ++sale) {
                const Json body{{"tickets", {{{"event", sale == 0 ? e1_ : e2_}, {"section", standing()},
                                              {"ticket_type", 1}}}},
                                {"payments", cash("10.00")}};
                const auto done = client->post("/counter-sales", body);
                EXPECT_EQ(done.status, 201) << done.text << " " << clerk;
            }
        });
    }
    for (auto& clerk : clerks) clerk.join();
    EXPECT_EQ(receipts().size(), 8U);
    EXPECT_EQ(receipts().back(), "B2026-00008 1000");
    EXPECT_EQ(number("SELECT count(DISTINCT place) FROM order_receipt"), 8);
}

std::atomic<int> words_left{0};

/// A sale whose n-th word with the database fails; true when it was sold all the same.
bool sold_with_failure_at(House& house, const SaleWish& wish, int word) {
    words_left = word;
    sql::at_fault_point = [](const char*) {
        if (--words_left == 0) throw sql::SqlError(sql::Fault::other, "as the test wants it");
    };
    bool sold = false;
    try {
        sold = static_cast<bool>(house.database
                   .write([&](sql::Transaction& transaction) { return sell(house, transaction, Actor::system(), wish); }));
    } catch (const sql::SqlError&) {
    }
    sql::at_fault_point = nullptr;
    return sold;
}

// Wherever a sale breaks off, its number is not used up: the next sale has it.
TEST_P(OrderReceipts, ASaleThatBreaksOffGivesItsNumberBack) {
    SaleWish wish;
    wish.tickets = {{e1_, seat("2", "1"), false, 1}};
    wish.payments = {{"cash", 2000}};
    int broken = 0;
    for (int word = 5; word < 2000 && !sold_with_failure_at(house(), wish, word); word += 17) ++broken;
    EXPECT_GT(broken, 3);
    sold("1", "2", "30.00");
    EXPECT_THAT(receipts(), ElementsAre("B2026-00001 2000", "B2026-00002 3000"));
    expect_whole();
}

}  // namespace
}  // namespace kartei::orders
