// The hall of the counter's tests with the base data of the ticket side beside it, for the tests of what is kept there.
#pragma once

#include "modules/consents/consent_store.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/catalogue_records.hpp"
#include "modules/events/event_store.hpp"
#include "modules/orders/counter_fixture.hpp"
#include "modules/orders/label_rules.hpp"
#include "modules/orders/label_rules_api.hpp"
#include "modules/parameters/settings_api.hpp"

namespace kartei::orders {

class OnStage : public AtTheCounter {
protected:
    void SetUp() override {
        AtTheCounter::SetUp();
        if (IsSkipped()) return;
        stage_.reset(new test::SmallServer(
            {counter_endpoints(house()), parameters::base_data_endpoints(house()), label_rules_endpoints(house()),
             events::seat_plans_endpoints(house()), audit::audit_endpoints(house(), nullptr)},
            {counter_schemas(), parameters::base_data_schemas(), events::seat_plans_schemas(), audit::audit_schemas()},
            [](Actor& actor) {
                actor.permissions = {"events.read", "events.change", "sales.sell", "changes.undo", "sales.refund",
                                     "customers.change"};
                if (actor.name == "nord") actor.promoters = {2};
            }));
    }
    void TearDown() override {
        stage_.reset();
        AtTheCounter::TearDown();
    }

    test::ApiClient& on_stage(const std::string& name = "anna") { return stage_->as(name); }
    /// A new row of base data; its id.
    std::int64_t made(const std::string& what, const Json& values) {
        const auto answer = on_stage().post("/base-data/" + what, values);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.status == 201 ? answer.json["id"].get<std::int64_t>() : 0;
    }
    static std::string at(const std::string& what, std::int64_t id) {
        return "/base-data/" + what + "/" + std::to_string(id);
    }
    std::vector<std::string> names_of(const std::string& what, const std::string& who) {
        std::vector<std::string> names;
        const auto rows = on_stage(who).get("/base-data/" + what).json["rows"];
        for (const auto& row : rows) names.push_back(row["name"]);
        return names;
    }
    test::ApiAnswer buy(const Json& more, const std::string& amount, const Json& tickets = Json::array()) {
        auto body = more;
        body["tickets"] = tickets.is_array() ? tickets : Json::array({tickets});
        body["payments"] = cash(amount);
        return on_stage().post("/counter-sales", body);
    }

private:
    std::unique_ptr<test::SmallServer> stage_;
};

}  // namespace kartei::orders
