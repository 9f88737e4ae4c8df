// Tills, through HTTP: what is sold at the counter goes through the seller's till, which is closed by counting and stays
// closed.
#include <gmock/gmock.h>

#include <thread>

#include "modules/cancellations/cancellation.hpp"
#include "modules/orders/counter_fixture.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/renewals/parked_money.hpp"
#include "modules/till/till_actions.hpp"
#include "modules/till/till_api.hpp"
#include "modules/till/till_report_pdf.hpp"
#include "tests/support/pdf_pages.hpp"

namespace kartei::till {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using test::Json;

class Tills : public orders::AtTheCounter {
protected:
    void SetUp() override {
        AtTheCounter::SetUp();
        if (IsSkipped()) return;
        db().write([](sql::Transaction& transaction) { parameters::found_parameters(transaction); });
        set("module_till", true);
    }
    web::EndpointTable further_endpoints() override { return till_endpoints(house()); }
    std::vector<web::NamedSchema> further_schemas() override { return till_schemas(); }
    void allow(Actor& actor) override {
        actor.user_id = 1 + static_cast<std::int64_t>(actor.name.front());
        actor.permissions.insert("till.use");
        if (actor.name.ends_with("chief")) actor.permissions.insert("till.all");
        actor.permissions.insert("sales.refund");
    }
    void set(const char* name, bool on) {
        EXPECT_TRUE(db().write([&](sql::Transaction& transaction) {
            return parameters::change_parameters(house(), transaction, Actor::system(),
                                                 parameters::version_of(transaction, "parameters"), {{name, on}});
        }));
    }
    Json opened(const std::string& who, const std::string& amount = "100.00") {
        const auto answer = as(who).post("/till/openings", {{"opening", amount}});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    Json mine(const std::string& who) { return as(who).get("/till").json["till"]; }
    test::ApiAnswer moved(const std::string& who, const std::string& amount, const std::string& text,
                          Json more = Json::object()) {
        more["amount"] = amount, more["text"] = text;
        return as(who).post("/till/entries", more);
    }
    test::ApiAnswer counted(const std::string& who, const Json& till, const std::string& sum,
                            const std::string& remark = "") {
        return as(who).post("/tills/" + std::to_string(till["id"].get<int>()) + "/closing",
                            {{"moves", till["moves"]}, {"counted", sum}, {"remark", remark}});
    }
    Json sold(const std::string& who, const std::string& row, const std::string& name, const std::string& amount,
              const std::string& kind = "cash") {
        const auto answer = sell(who, {wanted(seat(row, name))}, Json::array({{{"kind", kind}, {"amount", amount}}}));
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    test::ApiAnswer reversal(const std::string& who, const Json& change) {
        return as(who).post("/change-events/" + std::to_string(change["change_event"].get<int>()) + "/reversal", nullptr);
    }
    Actor anna() {
        Actor actor;
        actor.name = "anna";
        allow(actor);
        actor.permissions.insert({"sales.sell", "events.read", "events.change", "customers.read"});
        return actor;
    }
    void expect_right() {
        EXPECT_EQ(db().read([](sql::Transaction& transaction) { return check_tills(transaction); }), 0);
    }
};
ON_BOTH_ENGINES(Tills);

// money.md 1: a till per user and day with opening, closing and difference.
TEST_P(Tills, WhatIsSoldGoesThroughTheSellersTill) {
    opened("anna");
    opened("bert", "50.00");
    const auto order = sold("anna", "1", "1", "30.00");
    sold("anna", "1", "2", "30.00", "card");
    sold("bert", "2", "1", "20.00");
    const auto path = "/orders/" + std::to_string(order["id"].get<int>());
    ASSERT_EQ(as("anna").post(path + "/returns", {{"kind", "cash"}}, {test::if_match(1)}).status, 200);
    ASSERT_EQ(moved("anna", "20.00", "Wechselgeld").status, 201);
    ASSERT_EQ(moved("anna", "-5.50", "Porto").status, 201);
    const auto till = mine("anna");
    EXPECT_EQ(till["cash"], "114.50");
    EXPECT_EQ(till["sums"][0], Json({{"kind", "cash"}, {"in", "50.00"}, {"out", "-35.50"}, {"sum", "14.50"}}));
    EXPECT_EQ(till["sums"][1]["sum"], "30.00") << "card";
    EXPECT_EQ(till["entries"][4]["reference"], order["number"]) << "the newest first";
    EXPECT_EQ(mine("bert")["cash"], "70.00") << "each his own";
    const auto closed = counted("anna", till, "114.50");
    ASSERT_EQ(closed.status, 201) << closed.text;
    EXPECT_EQ(closed.json["difference"], "0.00");
    EXPECT_TRUE(mine("anna").is_null());
    EXPECT_EQ(as("anna").get("/till").json["proposed"], "114.50") << "what was counted is the next opening";
    expect_right();
}

TEST_P(Tills, NotesAndCoinsAreAddedUpAndADifferenceIsSaid) {
    const auto till = opened("anna");
    const auto path = "/tills/" + std::to_string(till["id"].get<int>()) + "/closing";
    const Json coins{{{"value", "50.00"}, {"count", 1}}, {{"value", "2.00"}, {"count", 20}}};
    const auto unsaid = as("anna").post(path, {{"moves", 0}, {"coins", coins}});
    EXPECT_THAT(unsaid.issues(), ElementsAre("remark: error.till_difference_unsaid"));
    const auto closed = as("anna").post(path, {{"moves", 0}, {"coins", coins}, {"remark", "ein Zehner fehlt"}});
    ASSERT_EQ(closed.status, 201) << closed.text;
    EXPECT_EQ(closed.json["counted"], "90.00");
    EXPECT_EQ(closed.json["difference"], "-10.00");
    EXPECT_EQ(closed.json["coins"], "50.00 x 1; 2.00 x 20");
    const auto pdf = as("anna").get("/tills/" + std::to_string(till["id"].get<int>()) + "/report.pdf");
    EXPECT_EQ(pdf.status, 200);
    EXPECT_EQ(test::pages_of(pdf.text), 1U);
    expect_right();
}

// Money left for later goes through the till; what only moves between a customer and his orders does not.
TEST_P(Tills, MoneyLeftForLaterGoesThroughTheTillAndWhatMovesDoesNot) {
    static const bool joined = [] {
        return true;
    }();
    ASSERT_TRUE(joined);
    opened("anna");
    const auto event = db().write([&](sql::Transaction& transaction) {
        return renewals::park(house(), transaction, anna(), adler_, {"cash", 30'00});
    });
    ASSERT_TRUE(event);
    EXPECT_EQ(mine("anna")["cash"], "130.00");
    EXPECT_EQ(mine("anna")["entries"][0]["source"], "credit");
    const auto order = sell("anna", {wanted(seat("1", "1"))}, Json::array(), {{"customer", adler_}, {"reserve", true}});
    ASSERT_EQ(order.status, 201) << order.text;
    const auto paid = db().write([&](sql::Transaction& transaction) {
        return renewals::pay_from_parked(house(), transaction, anna(), order.json["id"], 1);
    });
    ASSERT_TRUE(paid);
    EXPECT_EQ(mine("anna")["cash"], "130.00") << "it is in the till already";
    undo(paid->change_event);
    ASSERT_EQ(counted("anna", mine("anna"), "130.00").status, 201);
    EXPECT_THAT(reversal("chief", {{"change_event", *event}}).text, HasSubstr("this money went through is closed"));
    EXPECT_EQ(db().read([&](sql::Transaction& t) { return renewals::parked_of(t, adler_).sum; }), 30'00);
    expect_right();
}

// Where money needs a till, a date is not cancelled with refunds that nobody could give
TEST_P(Tills, ADateIsNotRefundedWithoutATillWhereTheHouseWantsOne) {
    set("till_needed", true);
    const auto asked = [&](const std::string& kind, bool also_anonymous = false) {
        cancellations::Asked asked;
        asked.event = e1_, asked.decision = "refund", asked.kind = kind, asked.cancel = true;
        asked.also_anonymous = also_anonymous;
        return db().read([&](sql::Transaction& transaction) {
            const auto plan = cancellations::plan_cancellation(house(), transaction, anna(), asked);
            return plan ? "" : plan.refusal().issues.front().key;
        });
    };
    sold("anna", "1", "1", "30.00", "transfer");
    EXPECT_EQ(asked("", true), "") << "all was paid by transfer, and goes back so";
    EXPECT_EQ(asked("card"), "error.no_open_till");
    EXPECT_EQ(asked("transfer"), "") << "goes past the till";
    opened("anna");
    sold("anna", "1", "2", "30.00", "card");
    ASSERT_EQ(counted("anna", mine("anna"), "100.00").status, 201);
    EXPECT_EQ(asked("", true), "error.no_open_till") << "a part of it goes back on a card";
    EXPECT_EQ(asked(""), "") << "who bought it is not known: it is left";
    opened("anna");
    EXPECT_EQ(asked(""), "");
}

TEST_P(Tills, MoreCoinsThanThereCanBeAreRefused) {
    const auto till = opened("anna");
    const Json coins{{{"value", "60000000.00"}, {"count", 1}}, {{"value", "50000000.00"}, {"count", 1}}};
    const auto closed = as("anna").post("/tills/" + std::to_string(till["id"].get<int>()) + "/closing",
                                        {{"moves", 0}, {"coins", coins}, {"remark", "vertippt"}});
    EXPECT_THAT(closed.issues(), ElementsAre("coins: error.till_counted_wrong"));
}

// What is closed is never changed: not by counting again, not by undo, not by undoing what went through it.
TEST_P(Tills, AClosedTillStaysAsItIs) {
    const auto till = opened("anna");
    const auto sale = sold("anna", "1", "1", "30.00");
    const auto closed = counted("anna", mine("anna"), "130.00");
    ASSERT_EQ(closed.status, 201) << closed.text;
    EXPECT_THAT(counted("anna", closed.json, "130.00").text, HasSubstr("error.till_is_closed"));
    EXPECT_THAT(reversal("chief", closed.json).text, HasSubstr("A closed till stays as it is"));
    EXPECT_THAT(reversal("chief", sale).text, HasSubstr("this money went through is closed"));
    EXPECT_EQ(number("SELECT count(*) FROM order_payment"), 1) << "nothing of the sale went back";
    EXPECT_THAT(reversal("chief", till).text, HasSubstr("Money went through this till already"));
    opened("anna");
    const auto correction = moved("anna", "-30.00", "Karte statt bar", {{"corrects", till["id"]}});
    ASSERT_EQ(correction.status, 201) << correction.text;
    EXPECT_EQ(moved("anna", "30.00", "Karte statt bar", {{"corrects", till["id"]}, {"kind", "card"}}).status, 201);
    EXPECT_EQ(mine("anna")["entries"][0]["corrects"], till["id"]);
    EXPECT_EQ(mine("anna")["shift"], 2);
    expect_right();
}

TEST_P(Tills, WhatStandsInAnOpenTillCanBeUndone) {
    const auto till = opened("anna");
    const auto sale = sold("anna", "1", "1", "30.00");
    const auto deposit = moved("anna", "20.00", "Wechselgeld");
    ASSERT_EQ(reversal("anna", deposit.json).status, 200);
    ASSERT_EQ(reversal("anna", sale).status, 200);
    EXPECT_EQ(mine("anna")["cash"], "100.00");
    EXPECT_EQ(mine("anna")["moves"], 4) << "whoever counted meanwhile is told";
    EXPECT_EQ(reversal("anna", till).status, 200) << "opened by mistake";
    EXPECT_TRUE(mine("anna").is_null());
}

TEST_P(Tills, MoneyThatCameMeanwhileIsSeenBeforeItIsClosed) {
    opened("anna");
    const auto seen = mine("anna");
    sold("anna", "1", "1", "30.00");
    const auto stale = counted("anna", seen, "100.00");
    EXPECT_EQ(stale.status, 412) << stale.text;
    EXPECT_THAT(stale.text, HasSubstr("error.till_moved"));
    EXPECT_EQ(counted("anna", mine("anna"), "130.00").status, 201);
}

// The setting of the house: off by default, then money without a till is taken as before.
TEST_P(Tills, WithoutATillMoneyIsTakenUnlessTheHouseWantsOne) {
    sold("anna", "1", "1", "30.00");
    set("till_needed", true);
    const auto refused = sell("anna", {wanted(seat("1", "2"))}, cash("30.00"));
    EXPECT_EQ(refused.status, 409) << refused.text;
    EXPECT_THAT(refused.issues(), ElementsAre("kind: error.no_open_till"));
    EXPECT_THAT(states(), ElementsAre("1/1 sold"));
    sold("anna", "1", "3", "30.00", "transfer");
    opened("anna");
    sold("anna", "1", "2", "30.00");
    EXPECT_EQ(mine("anna")["cash"], "130.00") << "what the bank moves goes past the till";
    set("module_till", false);
    EXPECT_EQ(as("anna").get("/till").status, 404);
    sold("anna", "1", "4", "30.00");
    set("module_till", true);
    EXPECT_EQ(mine("anna")["cash"], "130.00") << "a house without tills sees nothing of them";
}

TEST_P(Tills, BadInputIsRefusedByField) {
    EXPECT_THAT(moved("anna", "5.00", "Wechselgeld").text, HasSubstr("error.no_open_till"));
    EXPECT_THAT(as("anna").post("/till/openings", {{"opening", "-1.00"}}).issues(),
                ElementsAre("opening: error.till_counted_wrong"));
    const auto till = opened("anna");
    EXPECT_THAT(as("anna").post("/till/openings", {{"opening", "1.00"}}).text, HasSubstr("error.till_is_open"));
    EXPECT_THAT(moved("anna", "0.00", "nichts").issues(), ElementsAre("amount: error.required"));
    EXPECT_THAT(moved("anna", "5.00", " ").issues(), ElementsAre("text: error.required"));
    EXPECT_THAT(moved("anna", "-100.01", "zu viel").issues(), ElementsAre("amount: error.till_has_less"));
    EXPECT_THAT(moved("anna", "5.00", "Karte", {{"kind", "card"}}).issues(), ElementsAre("kind: error.till_only_cash"));
    EXPECT_THAT(moved("anna", "5.00", "offen", {{"corrects", till["id"]}}).issues(),
                ElementsAre("corrects: error.till_still_open"));
    EXPECT_THAT(moved("anna", "5.00", "gibt es nicht", {{"corrects", 4711}}).issues(),
                ElementsAre("corrects: error.no_such_till"));
    const auto path = "/tills/" + std::to_string(till["id"].get<int>());
    EXPECT_EQ(as("bert").get(path).status, 404) << "another's";
    EXPECT_EQ(as("bert").post(path + "/closing", {{"moves", 0}, {"counted", "100.00"}}).status, 404);
    EXPECT_EQ(as("chief").post(path + "/closing", {{"moves", 0}, {"counted", "100.00"}}).status, 201)
        << "who sees all closes one that was forgotten";
}

// Two tabs, or two servers: one of them opens, and each sale stands in the till once.
TEST_P(Tills, AtTheSameMomentOneTillIsOpenedAndEachSaleCounts) {
    std::vector<std::thread> threads;
    std::atomic<int> made = 0;
    const auto as_anna = [] {
        Actor actor;
        actor.name = "anna", actor.user_id = 1 + 'a';
        actor.permissions = {"till.use", "sales.sell"};
        return actor;
    };
    for (int tab = 0; tab < 4; ++tab)
        threads.emplace_back([&] {
            const auto done = db().write([&](sql::Transaction& transaction) {
                return open_till(house(), transaction, as_anna(), 10000);
            });
            if (done) ++made;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(made, 1);
    threads.clear();
    for (int tab = 0; tab < 4; ++tab)
        threads.emplace_back([&, tab] {
            orders::SaleWish wish;
            wish.tickets = {{tab % 2 ? e1_ : e2_, standing(), true, 1}};
            wish.payments = {{"cash", 1000}};
            EXPECT_TRUE(db().write([&](sql::Transaction& transaction) {
                return orders::sell(house(), transaction, as_anna(), wish);
            }));
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(mine("anna")["cash"], "140.00");
    EXPECT_EQ(mine("anna")["moves"], 4);
    expect_right();
}

}  // namespace
}  // namespace kartei::till
