// Articles and promotions at the counter: limits that nobody oversteps, prices said beforehand, and the way back.
#include "modules/orders/stage_fixture.hpp"

namespace kartei::orders {
namespace {

using test::if_match;
using testing::ElementsAre;

class ArticlesAndPromotions : public OnStage {
protected:
    static Json one(std::int64_t product, int quantity = 1) {
        return {{"products", {{{"product", product}, {"quantity", quantity}}}}};
    }
    std::int64_t stock(std::int64_t product) {
        return number("SELECT stock FROM product WHERE id = " + std::to_string(product));
    }
};
ON_BOTH_ENGINES(ArticlesAndPromotions);

TEST_P(ArticlesAndPromotions, UndoAndReturnPutStockBackOnce) {
    const auto programme = made("articles", {{"name", "Programm"}, {"unit_price", "5.00"}, {"vat_rate", "7 %"},
                                             {"stock", 3}});
    const auto sold = buy(one(programme, 2), "10.00");
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_EQ(stock(programme), 1);
    EXPECT_THAT(buy(one(programme, 2), "10.00").issues(), ElementsAre("products: error.out_of_stock"));
    const auto order = "/orders/" + std::to_string(sold.json["id"].get<int>());
    const auto back = on_stage().post(order + "/returns", {{"kind", "cash"}}, {if_match(1)});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(stock(programme), 3);
    undo(back.json["change_event"]);
    EXPECT_EQ(stock(programme), 1) << "what was given back is sold again";
    undo(sold.json["change_event"]);
    EXPECT_EQ(stock(programme), 3);
    expect_whole();
}

TEST_P(ArticlesAndPromotions, WhatWasSoldSinceIsNotTakenByUndo) {
    const auto programme = made("articles", {{"name", "Programm"}, {"unit_price", "5.00"}, {"stock", 1}});
    const auto sold = buy(one(programme), "5.00");
    const auto back = on_stage().post("/orders/" + std::to_string(sold.json["id"].get<int>()) + "/returns",
                                      {{"kind", "cash"}}, {if_match(1)});
    ASSERT_EQ(back.status, 200) << back.text;
    ASSERT_EQ(buy(one(programme), "5.00").status, 201);
    const auto undone = audit::reverse_event(house(), Actor::system(), back.json["change_event"]);
    ASSERT_TRUE(undone);
    EXPECT_FALSE(undone->conflicts.empty());
    EXPECT_EQ(stock(programme), 0);
}

TEST_P(ArticlesAndPromotions, AQuotaHoldsForEachEventDate) {
    const auto dinner = made("articles", {{"name", "Theaterdinner"}, {"unit_price", "30.00"}, {"of_event", true},
                                          {"quota", 2}});
    EXPECT_THAT(buy(one(dinner), "30.00").issues(), ElementsAre("products: error.product_needs_event"));
    const auto for_event = [&](std::int64_t event, int quantity) {
        return Json{{"products", {{{"product", dinner}, {"quantity", quantity}, {"event", event}}}}};
    };
    const auto first = buy(for_event(e1_, 2), "60.00");
    ASSERT_EQ(first.status, 201) << first.text;
    EXPECT_THAT(buy(for_event(e1_, 1), "30.00").issues(), ElementsAre("products: error.out_of_stock"));
    EXPECT_EQ(buy(for_event(e2_, 2), "60.00").status, 201);
    undo(first.json["change_event"]);
    EXPECT_EQ(buy(for_event(e1_, 1), "30.00").status, 201);
    expect_whole();
}

// Two clerks at the same moment: neither the stock nor the limit of a promotion is ever overstepped.
TEST_P(ArticlesAndPromotions, AreNeverOversoldByManyAtOnce) {
    const auto programme = made("articles", {{"name", "Programm"}, {"unit_price", "5.00"}, {"stock", 5}});
    const auto early = made("promotions", {{"name", "Früh"}, {"percent", "10"}, {"most", 5}});
    std::atomic<int> sold = 0, refused = 0;
    std::vector<std::thread> clerks;
    for (int clerk = 0; clerk < 8; ++clerk)
        clerks.emplace_back([&, clerk] {
            for (int i = 0; i < 2; ++i) {
                SaleWish wish;
                wish.tickets.push_back({clerk % 2 ? e1_ : e2_, standing(), true, 1});
                wish.products.push_back({programme, 1});
                wish.promotion_id = early;
                wish.payments = {{"cash", 1400}};
                const auto done = db().write([&](sql::Transaction& transaction) {
                    return orders::sell(house(), transaction, Actor::system(), wish);
                });
                ++(done ? sold : refused);
            }
        });
    for (auto& clerk : clerks) clerk.join();
    EXPECT_EQ(sold, 5);
    EXPECT_EQ(refused, 11);
    EXPECT_EQ(stock(programme), 0);
    EXPECT_EQ(number("SELECT count(*) FROM promotion_use"), 5);
    expect_whole();
}

TEST_P(ArticlesAndPromotions, APromotionTakesOffWhatItIsForAndNothingElse) {
    const auto children = made("promotions", {{"name", "Kinder"}, {"price", "5.00"}, {"ticket_types", {"Kind"}},
                                              {"events", {"E1"}}, {"most_in_order", 1}});
    const Json both{wanted(seat("1", "1"), 1), wanted(seat("1", "2"), 2)};
    const auto price = on_stage().post("/counter-sales/price", {{"promotion", children}, {"tickets", both}});
    ASSERT_EQ(price.status, 200) << price.text;
    EXPECT_EQ(price.json["total"], "35.00");
    EXPECT_EQ(price.json["tickets"][0]["reduced"], false);
    EXPECT_EQ(price.json["tickets"][1]["price"], "5.00");
    EXPECT_EQ(number("SELECT count(*) FROM promotion_use"), 0) << "asking takes nothing";
    EXPECT_EQ(buy({{"promotion", children}}, "35.00", both).status, 201);
    EXPECT_THAT(buy({{"promotion", children}}, "30.00", {wanted(seat("1", "3"), 1)}).issues(),
                ElementsAre("promotion: error.promotion_fits_nothing"));
    EXPECT_THAT(buy({{"promotion", children}}, "10.00", {wanted(seat("1", "3"), 2), wanted(seat("1", "4"), 2)}).issues(),
                ElementsAre("promotion: error.promotion_most_in_order"));
    // Customer-lists.md 6.2: the order counts only the ticket inside.
    EXPECT_EQ(number("SELECT count(*) FROM ticket WHERE promotion_id = " + std::to_string(children)), 1);
}

TEST_P(ArticlesAndPromotions, ACodeAndALabelAreAsked) {
    db().write([&](sql::Transaction& t) {
        t.execute("INSERT INTO label (id, name) VALUES (70, 'Freunde')");
        return 0;
    });
    const auto secret = made("promotions", {{"name", "Zeitung"}, {"percent", "50"}, {"code", "Sommer"}});
    const auto friends = made("promotions", {{"name", "Freunde"}, {"percent", "50"}, {"label", "Freunde"}});
    const auto over = made("promotions", {{"name", "Vorbei"}, {"percent", "50"}, {"ends_on", "2020-01-01"}});
    const Json ticket{wanted(seat("1", "1"))};
    EXPECT_THAT(buy({{"promotion", secret}}, "15.00", ticket).issues(),
                ElementsAre("promotion_code: error.promotion_code"));
    EXPECT_THAT(buy({{"promotion", friends}, {"customer", adler_}}, "15.00", ticket).issues(),
                ElementsAre("promotion: error.promotion_label"));
    EXPECT_THAT(buy({{"promotion", over}}, "15.00", ticket).issues(),
                ElementsAre("promotion: error.promotion_not_running"));
    db().write([&](sql::Transaction& t) {
        t.execute("INSERT INTO customer_label (customer_id, label_id, created_event) VALUES (:id, 70, 1)", adler_);
        return 0;
    });
    EXPECT_EQ(buy({{"promotion", friends}, {"customer", adler_}}, "15.00", ticket).status, 201);
    EXPECT_EQ(buy({{"promotion", secret}, {"promotion_code", "SOMMER"}}, "15.00", {wanted(seat("1", "2"))}).status, 201);
    const auto offers = on_stage().get("/counter-offers?event=" + std::to_string(e1_)).json;
    ASSERT_EQ(offers["promotions"].size(), 2u) << offers.dump();
    EXPECT_EQ(offers["promotions"][1]["asks_code"], true);
}

}  // namespace
}  // namespace kartei::orders
