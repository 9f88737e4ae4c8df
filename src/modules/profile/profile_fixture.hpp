// A real server with the endpoints of the register, the profile's lists and the audit. The cookie says who asks:
// "chief" may do everything, "agent" reads and changes sensitive values too, "clerk" does not.
#pragma once

#include <gmock/gmock.h>

#include "audit/audit_api.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/profile/profile_api.hpp"
#include "modules/profile/profile_json.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/small_server.hpp"

namespace kartei::profile {

using test::ApiAnswer;
using test::ApiClient;
using test::if_match;
using test::Json;

class WithProfile : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        db().write([](sql::Transaction& transaction) { parameters::found_parameters(transaction); });
        server_.reset(new test::SmallServer({customers::customer_endpoints(house()), profile_endpoints(house()),
                                             audit::audit_endpoints(house(), nullptr)},
                                            {customers::customer_schemas(), profile_schemas(), audit::audit_schemas()},
                                            rights_of));
    }
    void TearDown() override {
        server_.reset();
        InAHouse::TearDown();
    }

    int port() const { return server_->port(); }
    ApiClient& as(const std::string& name) { return server_->as(name); }
    ApiClient& agent() { return as("agent"); }

    /// A new customer's address, "/customers/2".
    std::string customer(const Json& values = {{"name", "Eriksson"}, {"first_name", "Anna"}}) {
        const auto made = as("chief").post("/customers", values);
        EXPECT_EQ(made.status, 201) << made.text;
        return "/customers/" + std::to_string(made.json.at("id").get<std::int64_t>());
    }
    /// A row that must be accepted.
    Json add(const std::string& path, const Json& values) {
        const auto made = as("chief").post(path, values);
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json;
    }
    static std::string row_path(const std::string& path, const Json& row) {
        return path + "/" + std::to_string(row.at("id").get<std::int64_t>());
    }
    Json lists(const std::string& customer) {
        const auto answer = agent().get(customer + "/lists");
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    void set_parameter(const char* name, const Json& value) {
        const auto done = db().write([&](sql::Transaction& transaction) {
            return parameters::change_parameters(house(), transaction, Actor::system(),
                                                 parameters::version_of(transaction, "parameters"), {{name, value}});
        });
        EXPECT_TRUE(done);
    }
    /// What is warned of, by key.
    std::vector<std::string> warnings(const std::string& customer) {
        std::vector<std::string> keys;
        const auto all = lists(customer);
        for (const auto& warning : all.at("warnings")) keys.push_back(warning.at("key"));
        return keys;
    }
    ApiAnswer undo(const Json& event) {
        return as("chief").post("/change-events/" + std::to_string(event.get<std::int64_t>()) + "/reversal", nullptr);
    }
    /// Everything that stands in the tables of the lists, as one text: what an intruder reads.
    std::string raw_tables() {
        std::string all;
        db().read([&](sql::Transaction& transaction) {
            for (const auto& list : all_lists()) {
                // sql: tables come from the declarations in list.cpp
                auto rows = transaction.query("SELECT * FROM " + std::string(list.record));
                const auto columns = 5 + static_cast<int>(list.fields.size());
                while (rows.next())
                    for (int column = 0; column < columns; ++column) all += rows.string(column) + "\n";
            }
            auto rows = transaction.query("SELECT record, field, before, after FROM audit_row");
            while (rows.next())
                for (int column = 0; column < 4; ++column) all += rows.string(column) + "\n";
        });
        return all;
    }

private:
    static void rights_of(Actor& actor) {
        actor.all_permissions = actor.name == "chief";
        actor.user_id = actor.name == "chief" ? 1 : actor.name == "agent" ? 2 : 3;
        actor.permissions = {"search", "customers.read", "customers.create", "customers.change", "history.read"};
        if (actor.name == "agent") actor.permissions.insert({"sensitive.read", "sensitive.change"});
    }

    std::unique_ptr<test::SmallServer> server_;
};

}  // namespace kartei::profile
