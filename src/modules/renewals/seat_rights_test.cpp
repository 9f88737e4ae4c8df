// Seat rights: made by the sale of a fixed subscription and by nothing else, kept through exchanges, ended by its refund.
#include <gmock/gmock.h>

#include "modules/renewals/desk_fixture.hpp"

namespace kartei::renewals {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using test::Json;

class SeatRights : public AtTheDesk {
protected:
    std::string order(const test::ApiAnswer& sale) { return "/orders/" + std::to_string(sale.json["id"].get<int>()); }
};
ON_BOTH_ENGINES(SeatRights);

// T-047, T-048: seats that are chosen once are sold at every date, and stay the customer's
TEST_P(SeatRights, TheSaleOfAFixedSubscriptionMakesThem) {
    const auto sold = subscribe(adler_, {seat("1", "1"), seat("1", "2")}, "120.00");
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_THAT(sold.json["tickets"], SizeIs(4));
    EXPECT_THAT(states(e1_), ElementsAre("1/1 sold", "1/2 sold"));
    EXPECT_THAT(states(e2_), ElementsAre("1/1 sold", "1/2 sold"));
    const auto made = rights(adler_);
    ASSERT_THAT(made, SizeIs(2));
    EXPECT_EQ(made[0]["section"], "P");
    EXPECT_EQ(made[0]["row"], "1");
    EXPECT_EQ(made[0]["seat"], "1");
    EXPECT_EQ(made[0]["subscription_name"], "Abo");
    EXPECT_EQ(made[0]["since"], "2026-03-01");
    EXPECT_EQ(made[0]["sit_with"][0]["id"], made[1]["id"]) << "sold together they sit together";
    expect_whole();
    undo(sold.json["change_event"]);
    EXPECT_THAT(rights(adler_), IsEmpty());
    EXPECT_THAT(states(e2_), IsEmpty());
    expect_whole();
}

TEST_P(SeatRights, AReservationMakesNoneUntilItIsPaid) {
    const auto kept = subscribe(adler_, {seat("1", "1")}, "", {{"reserve", true}});
    ASSERT_EQ(kept.status, 201) << kept.text;
    EXPECT_THAT(rights(adler_), IsEmpty());
    const auto paid = as("anna").post(order(kept) + "/payments", {{"payments", cash("60.00")}}, {test::if_match(1)});
    ASSERT_EQ(paid.status, 200) << paid.text;
    EXPECT_THAT(rights(adler_), SizeIs(1));
    undo(paid.json["change_event"]);
    EXPECT_THAT(rights(adler_), IsEmpty());
}

TEST_P(SeatRights, ASeatThatIsTakenAtOneDateSellsNothing) {
    ASSERT_EQ(sell("anna", wanted(seat("1", "1"), 1, e2_), cash("30.00")).status, 201);
    const auto refused = subscribe(adler_, {seat("1", "1")}, "60.00");
    EXPECT_EQ(refused.status, 409) << refused.text;
    EXPECT_THAT(states(e1_), IsEmpty()) << "all dates or none";
    const auto split = subscribe(
        adler_, {}, "60.00",
        {{"subscriptions", subscribed({seat("1", "1")}, 0,
                                      {{{"seat", seat("1", "1")}, {"event", e2_}, {"instead", seat("1", "3")}}})}});
    ASSERT_EQ(split.status, 201) << split.text;
    EXPECT_THAT(states(e2_), ElementsAre("1/1 sold", "1/3 sold"));
    const auto made = rights(adler_);
    ASSERT_THAT(made, SizeIs(1));
    EXPECT_EQ(made[0]["seat"], "1");
    EXPECT_EQ(made[0]["exceptions"][0]["event"], e2_);
    EXPECT_EQ(made[0]["exceptions"][0]["seat"], "P 1/3");
    expect_whole();
}

TEST_P(SeatRights, ThePriceOfTheSubscriptionIsSharedOutInCents) {
    put_terms(old_, {e1_, e2_}, {{{"ticket_type", 1}, {"price_zone", "I"}, {"price", "50.01"}}});
    const auto price = as("anna").post("/counter-sales/price",
                                       {{"tickets", Json::array()}, {"subscriptions", subscribed({seat("1", "1")})}});
    EXPECT_EQ(price.json["total"], "50.01") << price.text;
    EXPECT_EQ(price.json["tickets"][1]["price"], "25.00");
    const auto sold = subscribe(adler_, {seat("1", "1")}, "50.01");
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_EQ(sold.json["tickets"][0]["price"], "25.01");
    EXPECT_EQ(sold.json["tickets"][1]["price"], "25.00");
}

// T-048: an exchange of one date changes nothing, the refund of all of them ends the right
TEST_P(SeatRights, AnExchangeKeepsItAndTheRefundOfAllEndsIt) {
    const auto sold = subscribe(adler_, {seat("1", "1")}, "60.00");
    const Json other{{"tickets", {{{"ticket", sold.json["tickets"][0]["id"]}, {"event", e1_}, {"seat", seat("1", "5")}}}}};
    ASSERT_EQ(as("chief").post(order(sold) + "/exchanges", other, {test::if_match(1)}).status, 200);
    auto made = rights(adler_);
    ASSERT_THAT(made, SizeIs(1));
    EXPECT_EQ(made[0]["seat"], "1");
    EXPECT_EQ(made[0]["state"], "active");
    const auto resold = as("chief").post(path_of(made[0]) + "/returns", {{"event", e2_}}, {test::if_match(1)});
    ASSERT_EQ(resold.status, 200) << resold.text;
    EXPECT_EQ(resold.json["state"], "active") << "one date given back for resale keeps the right";
    EXPECT_THAT(states(e2_), IsEmpty());
    EXPECT_EQ(as("chief").post(path_of(made[0]) + "/returns", {{"event", e2_}}, {test::if_match(1)}).status, 422);
    const auto back = as("chief").post(order(sold) + "/returns", {{"kind", "cash"}}, {test::if_match(3)});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(rights(adler_)[0]["state"], "given_up");
    undo(back.json["change_event"]);
    EXPECT_EQ(rights(adler_)[0]["state"], "active");
    expect_whole();
}

// T-054: houses that were taken over have them made of their tickets, with how sure that is
TEST_P(SeatRights, AreMadeOfTicketsThatWereTakenOver) {
    test::sell(house(), [&](test::BoxOffice& office) {
        const auto at = [](const char* event, const char* seat, const char* set) {
            return test::TicketPlan{.event = event, .section = "P", .row = "2", .seat = seat, .subscription = "Abo",
                                    .season = "24/25", .seat_set = set};
        };
        office.order("A", bach_, {at("E1", "1", "1"), at("E2", "1", "1")});
        office.order("B", claus_, {at("E1", "2", "1"), at("E2", "3", "1")});
    });
    const auto made = make_rights(house(), Actor::system(), {old_}, nullptr);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->made, 2);
    EXPECT_EQ(made->all, 1);
    EXPECT_EQ(made->tie, 1);
    EXPECT_EQ(rights(bach_)[0]["confidence"], "all");
    EXPECT_EQ(rights(claus_)[0]["seat"], "2") << "the earliest date decides";
    const auto again = make_rights(house(), Actor::system(), {}, nullptr);
    EXPECT_EQ(again->made, 0);
    EXPECT_EQ(again->event, 0) << "run again it changes nothing";
    undo(made->event);
    EXPECT_THAT(rights(bach_), IsEmpty());
}

TEST_P(SeatRights, WishesAndCompanyAreEntered) {
    subscribe(adler_, {seat("1", "1")}, "60.00");
    subscribe(bach_, {seat("1", "3")}, "60.00");
    const auto adler = rights(adler_)[0], bach = rights(bach_)[0];
    const auto changed = change(adler, {{"wish_section", "P"}, {"wish_row", "1"}, {"wish_seat", "2"},
                                        {"fall_back", "next_best"}, {"sit_with", bach["id"]}});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.json["sit_with"][0]["customer_name"], "Bach");
    EXPECT_EQ(rights(bach_)[0]["sit_with"][0]["customer_name"], "Adler");
    EXPECT_EQ(change(adler, {{"fall_back", "call"}}).status, 412);
    EXPECT_THAT(change(changed.json, {{"seat", "3"}}).issues(), ElementsAre("seat: error.seat_has_right"));
    EXPECT_THAT(change(changed.json, {{"sit_with", changed.json["id"]}}).issues(),
                ElementsAre("sit_with: error.sits_with_himself"));
    undo(changed.json["change_event"]);
    EXPECT_THAT(rights(bach_)[0]["sit_with"], IsEmpty());
    EXPECT_EQ(rights(adler_)[0]["wish_seat"], nullptr);
}

TEST_P(SeatRights, OfHiddenCustomersAndOtherPromotersAreNotThere) {
    subscribe(adler_, {seat("1", "1")}, "60.00");
    const auto right = rights(adler_)[0];
    const auto all = "/seat-rights?subscription=" + std::to_string(old_);
    EXPECT_THAT(as("nord").get(all).json["rows"], IsEmpty());
    EXPECT_EQ(change(right, {{"fall_back", "call"}}, "nord").status, 404);
    db().write([&](sql::Transaction& transaction) {
        transaction.execute("UPDATE customer SET hidden_in_search = 1 WHERE id = :id", adler_);
    });
    EXPECT_THAT(as("anna").get(all).json["rows"], IsEmpty());
    EXPECT_EQ(change(right, {{"fall_back", "call"}}).status, 404);
    EXPECT_THAT(as("chief").get(all).json["rows"], SizeIs(1));
}

TEST_P(SeatRights, MoneyIsParkedAndPaysAnOrder) {
    const auto parked = "/customers/" + std::to_string(adler_) + "/parked-money";
    const auto in = as("anna").post(parked, {{"amount", "40.00"}, {"kind", "transfer"}});
    ASSERT_EQ(in.status, 201) << in.text;
    EXPECT_EQ(in.json["sum"], "40.00");
    EXPECT_EQ(as("anna").post(parked, {{"amount", "-10.00"}, {"kind", "cash"}}).status, 403);
    EXPECT_THAT(as("chief").post(parked, {{"amount", "-40.01"}, {"kind", "cash"}}).issues(),
                ElementsAre("amount: error.parked_too_little"));
    const auto kept = subscribe(adler_, {seat("1", "1")}, "", {{"reserve", true}});
    const auto paid = as("anna").post(order(kept) + "/parked-money", Json(), {test::if_match(1)});
    ASSERT_EQ(paid.status, 200) << paid.text;
    EXPECT_EQ(paid.json["paid"], "40.00");
    EXPECT_EQ(paid.json["open"], "20.00");
    EXPECT_EQ(as("anna").get(parked).json["sum"], "0.00");
    EXPECT_EQ(as("anna").post(order(kept) + "/parked-money", Json(), {test::if_match(2)}).status, 409);
    const auto stopped = audit::reverse_event(house(), Actor::system(), in.json["change_event"]);
    ASSERT_TRUE(stopped);
    EXPECT_THAT(stopped->conflicts, SizeIs(1)) << "it went into the order";
    undo(paid.json["change_event"]);
    EXPECT_EQ(as("anna").get(parked).json["sum"], "40.00");
    expect_whole();
}

}  // namespace
}  // namespace kartei::renewals
