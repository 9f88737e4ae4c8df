// What an office does with orders that stand, through HTTP: divided, put together, given to another, overpaid amounts, and
// reservations whose time is over.
#include <gmock/gmock.h>

#include "modules/customers/customer_actions.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/orders/counter_fixture.hpp"
#include "modules/orders/expired_reservations.hpp"
#include "modules/orders/order_lists.hpp"

namespace kartei::orders {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using test::Json;

class AtTheOrderDesk : public AtTheCounter {
protected:
    void SetUp() override {
        AtTheCounter::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [&](test::BoxOffice& office) { bach_ = office.customer("Bach"); });
    }
    Json sold(const std::string& amount, const Json& tickets, std::int64_t customer = 0, bool reserve = false,
              Json more = Json::object()) {
        more["customer"] = customer ? customer : adler_;
        more["reserve"] = reserve;
        const auto answer = sell("anna", tickets, amount.empty() ? Json::array() : cash(amount), more);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    static std::string at(const Json& order, const std::string& rest) {
        return "/orders/" + std::to_string(order["id"].get<std::int64_t>()) + rest;
    }
    static std::pair<std::string, std::string> version(const Json& order) { return test::if_match(order["version"].get<std::int64_t>()); }
    Json now(const Json& order) { return as("chief").get(at(order, "")).json; }
    /// Adler's order of two seats, paid with more than the one that is left.
    Json overpaid() {
        const auto order = sold("60.00", {wanted(seat("1", "1")), wanted(seat("1", "2"))});
        return as("chief").post(at(order, "/returns"), {{"tickets", {order["tickets"][0]["id"]}}}, {version(order)}).json;
    }
    std::vector<std::string> listed(const lists::Report& report, const Json& filter, const Actor& actor = Actor::system()) {
        return db().read([&](sql::Transaction& transaction) {
            std::vector<std::string> lines;
            const auto made = lists::make_list(report, house(), transaction, actor, "", filter);
            EXPECT_TRUE(made);
            std::int64_t rows = 0;
            made->list->read(transaction, "", 100, [&](const lists::Row& row, const lists::Place&) {
                ++rows;
                lines.push_back(std::to_string(made->list->keys()[1].of(row)));
                return true;
            });
            return lines;
        });
    }
    std::string id(const Json& order) { return std::to_string(order["id"].get<std::int64_t>()); }

    /// Reserved with the order, as its line so and so; its id.
    std::int64_t article(const Json& order, std::int64_t line) {
        return db().write([&](sql::Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_products");
            ProductSale sale;
            sale.order_id = order["id"], sale.line = line, sale.customer_id = adler_, sale.unit_price = 500;
            sale.product_id = events::find_or_create(transaction, change, events::Shelf::product, "Heft", "H");
            sale.state = "reserved", sale.sold_at = "2026-02-01T10:00:00Z";
            store_sale(transaction, change, sale);
            change.seal();
            return find_sale(transaction, sale.order_id, line)->id;
        });
    }

    std::int64_t bach_ = 0;
};
ON_BOTH_ENGINES(AtTheOrderDesk);

// counter.md 3: split of an order; the money, seats and ledger go with the tickets
TEST_P(AtTheOrderDesk, DividesAPaidOrderWithItsMoneyAndPutsItTogetherAgain) {
    const auto order = sold("50.00", {wanted(seat("1", "1")), wanted(seat("2", "1"))});
    const Json one{{"tickets", {order["tickets"][0]["id"]}}};
    const auto part = as("anna").post(at(order, "/splits"), one, {version(order)});
    ASSERT_EQ(part.status, 200) << part.text;
    EXPECT_NE(part.json["number"], order["number"]);
    EXPECT_EQ(part.json["customer"], adler_);
    EXPECT_EQ(part.json["paid"], "30.00");
    EXPECT_EQ(part.json["open"], "0.00");
    EXPECT_EQ(part.json["payments"][0]["amount"], "30.00");
    EXPECT_EQ(now(order)["paid"], "20.00");
    EXPECT_EQ(now(order)["open"], "0.00");
    EXPECT_THAT(states(), ElementsAre("1/1 sold", "2/1 sold"));
    expect_whole();

    const auto whole = as("anna").post(at(order, "/merges"), {{"from", part.json["id"]}}, {version(now(order))});
    ASSERT_EQ(whole.status, 200) << whole.text;
    EXPECT_EQ(whole.json["total"], "50.00");
    EXPECT_EQ(whole.json["paid"], "50.00");
    EXPECT_EQ(now(part.json)["total"], "0.00");
    EXPECT_EQ(now(part.json)["paid"], "0.00");
    expect_whole();
    undo(whole.json["change_event"]);
    expect_whole();
    undo(part.json["change_event"]);
    EXPECT_EQ(now(order)["paid"], "50.00");
    EXPECT_EQ(as("chief").get(at(part.json, "")).status, 404) << "it was never there";
    EXPECT_THAT(states(), ElementsAre("1/1 sold", "2/1 sold"));
    expect_whole();
}

TEST_P(AtTheOrderDesk, APartPaidOrderGivesItsShare) {
    const auto order = sold("25.00", {wanted(seat("1", "1")), wanted(seat("2", "1"))}, 0, true);
    const auto part =
        as("anna").post(at(order, "/splits"), {{"tickets", {order["tickets"][1]["id"]}}}, {version(order)});
    ASSERT_EQ(part.status, 200) << part.text;
    EXPECT_EQ(part.json["paid"], "10.00");
    EXPECT_EQ(part.json["open"], "10.00");
    EXPECT_EQ(now(order)["paid"], "15.00");
    EXPECT_THAT(states(), ElementsAre("1/1 reserved", "2/1 reserved"));
    expect_whole();
}

TEST_P(AtTheOrderDesk, RefusesWhatCannotBeDividedOrPutTogether) {
    const auto order = sold("30.00", wanted(seat("1", "1")));
    const auto other = sold("30.00", wanted(seat("1", "2")), bach_);
    const auto open = sold("", wanted(seat("1", "3")), 0, true);
    const Json all{{"tickets", {order["tickets"][0]["id"]}}};
    EXPECT_THAT(as("anna").post(at(order, "/splits"), all, {version(order)}).issues(),
                ElementsAre("tickets: error.nothing_would_stay"));
    EXPECT_THAT(as("anna").post(at(order, "/splits"), Json::object(), {version(order)}).issues(),
                ElementsAre("tickets: error.nothing_to_split"));
    const auto merge = [&](const Json& from) {
        return as("anna").post(at(order, "/merges"), {{"from", from["id"]}}, {version(order)}).issues();
    };
    EXPECT_THAT(merge(other), ElementsAre("from: error.order_of_another_customer"));
    EXPECT_THAT(merge(open), ElementsAre("from: error.one_is_paid"));
    EXPECT_THAT(merge(order), ElementsAre("from: error.no_such_order"));
    expect_whole();
}

// counter.md 3: change of the customer; lists and ledger follow
TEST_P(AtTheOrderDesk, GivesAnOrderToAnotherCustomer) {
    const auto order = sold("30.00", wanted(seat("1", "1")));
    const auto given = as("anna").put(at(order, "/customer"), {{"customer", bach_}}, {version(order)});
    ASSERT_EQ(given.status, 200) << given.text;
    EXPECT_EQ(given.json["customer"], bach_);
    EXPECT_EQ(number("SELECT sum(count) FROM sales_ledger WHERE customer_id = " + std::to_string(bach_)), 1);
    EXPECT_EQ(number("SELECT count(*) FROM customer_order WHERE customer_id = " + std::to_string(bach_)), 1);
    expect_whole();
    undo(given.json["change_event"]);
    EXPECT_EQ(now(order)["customer"], adler_);
    expect_whole();
}

// Undo of a gift whose giver was deleted since would make it nobody's
TEST_P(AtTheOrderDesk, AGivenOrderDoesNotGoBackToSomebodyWhoIsGone) {
    std::int64_t cohn = 0;
    test::sell(house(), [&](test::BoxOffice& office) { cohn = office.customer("Cohn"); });
    const auto order = sold("30.00", wanted(seat("1", "1")), cohn);
    const auto given = as("anna").put(at(order, "/customer"), {{"customer", bach_}}, {version(order)});
    ASSERT_EQ(given.status, 200) << given.text;
    EXPECT_TRUE(db().write([&](sql::Transaction& transaction) {
        return customers::delete_customer(house(), transaction, Actor::system(), cohn,
                                          customers::find_customer(transaction, cohn)->version);
    }));
    const std::int64_t event = given.json["change_event"];
    const auto seen = audit::conflicts_of_reversal(house(), event);
    ASSERT_TRUE(seen);
    EXPECT_FALSE(seen->empty()) << "said before it is done";
    const auto back = audit::reverse_event(house(), Actor::system(), event);
    ASSERT_TRUE(back);
    ASSERT_FALSE(back->conflicts.empty());
    EXPECT_EQ(back->conflicts.front().found, "error.gone");
    EXPECT_EQ(now(order)["customer"], bach_);
    expect_whole();
}

TEST_P(AtTheOrderDesk, ADividedArticleComesBackBesideTheOneThatHasItsLineNow) {
    const auto order = sold("", wanted(seat("1", "1")), 0, true), other = sold("", wanted(seat("1", "2")), 0, true);
    const auto stays = article(order, 1), goes = article(order, 2);
    const auto part = as("anna").post(at(order, "/splits"), {{"products", {goes}}}, {version(order)});
    ASSERT_EQ(part.status, 200) << part.text;
    article(other, 1);
    const auto whole = as("anna").post(at(order, "/merges"), {{"from", other["id"]}}, {version(now(order))});
    ASSERT_EQ(whole.status, 200) << whole.text;
    undo(part.json["change_event"]);
    EXPECT_EQ(number("SELECT count(*) FROM product_sale WHERE order_id = " + id(order)), 3);
    EXPECT_EQ(number("SELECT line FROM product_sale WHERE id = " + std::to_string(goes)), 3);
    EXPECT_EQ(number("SELECT line FROM product_sale WHERE id = " + std::to_string(stays)), 1);
    expect_whole();
}

// An order without anything is of no promoter: his users do not see whose it was
TEST_P(AtTheOrderDesk, AnEmptiedOrderIsNoBusinessOfAPromotersUser) {
    const auto order = sold("30.00", wanted(seat("1", "1"))), other = sold("30.00", wanted(seat("1", "2")));
    ASSERT_EQ(as("nord").get(at(other, "")).status, 404);
    const auto whole = as("anna").post(at(order, "/merges"), {{"from", other["id"]}}, {version(order)});
    ASSERT_EQ(whole.status, 200) << whole.text;
    EXPECT_EQ(as("nord").get(at(other, "")).status, 404);
    EXPECT_EQ(as("anna").get(at(other, "")).status, 200);
}

// counter.md 3: overpaid amounts moved to another order or paid back, with a list of them
TEST_P(AtTheOrderDesk, OverpaidAmountsAreListedPaidBackAndMoved) {
    const auto order = overpaid();
    ASSERT_EQ(order["open"], "-30.00");
    EXPECT_THAT(listed(overpaid_report(), Json::object()), ElementsAre(id(order)));
    EXPECT_EQ(as("anna").post(at(order, "/overpaid/paybacks"), Json::object(), {version(order)}).status, 403);
    const auto back = as("chief").post(at(order, "/overpaid/paybacks"), Json::object(), {version(order)});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(back.json["open"], "0.00");
    EXPECT_EQ(back.json["payments"].back()["kind"], "cash") << "as it came in";
    EXPECT_EQ(back.json["payments"].back()["amount"], "-30.00");
    EXPECT_THAT(listed(overpaid_report(), Json::object()), IsEmpty());
    undo(back.json["change_event"]);

    const auto open = sold("", wanted(seat("2", "1")), 0, true);
    const auto moved =
        as("chief").post(at(order, "/overpaid/moves"), {{"to", open["id"]}}, {version(now(order))});
    ASSERT_EQ(moved.status, 200) << moved.text;
    EXPECT_EQ(moved.json["open"], "-10.00") << "no more than is open there";
    EXPECT_EQ(now(open)["open"], "0.00");
    EXPECT_EQ(now(open)["tickets"][0]["state"], "sold");
    expect_whole();
    EXPECT_THAT(as("chief").post(at(order, "/overpaid/moves"), {{"to", open["id"]}}, {version(now(order))}).issues(),
                ElementsAre("to: error.order_is_paid"));
}

// customer-lists.md 3: an expiry date by itself removes nothing; only with delete-on-expiry
TEST_P(AtTheOrderDesk, WhatExpiresIsDeletedOnceWhereItIsSaidAndListedElse) {
    const Json until{{"expires_at", "2026-03-01T12:00:00Z"}};
    auto then = until;
    then["delete_on_expiry"] = true;
    const auto kept = sold("", wanted(seat("1", "1")), 0, true, until);
    const auto gone = sold("", wanted(seat("1", "2")), 0, true, then);
    const auto part_paid = sold("10.00", wanted(seat("1", "3")), 0, true, then);
    EXPECT_EQ(delete_expired(house()), 0) << "not yet";
    EXPECT_THAT(listed(reservations_report(), {{"show", "coming"}}), ElementsAre(id(kept), id(gone), id(part_paid)));
    clock().set(*read_instant("2026-03-01T12:00:01Z", "UTC"));
    EXPECT_EQ(delete_expired(house()), 1);
    EXPECT_THAT(states(), ElementsAre("1/1 reserved", "1/3 reserved")) << "whoever paid something is only listed";
    EXPECT_THAT(listed(reservations_report(), Json::object()), ElementsAre(id(kept), id(part_paid)));
    EXPECT_THAT(listed(reservations_report(), {{"show", "deleted"}}), ElementsAre(id(gone)));
    expect_whole();

    undo(number("SELECT change_event FROM expired_reservation"));
    EXPECT_EQ(delete_expired(house()), 0) << "what was brought back stays";
    EXPECT_EQ(now(gone)["tickets"][0]["state"], "reserved");
    const auto longer = as("anna").put(at(gone, "/expiry"),
                                       {{"expires_at", "2026-03-02T12:00:00Z"}, {"delete_on_expiry", true}},
                                       {version(now(gone))});
    ASSERT_EQ(longer.status, 200) << longer.text;
    clock().set(*read_instant("2026-03-03T12:00:00Z", "UTC"));
    EXPECT_EQ(delete_expired(house()), 1) << "the new time is a new one";
    expect_whole();
}

// What cannot go holds up nothing behind it, however much it is
TEST_P(AtTheOrderDesk, WhatExpiredGoesBehindHundredsThatCannot) {
    test::sell(house(), [&](test::BoxOffice& office) {
        for (int i = 0; i < 101; ++i)
            office.order("S" + std::to_string(i), adler_,
                         {{.event = "X1", .state = TicketState::reserved, .scanned = true}});
        office.order("Z", adler_, {{.event = "X1", .state = TicketState::reserved}});
    });
    db().write([this](sql::Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "sale_reserved");
        transaction.execute("UPDATE orders SET delete_on_expiry = 1, created_event = :event,"
                            " expires_at = CASE WHEN number = 'Z' THEN '2026-02-02T12:00:00Z' ELSE '2026-02-01T12:00:00Z'"
                            " END WHERE number = 'Z' OR number LIKE 'S%'",
                            change.event());
        change.seal();
    });
    EXPECT_EQ(delete_expired(house()), 1);
    EXPECT_EQ(delete_expired(house(), [] { return false; }), 0) << "it stops when it is told to";
}

}  // namespace
}  // namespace kartei::orders
