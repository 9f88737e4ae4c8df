// A real server with the endpoints of the register, the audit and the parameters. Two people: "chief" may do
// everything, "clerk" may search, read, create, change and undo his own; the cookie says who asks.
#pragma once

#include "modules/audit/audit_api.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameters_api.hpp"
#include "modules/parameters/postcode.hpp"
#include "tests/support/api_client.hpp"
#include "tests/support/founded_house.hpp"
#include "web/server.hpp"

namespace kartei::customers {

class WithRegisterServer : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        if (audit::event_notes().empty()) audit::event_notes().push_back(note_customer);
        web::EndpointTable table;
        for (auto part : {customer_endpoints(house()), audit::audit_endpoints(house(), nullptr),
                          parameters::parameters_endpoints(house())})
            for (auto& endpoint : part) table.push_back(std::move(endpoint));
        std::vector<web::NamedSchema> schemas;
        for (auto part : {customer_schemas(), audit::audit_schemas(), parameters::parameters_schemas()})
            for (auto& schema : part) schemas.push_back(std::move(schema));
        web::ServerHooks hooks;
        hooks.who = [](web::Request& request) { return who(request); };
        hooks.token_is_valid = [](const web::Request&) { return true; };
        server_.emplace(web::ServerOptions{}, std::move(table), std::move(schemas), hooks);
        server_->start();
        chief_.emplace(signed_in("chief"));
        clerk_.emplace(signed_in("clerk"));
        nobody_.emplace(server_->port());
    }
    void TearDown() override {
        server_.reset();
        InAHouse::TearDown();
    }

    int server_port() const { return server_->port(); }
    test::ApiClient& chief() { return *chief_; }
    test::ApiClient& clerk() { return *clerk_; }
    test::ApiClient& nobody() { return *nobody_; }

private:
    static std::optional<Actor> who(const web::Request& request) {
        Actor actor;
        actor.name = request.session_token;
        actor.language = request.language;
        actor.all_permissions = actor.name == "chief";
        actor.user_id = actor.all_permissions ? 1 : 2;
        actor.permissions = {"search",           "customers.read", "customers.create",
                             "customers.change", "history.read",   "changes.undo"};
        return actor;
    }
    test::ApiClient signed_in(const std::string& name) {
        test::ApiClient client(server_->port());
        client.set_cookie("sid=" + name);
        client.set_token("token");
        return client;
    }

    std::optional<web::Server> server_;
    std::optional<test::ApiClient> chief_, clerk_, nobody_;
};

}  // namespace kartei::customers
