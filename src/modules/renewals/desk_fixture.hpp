// The renewal desk behind a real server for tests: last season's subscription "Abo" on the event dates E1 and E2, next
// season's "Abo" on N1 and N2, all in the small hall of the counter's tests.
#pragma once

#include "modules/orders/counter_fixture.hpp"
#include "modules/orders/order_followers.hpp"
#include "modules/renewals/renewal_actions.hpp"
#include "modules/renewals/renewals_api.hpp"
#include "modules/renewals/right_makers.hpp"

namespace kartei::renewals {

class AtTheDesk : public orders::AtTheCounter {
protected:
    using Json = test::Json;

    void SetUp() override {
        AtTheCounter::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [&](test::BoxOffice& office) {
            for (const auto* code : {"N1", "N2"})
                office.event({.code = code, .season = "25/26", .promoter = "Haus", .starts_at = "2026-11-01T18:00:00Z"});
            bach_ = office.customer("Bach"), claus_ = office.customer("Claus");
            // A sale of either makes the two subscriptions known to the house.
            office.order("2", adler_, {{.event = "X1", .subscription = "Abo", .season = "24/25"},
                                       {.event = "X1", .subscription = "Abo", .season = "25/26"}});
        });
        n1_ = ids({"N1"}).front(), n2_ = ids({"N2"}).front();
        for (const auto event : {n1_, n2_}) EXPECT_EQ(put_on(event, plan_["id"], 1).status, 200);
        old_ = number("SELECT s.id FROM subscription s JOIN season x ON x.id = s.season_id WHERE x.name = '24/25'");
        new_ = number("SELECT s.id FROM subscription s JOIN season x ON x.id = s.season_id WHERE x.name = '25/26'");
        put_terms(old_, {e1_, e2_});
        put_terms(new_, {n1_, n2_});
    }
    void TearDown() override {
        AtTheCounter::TearDown();
        jobs_.reset();
    }
    web::EndpointTable further_endpoints() override {
        jobs_ = std::make_unique<jobs::Jobs>(db(), test::temporary_path("").string());
        return renewals_endpoints(house(), *jobs_);
    }
    std::vector<web::NamedSchema> further_schemas() override { return renewals_schemas(); }
    void allow(Actor& actor) override {
        actor.permissions.insert({"sales.read", "seat_rights.change", "renewals.run", "customers.read"});
    }

    void put_terms(std::int64_t subscription, const Json& events, const Json& prices = Json::array()) {
        const auto answer = as("anna").put("/subscription-terms/" + std::to_string(subscription),
                                           {{"events", events}, {"prices", prices}},
                                           {test::if_match(version_of_terms(subscription))});
        EXPECT_EQ(answer.status, 200) << answer.text;
    }
    std::int64_t version_of_terms(std::int64_t subscription) {
        const auto rows = as("anna").get("/subscription-terms").json["rows"];
        for (const auto& one : rows)
            if (one["id"] == subscription) return one["version"];
        return 0;
    }
    Json subscribed(std::vector<std::int64_t> seats, std::int64_t subscription = 0, Json instead = Json::array()) {
        return Json::array({{{"subscription", subscription ? subscription : old_}, {"ticket_type", 1}, {"seats", seats},
                             {"instead", instead}}});
    }
    /// A subscription that is sold at the counter and paid: 60.00 for each seat of the first row.
    test::ApiAnswer subscribe(std::int64_t customer, std::vector<std::int64_t> seats, const std::string& paid,
                              Json more = Json::object()) {
        more["customer"] = customer;
        if (!more.contains("subscriptions")) more["subscriptions"] = subscribed(seats);
        return sell("anna", Json::array(), paid.empty() ? Json::array() : cash(paid), more);
    }
    Json rights(std::int64_t customer) {
        return as("anna").get("/customers/" + std::to_string(customer) + "/seat-rights").json["rows"];
    }
    static std::string path_of(const Json& right) { return "/seat-rights/" + std::to_string(right["id"].get<int>()); }
    test::ApiAnswer change(const Json& right, const Json& body, const std::string& who = "anna") {
        return as(who).patch(path_of(right), body, {test::if_match(right["version"].get<std::int64_t>())});
    }

    std::int64_t begun(const std::string& name = "Herbst") {
        const auto answer = as("anna").post("/renewals", {{"name", name}, {"pairs", {{{"from", old_}, {"to", new_}}}}});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json["id"];
    }
    test::ApiAnswer lines(std::int64_t renewal, const std::string& show = "all", const std::string& who = "anna") {
        return as(who).get("/renewals/" + std::to_string(renewal) + "/rights?show=" + show);
    }
    /// "Adler P 1/1 > P 1/1 open", with what is in the way.
    std::vector<std::string> told(std::int64_t renewal, const std::string& show = "all") {
        std::vector<std::string> list;
        const auto rows = lines(renewal, show).json["rows"];
        for (const auto& row : rows) {
            auto text = row["customer_name"].get<std::string>() + " " + row["old_seat"].get<std::string>() + " > " +
                        (row["new_seat"].is_null() ? "-" : row["new_seat"].get<std::string>()) + " " +
                        row["state"].get<std::string>();
            for (const auto& conflict : row["conflicts"]) text += " " + conflict.get<std::string>();
            list.push_back(text);
        }
        return list;
    }
    test::ApiAnswer decide_on(std::int64_t renewal, const Json& right, const Json& body, std::int64_t version = 1) {
        return as("anna").put(
            "/renewals/" + std::to_string(renewal) + "/rights/" + std::to_string(right["id"].get<std::int64_t>()), body,
            {test::if_match(version)});
    }
    Reserved reserved(std::int64_t renewal, std::vector<std::int64_t> rights = {}) {
        Actor actor = Actor::system();
        actor.name = "anna";
        const auto done = reserve(house(), actor, {renewal, std::move(rights), ""}, nullptr);
        EXPECT_TRUE(done) << done.refusal().issues.front().key;
        return *done;
    }

    std::int64_t bach_ = 0, claus_ = 0, n1_ = 0, n2_ = 0, old_ = 0, new_ = 0;
    std::unique_ptr<jobs::Jobs> jobs_;
};

}  // namespace kartei::renewals
