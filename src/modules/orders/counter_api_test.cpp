// The counter over HTTP: holds, sales, payments, returns, exchanges, plans that change.
#include <gmock/gmock.h>

#include <thread>

#include "modules/orders/counter_fixture.hpp"

namespace kartei::orders {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using test::Json;

class Counter : public AtTheCounter {};
ON_BOTH_ENGINES(Counter);

TEST_P(Counter, ASaleFromSeatsToPaid) {
    const auto held = hold("anna", {{"best", {{"count", 2}}}});
    ASSERT_EQ(held.status, 201) << held.text;
    EXPECT_EQ(held.json["said"], "2 seats together in section P, row 1");
    EXPECT_THAT(states(), ElementsAre("1/4 held", "1/5 held"))
        << "in the middle one seat would be stranded at the side";
    const auto seats = held.json["seats"];
    const auto sold = sell("anna", {wanted(seats[0]), wanted(seats[1])}, cash("60.00"),
                           {{"draft", held.json["draft"]}, {"customer", adler_}});
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_EQ(sold.json["open"], "0.00");
    EXPECT_EQ(sold.json["customer"], adler_);
    EXPECT_EQ(sold.json["tickets"][0]["state"], "sold");
    EXPECT_EQ(sold.json["tickets"][0]["section"], "P");
    EXPECT_THAT(states(), ElementsAre("1/4 sold", "1/5 sold"));
    EXPECT_EQ(number("SELECT count(*) FROM sale_draft"), 0);
    expect_whole();
}

TEST_P(Counter, WhoeverComesSecondIsToldWhoHasTheSeat) {
    ASSERT_EQ(hold("anna", {{"seats", {seat("1", "1")}}}).status, 201);
    const auto second = hold("bert", {{"seats", {seat("1", "1"), seat("1", "2")}}});
    EXPECT_EQ(second.status, 409);
    EXPECT_THAT(second.issues(), ElementsAre("seats: error.seat_held"));
    EXPECT_THAT(second.text, HasSubstr("anna has the seat P, 1, 1 until 10:10"));
    EXPECT_THAT(states(), ElementsAre("1/1 held")) << "all or none";
    const auto sneaked = sell("bert", {wanted(seat("1", "1"))}, cash("30.00"));
    EXPECT_EQ(sneaked.status, 409) << "nor by selling it straight away";
    expect_whole();
}

TEST_P(Counter, AnExpiredHoldIsTakenOverAndADraftLastsHalfAnHour) {
    const auto first = hold("anna", {{"seats", {seat("1", "1")}}});
    clock().advance(std::chrono::minutes(9));
    const auto renewed = hold("anna", {{"draft", first.json["draft"]}, {"seats", {seat("1", "2")}}});
    EXPECT_EQ(renewed.json["until"], "2026-03-01T09:19:00Z") << "work renews it";
    clock().advance(std::chrono::minutes(9));
    EXPECT_EQ(hold("anna", {{"draft", first.json["draft"]}, {"seats", Json::array()}}).status, 201);
    clock().advance(std::chrono::minutes(9));
    EXPECT_EQ(hold("anna", {{"draft", first.json["draft"]}, {"seats", Json::array()}}).json["until"],
              "2026-03-01T09:30:00Z") << "never beyond half an hour";
    EXPECT_EQ(hold("bert", {{"seats", {seat("1", "2")}}}).status, 409);
    clock().advance(std::chrono::minutes(3));
    EXPECT_THAT(states(), IsEmpty());
    EXPECT_EQ(hold("bert", {{"seats", {seat("1", "2")}}}).status, 201);
    const auto late = sell("anna", {wanted(seat("1", "1"))}, cash("30.00"), {{"draft", first.json["draft"]}});
    EXPECT_THAT(late.issues(), ElementsAre("draft: error.draft_over"));
}

TEST_P(Counter, AHoldIsGivenUp) {
    const auto held = hold(
        "anna", {{"seats", {seat("1", "1"), seat("1", "2")}}, {"places", {{{"section", standing()}, {"places", 4}}}}});
    ASSERT_EQ(held.status, 201) << held.text;
    const auto draft = "/holds/" + std::to_string(held.json["draft"].get<int>());
    EXPECT_EQ(as("bert").del(draft).status, 404) << "not another's";
    EXPECT_EQ(as("anna").del(draft + "?seat=" + std::to_string(seat("1", "1"))).status, 204);
    EXPECT_THAT(states(), ElementsAre("1/2 held"));
    EXPECT_EQ(as("anna").del(draft).status, 204);
    EXPECT_THAT(states(), IsEmpty());
    EXPECT_EQ(as("anna").get(path(e1_, "seats")).json["sections"][0]["taken"], 0);
    EXPECT_EQ(as("anna").del(draft).status, 204) << "what is over holds nothing";
}

TEST_P(Counter, ReservedPaidInPartAndSoldWithTheLastOfTheMoney) {
    const auto reserved =
        sell("anna", {wanted(seat("2", "1")), wanted(seat("2", "2"))}, cash("10.00"), {{"reserve", true}});
    ASSERT_EQ(reserved.status, 201) << reserved.text;
    EXPECT_EQ(reserved.json["tickets"][0]["state"], "reserved");
    EXPECT_EQ(reserved.json["customer"], nullptr);
    EXPECT_THAT(states(), ElementsAre("2/1 reserved", "2/2 reserved"));
    const auto order = "/orders/" + std::to_string(reserved.json["id"].get<int>());
    const auto much = as("anna").post(order + "/payments", {{"payments", cash("30.01")}}, {test::if_match(1)});
    EXPECT_THAT(much.issues(), ElementsAre("payments: error.paid_too_much"));
    const auto paid = as("anna").post(order + "/payments", {{"payments", {{{"kind", "card"}, {"amount", "30.00"}}}}},
                                      {test::if_match(1)});
    ASSERT_EQ(paid.status, 200) << paid.text;
    EXPECT_EQ(paid.json["paid"], "40.00");
    EXPECT_EQ(paid.json["tickets"][1]["state"], "sold");
    EXPECT_THAT(states(), ElementsAre("2/1 sold", "2/2 sold"));
    EXPECT_EQ(as("anna").post(order + "/payments", {{"payments", cash("1.00")}}, {test::if_match(1)}).status, 412);
    expect_whole();
    undo(paid.json["change_event"]);
    EXPECT_THAT(states(), ElementsAre("2/1 reserved", "2/2 reserved"));
    EXPECT_EQ(as("anna").get(order).json["payments"], Json::array({{{"kind", "cash"}, {"amount", "10.00"}, {"receipt", "B2026-00001"}}}));
    expect_whole();
}

TEST_P(Counter, MoneyThatDoesNotFitIsRefusedByField) {
    EXPECT_THAT(sell("anna", {wanted(seat("1", "1"))}, cash("29.00")).issues(),
                ElementsAre("payments: error.not_paid_in_full"));
    EXPECT_THAT(sell("anna", {wanted(seat("1", "1"))}, cash("31.00")).issues(),
                ElementsAre("payments: error.paid_too_much"));
    EXPECT_THAT(sell("anna", {wanted(seat("2", "1"), 2)}, cash("15.00")).issues(),
                ElementsAre("tickets: error.no_price"));
    EXPECT_THAT(sell("anna", Json::array(), Json::array()).issues(), ElementsAre("tickets: error.empty_sale"));
    EXPECT_THAT(states(), IsEmpty());
    EXPECT_EQ(number("SELECT count(*) FROM orders"), 1) << "the one that was taken over";
}

TEST_P(Counter, TheSameSaleSentTwiceIsOne) {
    const Json body{{"tickets", {wanted(seat("1", "1"))}}, {"payments", cash("30.00")}};
    const test::Headers key{{"Idempotency-Key", "one-and-only-sale"}};
    const auto first = as("anna").post("/counter-sales", body, key),
               second = as("anna").post("/counter-sales", body, key);
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(first.json, second.json);
    EXPECT_EQ(number("SELECT count(*) FROM order_payment"), 1);
}

TEST_P(Counter, UndoOfASaleFreesItsSeats) {
    const auto sold = sell("anna", {wanted(seat("1", "1"))}, cash("30.00"));
    const auto reversal = "/change-events/" + std::to_string(sold.json["change_event"].get<int>()) + "/reversal";
    EXPECT_EQ(as("anna").post(reversal, nullptr).status, 403) << "the money goes back: that wants its right";
    undo(sold.json["change_event"]);
    EXPECT_THAT(states(), IsEmpty());
    EXPECT_EQ(number("SELECT count(*) FROM order_payment"), 0);
    expect_whole();
}

// customer-lists.md 12: who sees the event dates of his promoters takes nothing of others back.
TEST_P(Counter, UndoTakesTheSightOfTheEventDate) {
    const auto reversal = [](const test::ApiAnswer& change) {
        return "/change-events/" + std::to_string(change.json["change_event"].get<int>()) + "/reversal";
    };
    const auto stopped = put_on(e1_, plan_["id"], 2, "stopped");
    ASSERT_EQ(stopped.status, 200) << stopped.text;
    const auto refused = as("nord").post(reversal(stopped), nullptr);
    EXPECT_EQ(refused.status, 403) << refused.text;
    EXPECT_THAT(refused.text, HasSubstr("error.undo_of_what_is_not_seen"));
    EXPECT_EQ(as("nord").get(reversal(stopped)).status, 403);
    const auto back = as("anna").post(reversal(stopped), nullptr);
    EXPECT_EQ(back.status, 200) << back.text;
    const auto sold = sell("anna", {wanted(seat("1", "1"))}, cash("30.00"));
    EXPECT_EQ(as("nord_chief").post(reversal(sold), nullptr).status, 403);
    EXPECT_EQ(as("chief").post(reversal(sold), nullptr).status, 200);
}

TEST_P(Counter, PlacesWithoutSeatsAreCounted) {
    const Json four{{"places", {{{"section", standing()}, {"places", 4}}}}};
    const auto held = hold("anna", four);
    ASSERT_EQ(held.status, 201) << held.text;
    ASSERT_EQ(hold("bert", four).status, 201);
    const auto third = hold("cleo", four);
    EXPECT_THAT(third.issues(), ElementsAre("places: error.places_taken"));
    EXPECT_THAT(third.text, HasSubstr("2 places are left"));
    Json tickets = Json::array();
    for (int i = 0; i < 4; ++i) tickets.push_back({{"event", e1_}, {"section", standing()}, {"ticket_type", 1}});
    EXPECT_EQ(sell("anna", tickets, cash("40.00"), {{"draft", held.json["draft"]}}).status, 201);
    EXPECT_EQ(as("anna").get(path(e1_, "seats")).json["sections"][0]["taken"], 8);
    clock().advance(std::chrono::minutes(11));
    EXPECT_EQ(hold("cleo", {{"places", {{{"section", standing()}, {"places", 6}}}}}).status, 201) << "bert's are over";
    expect_whole();
}

TEST_P(Counter, BlockedSeatsAreNotSold) {
    const Json body{{"seats", {seat("1", "1")}}, {"blocked", true}, {"reason", "Kamera"}};
    EXPECT_EQ(as("anna").post(path(e1_, "blocks"), body).status, 200);
    EXPECT_THAT(hold("bert", {{"seats", {seat("1", "1")}}}).issues(), ElementsAre("seats: error.seat_taken"));
    EXPECT_THAT(states(), ElementsAre("1/1 blocked"));
    EXPECT_EQ(
        as("anna").post(path(e1_, "blocks"), {{"seats", {seat("1", "1")}}, {"blocked", false}, {"reason", ""}}).status,
        200);
    EXPECT_THAT(states(), IsEmpty());
}

TEST_P(Counter, APlanWithTicketsMovesToItsNextEditionOnly) {
    ASSERT_EQ(sell("anna", {wanted(seat("2", "5"))}, cash("20.00")).status, 201);
    ASSERT_EQ(
        as("anna").post(path(e1_, "blocks"), {{"seats", {seat("1", "1")}}, {"blocked", true}, {"reason", "x"}}).status,
        200);
    auto smaller = hall();
    smaller["ranges"][1]["seats"] = "1-4";
    const auto refused = put_on(e1_, made_plan(smaller)["id"], 2);
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.text, HasSubstr("P, 2, 5"));
    auto larger = hall();
    larger["ranges"][1]["seats"] = "1-8";
    plan_ = made_plan(larger);
    EXPECT_EQ(plan_["edition"], 3);
    EXPECT_EQ(put_on(e1_, plan_["id"], 2).status, 200);
    EXPECT_THAT(states(), ElementsAre("1/1 blocked", "2/5 sold"));
    expect_whole();
}

TEST_P(Counter, TicketsTakenOverHaveAPlanAndTheirSeats) {
    test::sell(house(), [&](test::BoxOffice& office) {
        office.order("2", adler_, {{.event = "X1", .section = "A", .row = "10", .seat = "2"},
                                   {.event = "X1", .section = "A", .row = "9", .seat = "1"},
                                   {.event = "X1", .section = "A", .row = "9", .seat = "1"}});
    });
    const auto plan = db().write([&](sql::Transaction& transaction) {
        return plan_from_tickets(house(), transaction, Actor::system(), "Großer Saal");
    });
    ASSERT_TRUE(plan);
    const auto x1 = ids({"X1"}).front();
    const auto put = as("anna").put(path(x1, "sale"), {{"plan", **plan}, {"state", "stopped"}}, {test::if_match(1)});
    EXPECT_EQ(put.status, 200) << put.text;
    EXPECT_THAT(put.json["conflicts"], SizeIs(3)) << "a double seat, and two tickets that name none";
    EXPECT_EQ(number("SELECT count(*) FROM seat_claim"), 2);
    const auto drawn = as("anna").get("/seat-plans/" + std::to_string(**plan)).json["places"];
    EXPECT_EQ(drawn[0]["row"], "9") << "9 before 10";
    expect_whole();
}

TEST_P(Counter, AHallOfTicketsGoesOnSaleForWhatTheyCost) {
    test::sell(house(), [&](test::BoxOffice& office) {
        office.order("2", adler_, {{.event = "X1", .section = "A", .row = "1", .seat = "2"}});
    });
    db().write([&](sql::Transaction& transaction) {
        ASSERT_TRUE(plan_from_tickets(house(), transaction, Actor::system(), "Großer Saal"));
        const auto sold = sell_hall(house(), transaction, Actor::system(), "Großer Saal");
        ASSERT_TRUE(sold);
        EXPECT_EQ(*sold, 1) << "the others are on sale already";
        EXPECT_FALSE(sell_hall(house(), transaction, Actor::system(), "Kleiner Saal"));
    });
    const auto sale = as("anna").get(path(ids({"X1"}).front(), "sale")).json;
    EXPECT_EQ(sale["state"], "on_sale");
    EXPECT_EQ(sale["prices"][0]["price"], "20.00");
}

TEST_P(Counter, OnlyWhatIsOnSaleAndOnesOwnIsSold) {
    EXPECT_EQ(as("nord").get(path(e1_, "seats")).status, 404);
    EXPECT_EQ(hold("nord", {{"seats", {seat("1", "1")}}}).status, 404);
    ASSERT_EQ(put_on(e1_, plan_["id"], 2, "stopped").status, 200);
    EXPECT_EQ(hold("anna", {{"seats", {seat("1", "1")}}}).status, 409);
    EXPECT_THAT(sell("anna", {wanted(seat("1", "1"))}, cash("30.00")).issues(),
                ElementsAre("tickets: error.not_on_sale"));
}

TEST_P(Counter, AnsweredOnlyWhenSomethingChanged) {
    const auto first = as("anna").get(path(e1_, "seats")).json;
    const auto since = path(e1_, "seats?since=") + first["position"].get<std::string>();
    EXPECT_EQ(as("anna").get(since).json["changed"], false);
    ASSERT_EQ(hold("bert", {{"seats", {seat("1", "1")}}}).status, 201);
    EXPECT_EQ(as("anna").get(since).json["changed"], true);
}

TEST_P(Counter, HiddenCustomersAreNobodyAndTheirOrdersAreNotThere) {
    db().write(
        [&](sql::Transaction& t) { t.execute("UPDATE customer SET hidden_in_search = 1 WHERE id = :id", adler_); });
    EXPECT_THAT(sell("anna", {wanted(seat("1", "1"))}, cash("30.00"), {{"customer", adler_}}).issues(),
                ElementsAre("customer: error.no_such_customer_here"));
    EXPECT_EQ(as("anna").get("/orders/" + std::to_string(number("SELECT id FROM orders"))).status, 404);
    EXPECT_EQ(as("chief").get("/orders/" + std::to_string(number("SELECT id FROM orders"))).status, 200);
}

TEST_P(Counter, APromotionIsUsedUpAndAnArticleSoldOut) {
    db().write([&](sql::Transaction& t) {
        t.execute("INSERT INTO promotion (id, name, percent, most_in_order, most) VALUES (50, 'Frühbucher', 1000, 2, 3)");
        t.execute("INSERT INTO product (id, name, unit_price, vat_rate, stock) VALUES (60, 'Programm', 500, '7', 3)");
    });
    const Json programmes{{{"product", 60}, {"quantity", 2}}};
    const auto first = sell("anna", {wanted(seat("1", "1")), wanted(seat("1", "2"))}, cash("64.00"),
                            {{"promotion", 50}, {"products", programmes}});
    ASSERT_EQ(first.status, 201) << first.text;
    EXPECT_THAT(sell("anna", {wanted(seat("2", "1"))}, cash("30.00"), {{"products", programmes}}).issues(),
                ElementsAre("products: error.out_of_stock"));
    EXPECT_THAT(
        sell("anna", {wanted(seat("1", "3")), wanted(seat("1", "4"))}, cash("54.00"), {{"promotion", 50}}).issues(),
        ElementsAre("promotion: error.promotion_used_up"));
    const auto order = "/orders/" + std::to_string(first.json["id"].get<int>());
    ASSERT_EQ(as("chief").post(order + "/returns", {{"kind", "cash"}}, {test::if_match(1)}).json["paid"], "0.00");
    EXPECT_EQ(sell("anna", {wanted(seat("1", "3")), wanted(seat("1", "4"))}, cash("64.00"),
                   {{"promotion", 50}, {"products", programmes}}).status, 201) << "given back it can be used again";
    expect_whole();
}

TEST_P(Counter, TheLastSeatsAreSoldOnceEach) {
    for (int round = 0; round < 3; ++round) {
        std::atomic<int> sold = 0, refused = 0;
        std::vector<std::thread> clerks;
        for (int clerk = 0; clerk < 8; ++clerk)
            clerks.emplace_back([&, clerk] {
                SaleWish wish;
                for (const auto* name : {"1", "2"})
                    wish.tickets.push_back({e2_, seat(clerk % 2 ? "1" : "2", name), false, 1});
                wish.payments = {{"cash", clerk % 2 ? 6000 : 4000}};
                const auto done = db().write([&](sql::Transaction& transaction) {
                    return orders::sell(house(), transaction, Actor::system(), wish);
                });
                ++(done ? sold : refused);
            });
        for (auto& clerk : clerks) clerk.join();
        EXPECT_EQ(sold, 2) << "each pair once";
        EXPECT_EQ(refused, 6);
        EXPECT_EQ(number("SELECT count(*) FROM seat_claim WHERE event_id = " + std::to_string(e2_)), 4);
        expect_whole();
        const auto orders = db().read([&](sql::Transaction& transaction) {
            std::vector<std::int64_t> ids;
            auto rows = transaction.query(
                "SELECT DISTINCT order_id FROM ticket WHERE event_id = :event AND state = 'sold'", e2_);
            while (rows.next()) ids.push_back(rows.integer(0));
            return ids;
        });
        for (const auto order : orders)
            EXPECT_TRUE(db().write([&](sql::Transaction& transaction) {
                return give_back(house(), transaction, Actor::system(), order, 1, {{}, {}, "cash"});
            }));
    }
}

}  // namespace
}  // namespace kartei::orders
