// A real server with the endpoints of the register, the audit and the parameters. Two people: "chief" may do
// everything, "clerk" may search, read, create, change and undo his own; the cookie says who asks.
#pragma once

#include <sstream>

#include "audit/audit_api.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameters_api.hpp"
#include "modules/parameters/postcode.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/small_server.hpp"

namespace kartei::customers {

class WithRegisterServer : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        server_.reset(new test::SmallServer({customer_endpoints(house()), audit::audit_endpoints(house(), nullptr),
                                             parameters::parameters_endpoints(house())},
                                            {customer_schemas(), audit::audit_schemas(),
                                             parameters::parameters_schemas()},
                                            rights_of));
    }
    void TearDown() override {
        server_.reset();
        InAHouse::TearDown();
    }

    int server_port() const { return server_->port(); }
    test::ApiClient& chief() { return server_->as("chief"); }
    test::ApiClient& clerk() { return server_->as("clerk"); }
    test::ApiClient& nobody() { return server_->as(""); }
    /// A clerk with more rights, joined by "+".
    test::ApiClient& clerk_with(const std::string& rights) { return server_->as(rights); }

private:
    static void rights_of(Actor& actor) {
        actor.all_permissions = actor.name == "chief";
        actor.user_id = actor.all_permissions ? 1 : 2;
        actor.permissions = {"search",           "customers.read", "customers.create",
                             "customers.change", "history.read",   "changes.undo"};
        std::stringstream more(actor.name);
        for (std::string right; std::getline(more, right, '+');) actor.permissions.insert(right);
    }

    std::unique_ptr<test::SmallServer> server_;
};

}  // namespace kartei::customers
