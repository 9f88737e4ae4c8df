// This module's endpoints behind a real server, for its tests.
#pragma once

#include "modules/accounts/accounts_api.hpp"
#include "modules/accounts/accounts_fixture.hpp"
#include "modules/accounts/web_hooks.hpp"
#include "tests/support/api_client.hpp"
#include "web/server.hpp"

namespace kartei::accounts {

class OverHttp : public WithAccounts {
protected:
    void SetUp() override {
        WithAccounts::SetUp();
        if (IsSkipped()) return;
        http_accounts_.emplace(house(), AccountRules{{}, cheap_hash, [](sql::Transaction&) { return true; }});
        jobs_ = std::make_unique<jobs::Jobs>(db(), test::temporary_path("").string(), clock());
        jobs_->begin();
        web::ServerHooks hooks;
        hooks.who = [this](web::Request& request) { return who(*http_accounts_, request); };
        hooks.token_is_valid = [this](const web::Request& request) { return token_is_valid(*http_accounts_, request); };
        hooks.status_of_failure = status_of_failure;
        web::ServerOptions options;
        options.workers = 4;
        options.trust_time = std::chrono::milliseconds(200);
        server_ = std::make_unique<web::Server>(options, endpoints(), schemas(), hooks);
        server_->start();
    }
    void TearDown() override {
        server_.reset();
        jobs_.reset();
        http_accounts_.reset();
        WithAccounts::TearDown();
    }

    /// More endpoints than those of the module, for a test that needs one.
    virtual web::EndpointTable endpoints() {
        auto table = accounts_endpoints(*http_accounts_);
        for (auto& endpoint : jobs_endpoints(*jobs_, http_accounts_->sessions)) table.push_back(std::move(endpoint));
        return table;
    }

    virtual std::vector<web::NamedSchema> schemas() { return accounts_schemas(); }

    test::ApiClient client() { return test::ApiClient(server_->port()); }
    /// Asks for no language: answers come in the user's own.
    test::ApiClient signed_in_client(const std::string& name) {
        test::ApiClient client(server_->port(), "");
        EXPECT_TRUE(client.sign_in(name, good_password)) << name;
        return client;
    }
    int port() const { return server_->port(); }
    jobs::Jobs& jobs() { return *jobs_; }
    Accounts& http_accounts() { return *http_accounts_; }

private:
    std::optional<Accounts> http_accounts_;
    std::unique_ptr<jobs::Jobs> jobs_;
    std::unique_ptr<web::Server> server_;
};

}  // namespace kartei::accounts
