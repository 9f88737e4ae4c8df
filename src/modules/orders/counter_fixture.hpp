// A small hall on sale behind a real server, for the tests of the counter: two rows of five seats for 30 and 20 and ten
// places to stand for 10; the event dates E1 and E2 are sold on it.
#pragma once

#include "audit/audit_api.hpp"
#include "audit/reversal.hpp"
#include "modules/events/seat_plans_api.hpp"
#include "modules/orders/counter_api.hpp"
#include "modules/orders/counter_sale.hpp"
#include "modules/orders/event_on_sale.hpp"
#include "modules/orders/product_sale.hpp"
#include "modules/orders/sales_ledger.hpp"
#include "tests/scenarios/box_office.hpp"
#include "tests/support/small_server.hpp"

namespace kartei::orders {

class AtTheCounter : public test::InATheatre {
protected:
    using Json = test::Json;

    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [&](test::BoxOffice& office) {
            for (const auto* code : {"E1", "E2"}) office.event({.code = code, .promoter = "Haus"});
            office.event({.code = "X1", .promoter = "Agentur Nord"});
            adler_ = office.customer("Adler");
            office.order("1", adler_, {{"X1"}, {.event = "X1", .price = 1000, .type = "Kind"}});
        });
        server_.reset(new test::SmallServer(
            {counter_endpoints(house()), events::seat_plans_endpoints(house()),
             audit::audit_endpoints(house(), nullptr), further_endpoints()},
            {counter_schemas(), events::seat_plans_schemas(), audit::audit_schemas(), further_schemas()},
            [this](Actor& actor) {
                actor.permissions = {"events.read", "events.change", "sales.sell", "seats.block", "changes.undo"};
                if (actor.name.ends_with("chief"))
                    actor.permissions.insert({"sales.refund", "customers.see_hidden", "changes.undo_others"});
                if (actor.name.starts_with("nord")) actor.promoters = {2};
                allow(actor);
            }));
        e1_ = ids({"E1"}).front();
        e2_ = ids({"E2"}).front();
        plan_ = made_plan(hall());
        for (const auto event : {e1_, e2_}) EXPECT_EQ(put_on(event, plan_["id"], 1).status, 200);
    }
    void TearDown() override {
        server_.reset();
        InATheatre::TearDown();
    }

    virtual web::EndpointTable further_endpoints() { return {}; }
    virtual std::vector<web::NamedSchema> further_schemas() { return {}; }
    virtual void allow(Actor&) {}

    static Json hall() {
        return {{"hall", "Großer Saal"},
                {"ranges",
                 {{{"section", "P"}, {"price_zone", "I"}, {"rows", "1"}, {"seats", "1-5"}},
                  {{"section", "P"}, {"price_zone", "II"}, {"rows", "2"}, {"seats", "1-5"}},
                  {{"section", "Steh"}, {"price_zone", "S"}, {"capacity", 10}}}}};
    }
    Json made_plan(const Json& body) {
        const auto answer = as("anna").post("/seat-plans", body);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    test::ApiAnswer put_on(std::int64_t event, const Json& plan, std::int64_t version,
                           const std::string& state = "on_sale") {
        Json prices = Json::array();
        for (const auto& [type, zone, price] : std::vector<std::tuple<std::string, std::string, std::string>>{
                 {"Normal", "I", "30.00"}, {"Normal", "II", "20.00"}, {"Normal", "S", "10.00"}, {"Kind", "I", "15.00"}})
            prices.push_back({{"ticket_type", type}, {"price_zone", zone}, {"price", price}});
        return as("anna").put(path(event, "sale"), {{"plan", plan}, {"state", state}, {"prices", prices}},
                              {test::if_match(version)});
    }

    test::ApiClient& as(const std::string& name) { return server_->as(name); }
    static std::string path(std::int64_t event, const std::string& rest) {
        return "/events/" + std::to_string(event) + "/" + rest;
    }
    std::int64_t seat(const std::string& row, const std::string& name) const {
        for (const auto& place : plan_["places"])
            if (place["row"] == row && place["seat"] == name) return place["id"];
        return 0;
    }
    std::int64_t standing() const { return plan_["places"].back()["id"]; }
    test::ApiAnswer hold(const std::string& who, const Json& body, std::int64_t event = 0) {
        return as(who).post(path(event ? event : e1_, "holds"), body);
    }
    Json wanted(std::int64_t seat, std::int64_t type = 1, std::int64_t event = 0) const {
        return {{"event", event ? event : e1_}, {"seat", seat}, {"ticket_type", type}};
    }
    test::ApiAnswer sell(const std::string& who, const Json& tickets, const Json& payments,
                         Json more = Json::object()) {
        more["tickets"] = tickets.is_array() ? tickets : Json::array({tickets});
        more["payments"] = payments;
        return as(who).post("/counter-sales", more);
    }
    static Json cash(const std::string& amount) { return Json::array({{{"kind", "cash"}, {"amount", amount}}}); }
    /// "1/3 sold", seats that are not free.
    std::vector<std::string> states(std::int64_t event = 0) {
        std::vector<std::string> list;
        const auto answer = as("anna").get(path(event ? event : e1_, "seats"));
        for (const auto& one : answer.json["seats"])
            for (const auto& place : plan_["places"])
                if (place["id"] == one["id"] && !place["row"].is_null())
                    list.push_back(place["row"].get<std::string>() + "/" + place["seat"].get<std::string>() + " " +
                                   one["state"].get<std::string>());
        return list;
    }
    void undo(std::int64_t event) {
        const auto done = audit::reverse_event(house(), Actor::system(), event);
        ASSERT_TRUE(done);
        EXPECT_TRUE(done->conflicts.empty()) << done->conflicts.front().found;
    }
    /// Claims, lists and ledger say what the tickets say.
    void expect_whole() {
        db().read([](sql::Transaction& transaction) {
            EXPECT_EQ(check_claims(transaction), 0);
            EXPECT_EQ(check_order_lines(transaction), 0);
            EXPECT_TRUE(check_ledger(transaction).is_right()) << check_ledger(transaction).in_words();
            return 0;
        });
    }
    std::int64_t number(const std::string& sql) {
        return db().read([&](sql::Transaction& transaction) {
            auto rows = transaction.query(sql);
            return rows.next() ? rows.integer(0) : -1;
        });
    }

    std::int64_t adler_ = 0, e1_ = 0, e2_ = 0;
    Json plan_;

private:
    std::unique_ptr<test::SmallServer> server_;
};

}  // namespace kartei::orders
