// A subscription at the counter: its seats are held at all of its dates, split by date, or chosen for some dates alone.
#include <gmock/gmock.h>

#include "modules/consents/label_terms.hpp"
#include "modules/consents/labelling.hpp"
#include "modules/orders/subscription_terms.hpp"
#include "modules/renewals/desk_fixture.hpp"

namespace kartei::renewals {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using test::Json;

class SubscriptionCounter : public AtTheDesk {
protected:
    test::ApiAnswer hold_all(const std::string& who, Json body, std::int64_t subscription = 0) {
        if (!body.contains("event")) body["event"] = e1_;
        return as(who).post(terms(subscription) + "/holds", body);
    }
    test::ApiAnswer seats_of(const std::string& query, const std::string& who = "anna") {
        return as(who).get(terms(0) + "/seats?event=" + std::to_string(e1_) + query);
    }
    std::string terms(std::int64_t subscription) const {
        return "/subscription-terms/" + std::to_string(subscription ? subscription : old_);
    }
    /// The subscription of last season becomes one of which one or two of its dates are chosen.
    void make_flexible(std::int64_t least, std::int64_t most) {
        db().write([&](sql::Transaction& transaction) {
            transaction.execute(
                "UPDATE subscription SET kind = 'flexible', choose_least = :least, choose_most = :most WHERE id = :id",
                least, most, old_);
        });
    }
    void say(const std::string& field, const std::string& value) {
        db().write([&](sql::Transaction& transaction) {
            // sql: the two columns that the tests name
            transaction.execute("UPDATE subscription SET " + field + " = :value WHERE id = :id", value, old_);
        });
    }
    /// A label that ends with the subscription, which is last season's until 30 June, next season's a year later.
    std::int64_t made_label() {
        return db().write([&](sql::Transaction& transaction) {
            transaction.execute("UPDATE season SET ends_on = '2026-06-30' WHERE name = '24/25'");
            transaction.execute("UPDATE season SET ends_on = '2027-06-30' WHERE name = '25/26'");
            const auto label = take_ids(transaction, "label");
            transaction.execute("INSERT INTO label (id, name, valid_with) VALUES (:id, 'Abonnent', 'Abo')", label);
            return label;
        });
    }
    /// At the desk; `until`: an end that the clerk names, "" = as the label says.
    void give(std::int64_t label, std::int64_t customer, const std::string& until = "") {
        consents::LabelOrder order;
        order.label = label;
        order.customers = {customer};
        order.expires_at = until;
        const auto done = db().write([&](sql::Transaction& transaction) {
            return consents::label_customers(house(), transaction, Actor::system(), order);
        });
        ASSERT_TRUE(done) << done.refusal().issues.front().key;
        EXPECT_EQ(done->changed, 1);
    }
    /// By a file, before the tickets came: it has no end until a sale tells one.
    void bring(std::int64_t label, std::int64_t customer) {
        db().write([&](sql::Transaction& transaction) {
            transaction.execute("INSERT INTO customer_label (customer_id, label_id, follows_subscription,"
                                " created_event) VALUES (:customer, :label, 1, 1)",
                                customer, label);
        });
    }
    std::string end_of_label(std::int64_t customer) {
        return db().read([&](sql::Transaction& transaction) {
            const auto labels = consents::labels_of(house(), transaction, customer);
            return labels.empty() ? std::string("none") : labels.front().given.expires_at;
        });
    }
    static Json chosen(std::int64_t subscription, std::int64_t seat, const Json& events) {
        return Json::array({{{"subscription", subscription}, {"ticket_type", 1}, {"seats", {seat}}, {"events", events}}});
    }
};
ON_BOTH_ENGINES(SubscriptionCounter);

// T-047: the seats of a fixed subscription are held at all of its dates before anything is sold
TEST_P(SubscriptionCounter, SeatsAreHeldAtAllDatesOrAtNone) {
    ASSERT_EQ(hold("bert", {{"seats", {seat("1", "2")}}}, e2_).status, 201);
    const auto refused = hold_all("anna", {{"seats", {seat("1", "1"), seat("1", "2")}}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.issues(), ElementsAre("seats: error.seat_held_at_date"));
    EXPECT_THAT(refused.text, HasSubstr("bert"));
    EXPECT_THAT(states(e1_), IsEmpty()) << "all dates or none";
    const auto held = hold_all("anna", {{"seats", {seat("1", "1")}}});
    ASSERT_EQ(held.status, 201) << held.text;
    EXPECT_THAT(states(e1_), ElementsAre("1/1 held"));
    EXPECT_THAT(states(e2_), ElementsAre("1/1 held", "1/2 held"));
    EXPECT_THAT(held.json["dates"], SizeIs(2));
    const auto sold = subscribe(adler_, {seat("1", "1")}, "60.00", {{"draft", held.json["draft"]}});
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_THAT(states(e1_), ElementsAre("1/1 sold"));
    EXPECT_EQ(number("SELECT count(*) FROM sale_draft"), 1) << "bert's alone";
    expect_whole();
}

// T-047: the best seats are those that are free at every date
TEST_P(SubscriptionCounter, TheBestSeatsAreFreeAtEveryDate) {
    ASSERT_EQ(sell("bert", wanted(seat("1", "4"), 1, e2_), cash("30.00")).status, 201);
    const auto held = hold_all("anna", {{"best", {{"count", 2}, {"together", true}}}});
    ASSERT_EQ(held.status, 201) << held.text;
    for (const auto& one : held.json["seats"]) EXPECT_NE(one, seat("1", "4"));
    EXPECT_THAT(held.json["said"].get<std::string>(), HasSubstr("together"));
    EXPECT_EQ(states(e1_).size(), 2U);
    EXPECT_EQ(states(e2_).size(), 3U);
    EXPECT_THAT(hold_all("anna", {{"best", {{"count", 12}}}}).issues(), ElementsAre("count: error.not_so_many_free"));
}

TEST_P(SubscriptionCounter, ASeatThatIsTakenAtOneDateIsHeldAtTheOthersAndSplit) {
    ASSERT_EQ(sell("bert", wanted(seat("1", "1"), 1, e2_), cash("30.00")).status, 201);
    const auto shown = seats_of("");
    ASSERT_EQ(shown.status, 200) << shown.text;
    ASSERT_THAT(shown.json["seats"], SizeIs(1));
    EXPECT_EQ(shown.json["seats"][0]["dates"], Json::array({e2_}));
    EXPECT_EQ(seats_of("&since=" + shown.json["position"].get<std::string>()).json["changed"], false);
    const auto held = hold_all("anna", {{"seats", {seat("1", "1")}}, {"where_free", true}});
    ASSERT_EQ(held.status, 201) << held.text;
    const auto& dates = held.json["dates"];
    EXPECT_EQ(dates[0]["event"] == e1_ ? dates[1]["seats"][0] : dates[0]["seats"][0], nullptr);
    const auto other = hold("anna", {{"seats", {seat("1", "2")}}, {"draft", held.json["draft"]}}, e2_);
    ASSERT_EQ(other.status, 201) << other.text;
    const auto split = subscribed({seat("1", "1")}, 0,
                                  {{{"seat", seat("1", "1")}, {"event", e2_}, {"instead", seat("1", "2")}}});
    const auto sold = subscribe(adler_, {}, "60.00", {{"subscriptions", split}, {"draft", held.json["draft"]}});
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_THAT(states(e2_), ElementsAre("1/1 sold", "1/2 sold"));
    ASSERT_EQ(sell("bert", wanted(seat("2", "1"), 1, e1_), cash("20.00")).status, 201);
    ASSERT_EQ(sell("bert", wanted(seat("2", "1"), 1, e2_), cash("20.00")).status, 201);
    EXPECT_THAT(hold_all("anna", {{"seats", {seat("2", "1")}}, {"where_free", true}}).issues(),
                ElementsAre("seats: error.seat_free_at_no_date"));
    expect_whole();
}

TEST_P(SubscriptionCounter, WhereTheHouseWantsTheSameSeatNothingIsSplit) {
    say("same_seat", "1");
    const auto split = subscribed({seat("1", "1")}, 0,
                                  {{{"seat", seat("1", "1")}, {"event", e2_}, {"instead", seat("1", "2")}}});
    EXPECT_THAT(subscribe(adler_, {}, "60.00", {{"subscriptions", split}}).issues(),
                ElementsAre("subscriptions: error.same_seat_at_every_date"));
}

TEST_P(SubscriptionCounter, SomeSeatsOfADraftAreGivenUpAtSomeDates) {
    const auto held = hold_all("anna", {{"seats", {seat("1", "1"), seat("1", "2")}}});
    const auto draft = "/holds/" + std::to_string(held.json["draft"].get<std::int64_t>());
    const auto released = as("anna").del(draft + "?seat=" + std::to_string(seat("1", "1")) +
                                         "&event=" + std::to_string(e2_));
    ASSERT_EQ(released.status, 204) << released.text;
    EXPECT_THAT(states(e1_), ElementsAre("1/1 held", "1/2 held"));
    EXPECT_THAT(states(e2_), ElementsAre("1/2 held"));
}

// counter.md 4: of a flexible subscription so many dates are chosen, and those alone are sold
TEST_P(SubscriptionCounter, DatesOfAFlexibleOneAreChosen) {
    make_flexible(1, 1);
    const auto neither = hold_all("anna", {{"seats", {seat("1", "1")}}, {"dates", {e1_, e2_}}});
    EXPECT_THAT(neither.issues(), ElementsAre("subscriptions: error.choose_so_many_dates"));
    EXPECT_THAT(hold_all("anna", {{"seats", {seat("1", "1")}}, {"dates", {n1_}}, {"event", n1_}}).issues(),
                ElementsAre("subscriptions: error.date_not_of_subscription"));
    const auto held = hold_all("anna", {{"seats", {seat("1", "1")}}, {"dates", {e1_}}});
    ASSERT_EQ(held.status, 201) << held.text;
    EXPECT_THAT(states(e2_), IsEmpty());
    EXPECT_EQ(seats_of("&date=" + std::to_string(e1_)).json["seats"][0]["state"], "held");
    const auto sold = subscribe(adler_, {}, "30.00", {{"subscriptions", chosen(old_, seat("1", "1"), Json::array({e1_}))},
                                                      {"draft", held.json["draft"]}});
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_THAT(sold.json["tickets"], SizeIs(1));
    EXPECT_THAT(rights(adler_), IsEmpty()) << "a flexible one keeps no seat";
    expect_whole();
    undo(sold.json["change_event"]);
    EXPECT_THAT(states(e1_), IsEmpty());
}

TEST_P(SubscriptionCounter, APriceOfAFlexibleOneIsThatOfEachDate) {
    make_flexible(1, 2);
    put_terms(old_, {e1_, e2_}, {{{"ticket_type", 1}, {"price_zone", "I"}, {"price", "12.50"}}});
    const Json both{{"tickets", Json::array()},
                    {"subscriptions", chosen(old_, seat("1", "1"), Json::array({e1_, e2_}))}};
    EXPECT_EQ(as("anna").post("/counter-sales/price", both).json["total"], "25.00");
    db().write([&](sql::Transaction& transaction) {
        transaction.execute("UPDATE subscription SET price = 900 WHERE id = :id", old_);
    });
    const Json other{{"tickets", Json::array()},
                     {"subscriptions", chosen(old_, seat("2", "1"), Json::array({e1_, e2_}))}};
    EXPECT_EQ(as("anna").post("/counter-sales/price", other).json["total"], "18.00")
        << "the price of the base data, where the zone has none of its own";
}

TEST_P(SubscriptionCounter, ItIsSoldInItsPeriodAlone) {
    say("sale_to", "2026-02-28");
    EXPECT_THAT(subscribe(adler_, {seat("1", "1")}, "60.00").issues(),
                ElementsAre("subscriptions: error.subscription_not_on_sale"));
    EXPECT_THAT(hold_all("anna", {{"seats", {seat("1", "1")}}}).issues(),
                ElementsAre("subscriptions: error.subscription_not_on_sale"));
    say("sale_to", "2026-03-01");
    EXPECT_EQ(subscribe(adler_, {seat("1", "1")}, "60.00").status, 201) << "the last day is one of them";
}

// counter.md 4: in the middle of the season a fixed one is sold for the dates that are left, each for its part of the price
TEST_P(SubscriptionCounter, WhatIsLeftOfTheSeasonIsSoldForItsPart) {
    put_terms(old_, {e1_, e2_}, {{{"ticket_type", 1}, {"price_zone", "I"}, {"price", "45.01"}}});
    db().write([&](sql::Transaction& transaction) {
        transaction.execute("UPDATE event SET starts_at = '2026-02-01T18:00:00Z' WHERE id = :id", e1_);
    });
    EXPECT_THAT(hold_all("anna", {{"seats", {seat("1", "1")}}}).issues(), ElementsAre("event: error.event_not_among_dates"));
    const auto held = hold_all("anna", {{"event", e2_}, {"seats", {seat("1", "1")}}});
    ASSERT_EQ(held.status, 201) << held.text;
    EXPECT_THAT(held.json["dates"], SizeIs(1));
    const auto sold = subscribe(adler_, {seat("1", "1")}, "22.50", {{"draft", held.json["draft"]}});
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_THAT(sold.json["tickets"], SizeIs(1));
    EXPECT_EQ(sold.json["tickets"][0]["event"], e2_) << "the second date's share, as if the whole were sold";
    ASSERT_THAT(rights(adler_), SizeIs(1)) << "who comes in the middle of the season keeps the seat for the next";
    EXPECT_THAT(states(e1_), IsEmpty());
    expect_whole();
    ASSERT_EQ(as("anna").get("/subscription-terms").status, 200);
    std::vector<bool> over;
    const auto listed = as("anna").get("/subscription-terms").json["rows"];
    for (const auto& one : listed)
        if (one["id"] == old_)
            for (const auto& date : one["events"]) over.push_back(date["over"]);
    EXPECT_THAT(over, ElementsAre(true, false));
}

TEST_P(SubscriptionCounter, OfASeasonThatIsOverNothingIsSold) {
    db().write([&](sql::Transaction& transaction) {
        transaction.execute("UPDATE event_sale SET sale_to = '2026-03-01T08:00:00Z' WHERE event_id = :id", e1_);
        transaction.execute("UPDATE event_sale SET state = 'cancelled' WHERE event_id = :id", e2_);
    });
    EXPECT_THAT(subscribe(adler_, {seat("1", "1")}, "60.00").issues(),
                ElementsAre("subscriptions: error.subscription_is_over"));
}

TEST_P(SubscriptionCounter, ADateThatIsNotOnSaleYetIsNotLeftOut) {
    db().write([&](sql::Transaction& transaction) {
        transaction.execute("UPDATE event_sale SET state = 'stopped' WHERE event_id = :id", e2_);
    });
    EXPECT_THAT(subscribe(adler_, {seat("1", "1")}, "30.00").issues(), ElementsAre("tickets: error.not_on_sale"))
        << "its sale goes on perhaps: nobody is sold less than the whole by mistake";
}

TEST_P(SubscriptionCounter, SinglesSubscriptionsAndPlacesToStandGoTogether) {
    const auto held = hold_all("anna", {{"seats", {seat("1", "1")}}, {"places", {{{"section", standing()}, {"places", 1}}}}});
    ASSERT_EQ(held.status, 201) << held.text;
    EXPECT_EQ(seats_of("").json["sections"][0]["taken"], 1);
    const Json packages = Json::array({{{"subscription", old_}, {"ticket_type", 1}, {"seats", {seat("1", "1")}},
                                        {"sections", {standing()}}}});
    const auto sold = sell("anna", {wanted(seat("2", "2"), 1, e2_)}, cash("100.00"),
                           {{"customer", adler_}, {"subscriptions", packages}, {"draft", held.json["draft"]}});
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_EQ(sold.json["total"], "100.00") << "20 and twice 30 and twice 10";
    EXPECT_THAT(sold.json["tickets"], SizeIs(5));
    expect_whole();
}

TEST_P(SubscriptionCounter, OtherPromotersDatesAreNotThere) {
    EXPECT_EQ(seats_of("", "nord").status, 422);
    EXPECT_EQ(hold_all("nord", {{"seats", {seat("1", "1")}}}).status, 422);
}

// counter.md 4: one seat of one date is given back for resale; the right says which seat is whose at each date
TEST_P(SubscriptionCounter, ARightShowsItsSeatAtEachDate) {
    const auto split = subscribed({seat("1", "1")}, 0,
                                  {{{"seat", seat("1", "1")}, {"event", e2_}, {"instead", seat("1", "3")}}});
    ASSERT_EQ(subscribe(adler_, {}, "60.00", {{"subscriptions", split}}).status, 201);
    auto right = rights(adler_)[0];
    const auto shown = as("anna").get(path_of(right));
    ASSERT_EQ(shown.status, 200) << shown.text;
    ASSERT_THAT(shown.json["dates"], SizeIs(2));
    const auto at = [](const Json& dates, std::int64_t event) {
        for (const auto& one : dates)
            if (one["event"] == event) return one;
        return Json();
    };
    EXPECT_EQ(at(shown.json["dates"], e1_)["is_other"], false);
    EXPECT_EQ(at(shown.json["dates"], e2_)["is_other"], true);
    EXPECT_EQ(at(shown.json["dates"], e2_)["seat"], "P 1/3");
    ASSERT_EQ(as("chief").post(path_of(right) + "/returns", {{"event", e2_}}, {test::if_match(1)}).status, 200);
    EXPECT_EQ(at(as("anna").get(path_of(right)).json["dates"], e2_)["state"], "deleted");
    EXPECT_EQ(rights(adler_)[0]["state"], "active");
    EXPECT_EQ(as("nord").get(path_of(right)).status, 404);
}

// counter.md 7: what is parked on a hidden customer is not there for who may not see him
TEST_P(SubscriptionCounter, ParkedMoneyOfHiddenCustomersIsNotThere) {
    const auto parked = "/customers/" + std::to_string(adler_) + "/parked-money";
    ASSERT_EQ(as("anna").post(parked, {{"amount", "40.00"}, {"kind", "cash"}}).status, 201);
    db().write([&](sql::Transaction& transaction) {
        transaction.execute("UPDATE customer SET hidden_in_search = 1 WHERE id = :id", adler_);
    });
    EXPECT_EQ(as("anna").get(parked).status, 404);
    EXPECT_EQ(as("chief").get(parked).json["sum"], "40.00");
}

// decision 134: a reservation that was given up was never bought, and ends no label
TEST_P(SubscriptionCounter, AReservationThatWasGivenUpLeavesTheLabelAsItWas) {
    bring(made_label(), bach_);
    const auto reserved = subscribe(bach_, {seat("1", "1")}, "", {{"reserve", true}});
    ASSERT_EQ(reserved.status, 201) << reserved.text;
    EXPECT_EQ(end_of_label(bach_), "");
    const auto back = as("chief").post("/orders/" + std::to_string(reserved.json["id"].get<int>()) + "/returns",
                                       Json::object(), {test::if_match(reserved.json["version"].get<int>())});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(end_of_label(bach_), "") << "nothing was bought";
}

// counter.md 5, decision 134: an end that followed the subscription moves with what is sold
TEST_P(SubscriptionCounter, AnEndThatFollowsTheSubscriptionMovesWithTheNextSale) {
    const auto label = made_label();
    ASSERT_EQ(subscribe(bach_, {seat("1", "1")}, "60.00").status, 201);
    give(label, bach_);
    EXPECT_EQ(end_of_label(bach_), "2026-06-30T21:59:59Z") << "this season's";
    const auto next = subscribe(bach_, {}, "60.00", {{"subscriptions", subscribed({seat("1", "1")}, new_)}});
    ASSERT_EQ(next.status, 201) << next.text;
    EXPECT_EQ(end_of_label(bach_), "2027-06-30T21:59:59Z");
    undo(next.json["change_event"]);
    EXPECT_EQ(end_of_label(bach_), "2026-06-30T21:59:59Z");
}

// decision 134: whoever gives a label may name another end, and that stays whatever is sold and given back
TEST_P(SubscriptionCounter, AnEndThatAClerkNamedStays) {
    give(made_label(), bach_, "2026-05-31T21:59:59Z");
    const auto sold = subscribe(bach_, {seat("1", "1")}, "60.00");
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_EQ(end_of_label(bach_), "2026-05-31T21:59:59Z");
    const auto back = as("chief").post("/orders/" + std::to_string(sold.json["id"].get<int>()) + "/returns",
                                       {{"kind", "cash"}}, {test::if_match(sold.json["version"].get<int>())});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(end_of_label(bach_), "2026-05-31T21:59:59Z");
}

}  // namespace
}  // namespace kartei::renewals
