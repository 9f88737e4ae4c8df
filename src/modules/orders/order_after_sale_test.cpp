// What happens to an order after it was made, through HTTP: tickets given back, other seats, what was paid before.
#include <gmock/gmock.h>

#include "modules/orders/counter_fixture.hpp"

namespace kartei::orders {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using test::Json;

class AfterTheSale : public AtTheCounter {
protected:
    /// Two tickets of 30.00 with a fee of 2.50 each, as an old system brings them, paid by card.
    Json paid_with_fees(Json more = Json::object()) {
        more["reserve"] = true;
        const auto kept = sell("anna", {wanted(seat("1", "1")), wanted(seat("1", "2"))}, Json::array(), more);
        const auto id = kept.json["id"].get<std::int64_t>();
        db().write([&](sql::Transaction& transaction) {
            transaction.execute("UPDATE ticket SET fee = 250 WHERE order_id = :order", id);
            refresh_lines(transaction, id);
        });
        const Json card{{"payments", {{{"kind", "card"}, {"amount", "65.00"}}}}};
        const auto paid = as("anna").post("/orders/" + std::to_string(id) + "/payments", card, {test::if_match(1)});
        EXPECT_EQ(paid.status, 200) << paid.text;
        return paid.json;
    }
};
ON_BOTH_ENGINES(AfterTheSale);

TEST_P(AfterTheSale, GivenBackTicketsFreeTheirSeatsAndTheMoney) {
    const auto sold = sell("anna", {wanted(seat("1", "1")), wanted(seat("1", "2"))}, cash("60.00"));
    const auto order = "/orders/" + std::to_string(sold.json["id"].get<int>());
    const Json one{{"tickets", {sold.json["tickets"][0]["id"]}}, {"kind", "cash"}};
    EXPECT_EQ(as("anna").post(order + "/returns", one, {test::if_match(1)}).status, 403) << "refunds want their right";
    const auto back = as("chief").post(order + "/returns", one, {test::if_match(1)});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(back.json["paid"], "30.00");
    EXPECT_EQ(back.json["payments"][1]["amount"], "-30.00");
    EXPECT_THAT(states(), ElementsAre("1/2 sold"));
    expect_whole();
    const auto other = sell("bert", {wanted(seat("1", "1"))}, cash("30.00"));
    EXPECT_EQ(other.status, 201) << other.text;
    const auto undone = audit::reverse_event(house(), Actor::system(), back.json["change_event"]);
    ASSERT_TRUE(undone);
    EXPECT_THAT(undone->conflicts, SizeIs(1)) << "who bought the seat since keeps it";
    const auto whole = as("chief").post(order + "/returns", Json::object(), {test::if_match(2)});
    EXPECT_EQ(whole.json["open"], "-30.00") << "without a kind the money stays as paid too much";
    expect_whole();
}

// counter.md 3: refund by choice with the fees or without them; a kept fee stays in the order's sum and in the ledger's takings
TEST_P(AfterTheSale, FeesAreKeptOrGoBackByChoice) {
    const auto order = paid_with_fees();
    const auto path = "/orders/" + std::to_string(order["id"].get<int>());
    const Json first{{"tickets", {order["tickets"][0]["id"]}}, {"kind", "original"}, {"keep_fees", true}};
    const auto kept = as("chief").post(path + "/returns", first, {test::if_match(order["version"])});
    ASSERT_EQ(kept.status, 200) << kept.text;
    EXPECT_EQ(kept.json["tickets"][0]["fee_kept"], "2.50");
    EXPECT_EQ(kept.json["total"], "35.00") << "the other ticket with its fee, and the fee that was kept";
    EXPECT_EQ(kept.json["open"], "0.00");
    EXPECT_EQ(kept.json["payments"][1]["amount"], "-30.00");
    EXPECT_EQ(kept.json["payments"][1]["kind"], "card") << "as it came in";
    EXPECT_EQ(number("SELECT sum(count * (price + fee)) FROM sales_ledger WHERE event_id = " + std::to_string(e1_)), 3500);
    EXPECT_EQ(number("SELECT refunded FROM ticket WHERE fee_kept = 250"), 3000);
    expect_whole();
    undo(kept.json["change_event"]);
    EXPECT_EQ(as("chief").get(path).json["total"], "65.00");
    EXPECT_EQ(number("SELECT sum(count * (price + fee)) FROM sales_ledger WHERE event_id = " + std::to_string(e1_)), 6500)
        << "sold again for what it costs, not for its fee twice";
    expect_whole();
    const auto version = as("chief").get(path).json["version"];
    const auto back = as("chief").post(path + "/returns", {{"kind", "original"}}, {test::if_match(version)});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(back.json["total"], "0.00") << "fees go back too where nobody keeps them";
    EXPECT_EQ(number("SELECT sum(count * (price + fee)) FROM sales_ledger WHERE event_id = " + std::to_string(e1_)), 0);
    expect_whole();
}

TEST_P(AfterTheSale, AKeptFeeStaysWhereItsTicketIs) {
    const auto order = paid_with_fees({{"customer", adler_}});
    const auto path = "/orders/" + std::to_string(order["id"].get<int>());
    const Json first{{"tickets", {order["tickets"][0]["id"]}}, {"kind", "card"}, {"keep_fees", true}};
    ASSERT_EQ(as("chief").post(path + "/returns", first, {test::if_match(order["version"])}).status, 200);
    const auto other = sell("anna", {wanted(seat("2", "1"))}, cash("20.00"), {{"customer", adler_}});
    const auto merged = as("anna").post("/orders/" + std::to_string(other.json["id"].get<int>()) + "/merges",
                                        {{"from", order["id"]}}, {test::if_match(1)});
    ASSERT_EQ(merged.status, 200) << merged.text;
    EXPECT_EQ(merged.json["paid"], "52.50");
    const auto empty = as("anna").get(path).json;
    EXPECT_EQ(empty["total"], "2.50");
    EXPECT_EQ(empty["paid"], "2.50");
    expect_whole();
}

TEST_P(AfterTheSale, ArticlesAreGivenBackByThemselves) {
    const auto sold = sell("anna", {wanted(seat("1", "1"))}, cash("30.00"));
    const auto path = "/orders/" + std::to_string(sold.json["id"].get<int>());
    EXPECT_THAT(as("chief").post(path + "/returns", {{"products", {4711}}}, {test::if_match(1)}).issues(),
                ElementsAre("products: error.no_such_article_here"));
    EXPECT_THAT(as("chief").post(path + "/returns", {{"kind", "gold"}}, {test::if_match(1)}).status, 422);
}

// Sold articles want the right as sold tickets do, also where no money is paid out; reserved ones do not
TEST_P(AfterTheSale, SoldArticlesAreGivenBackByWhoMayRefund) {
    const auto sold = sell("anna", {wanted(seat("1", "1"))}, cash("30.00"));
    const auto id = sold.json["id"].get<std::int64_t>();
    db().write([&](sql::Transaction& transaction) {
        transaction.execute("INSERT INTO product (id, name) VALUES (77, 'Programm')");
        for (const std::string state : {"sold", "reserved"})
            transaction.execute("INSERT INTO product_sale (id, created_event, order_id, line, customer_id, product_id,"
                                " quantity, unit_price, state) VALUES (:id, 1, :order, :line, 1, 77, 1, 500, :state)",
                                state == "sold" ? 701 : 702, id, state == "sold" ? 8 : 9, state);
    });
    const auto path = "/orders/" + std::to_string(id);
    const auto version = [&] { return test::if_match(as("anna").get(path).json["version"]); };
    EXPECT_EQ(as("anna").post(path + "/returns", {{"products", {701}}}, {version()}).status, 403);
    EXPECT_EQ(as("anna").post(path + "/returns", {{"products", {702}}}, {version()}).status, 200);
    const auto back = as("chief").post(path + "/returns", {{"products", {701}}}, {version()});
    EXPECT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(number("SELECT count(*) FROM product_sale WHERE state IN ('returned', 'deleted')"), 2);
}

TEST_P(AfterTheSale, MoneyGoesBackOnlyByWhoMayRefund) {
    const auto kept = sell("anna", {wanted(seat("1", "1"))}, cash("10.00"), {{"reserve", true}, {"customer", adler_}});
    ASSERT_EQ(kept.status, 201) << kept.text;
    const auto order = "/orders/" + std::to_string(kept.json["id"].get<int>());
    const Json all{{"tickets", {kept.json["tickets"][0]["id"]}}, {"kind", "cash"}};
    EXPECT_EQ(as("anna").post(order + "/returns", all, {test::if_match(1)}).status, 403) << "the deposit";
    const auto sold = sell("anna", {wanted(seat("2", "1"))}, cash("20.00"));
    const Json better{{"tickets", {{{"ticket", sold.json["tickets"][0]["id"]}, {"event", e1_}, {"seat", seat("1", "2")}}}},
                      {"waive", true}};
    const auto exchanges = "/orders/" + std::to_string(sold.json["id"].get<int>()) + "/exchanges";
    EXPECT_EQ(as("anna").post(exchanges, better, {test::if_match(1)}).status, 403) << "a better seat for nothing";
    EXPECT_EQ(as("chief").post(exchanges, better, {test::if_match(1)}).status, 200);
    expect_whole();
}

TEST_P(AfterTheSale, WhatIsLeftOfAReservationAndPaidAlreadyIsSold) {
    const Json kept{{"reserve", true}, {"customer", adler_}};
    const auto two = sell("anna", {wanted(seat("2", "1")), wanted(seat("2", "2"))}, cash("20.00"), kept);
    const auto back = as("chief").post("/orders/" + std::to_string(two.json["id"].get<int>()) + "/returns",
                                       {{"tickets", {two.json["tickets"][0]["id"]}}}, {test::if_match(1)});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(back.json["tickets"][1]["state"], "sold") << back.text;
    EXPECT_THAT(states(), ElementsAre("2/2 sold"));
    const auto dear = sell("anna", {wanted(seat("1", "1"))}, cash("25.00"), kept);
    const auto moved = as("chief").post(
        "/orders/" + std::to_string(dear.json["id"].get<int>()) + "/exchanges",
        {{"tickets", {{{"ticket", dear.json["tickets"][0]["id"]}, {"event", e1_}, {"seat", seat("2", "5")}}}},
         {"kind", "cash"}},
        {test::if_match(1)});
    ASSERT_EQ(moved.status, 200) << moved.text;
    EXPECT_EQ(moved.json["open"], "0.00");
    EXPECT_THAT(states(), ElementsAre("2/2 sold", "2/5 sold"));
    expect_whole();
}

TEST_P(AfterTheSale, AnExchangeKeepsTheOrderAndSettlesTheDifference) {
    const auto sold = sell("anna", {wanted(seat("2", "1")), wanted(seat("2", "2"))}, cash("40.00"));
    const auto order = "/orders/" + std::to_string(sold.json["id"].get<int>()) + "/exchanges";
    Json moved = wanted(seat("1", "3"), 1, e2_);
    moved["ticket"] = sold.json["tickets"][0]["id"];
    EXPECT_THAT(as("anna").post(order, {{"tickets", {moved}}}, {test::if_match(1)}).issues(),
                ElementsAre("kind: error.difference_open"));
    const auto done = as("anna").post(order, {{"tickets", {moved}}, {"kind", "card"}}, {test::if_match(1)});
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(done.json["total"], "50.00");
    EXPECT_EQ(done.json["open"], "0.00");
    EXPECT_THAT(states(), ElementsAre("2/2 sold"));
    EXPECT_THAT(states(e2_), ElementsAre("1/3 sold"));
    expect_whole();
}

TEST_P(AfterTheSale, TwoTicketsOfAnOrderChangePlaces) {
    const auto sold = sell("anna", {wanted(seat("2", "1")), wanted(seat("2", "2"))}, cash("40.00"));
    Json first = wanted(seat("2", "2")), second = wanted(seat("2", "1"));
    first["ticket"] = sold.json["tickets"][0]["id"];
    second["ticket"] = sold.json["tickets"][1]["id"];
    const auto done = as("anna").post("/orders/" + std::to_string(sold.json["id"].get<int>()) + "/exchanges",
                                      {{"tickets", {first, second}}}, {test::if_match(1)});
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(done.json["tickets"][0]["seat"], "2");
    expect_whole();
}

TEST_P(AfterTheSale, APlaceGivenBackAndSoldIsNotTakenAgainByUndo) {
    Json all = Json::array();
    for (int i = 0; i < 10; ++i) all.push_back({{"event", e1_}, {"section", standing()}, {"ticket_type", 1}});
    const auto sold = sell("anna", all, cash("100.00"));
    ASSERT_EQ(sold.status, 201) << sold.text;
    const auto back = as("chief").post("/orders/" + std::to_string(sold.json["id"].get<int>()) + "/returns",
                                       {{"tickets", {sold.json["tickets"][0]["id"]}}, {"kind", "cash"}},
                                       {test::if_match(1)});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(sell("bert", all[0], cash("10.00")).status, 201);
    const auto undone = audit::reverse_event(house(), Actor::system(), back.json["change_event"]);
    ASSERT_TRUE(undone);
    EXPECT_FALSE(undone->conflicts.empty()) << "there are ten places";
    EXPECT_EQ(number("SELECT count(*) FROM ticket WHERE state = 'sold' AND section = 'Steh'"), 10);
    expect_whole();
}

// Two processes or two threads are the same to the database: nobody reads first.
TEST_P(AfterTheSale, AnExchangeKeepsThePriceOfThePromotion) {
    db().write([](sql::Transaction& t) {
        t.execute("INSERT INTO promotion (id, name, percent) VALUES (50, 'Frühbucher', 1000)");
        return 0;
    });
    const auto sold = sell("anna", {wanted(seat("1", "1"))}, cash("27.00"), {{"promotion", 50}});
    ASSERT_EQ(sold.status, 201) << sold.text;
    const auto moved = as("chief").post(
        "/orders/" + std::to_string(sold.json["id"].get<int>()) + "/exchanges",
        {{"tickets", {{{"ticket", sold.json["tickets"][0]["id"]}, {"event", e1_}, {"seat", seat("1", "2")}}}}},
        {test::if_match(1)});
    ASSERT_EQ(moved.status, 200) << moved.text;
    EXPECT_EQ(moved.json["total"], "27.00");
    EXPECT_EQ(moved.json["open"], "0.00");
}

}  // namespace
}  // namespace kartei::orders
