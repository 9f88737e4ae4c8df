// A house into which files are imported, and a real server over its customers, their lists and the audit. Whoever signs
// in as chief may do everything.
#pragma once

#include "audit/audit_api.hpp"
#include "modules/consents/consents_api.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/imports/import_test_support.hpp"
#include "modules/profile/profile_json.hpp"
#include "tests/support/small_server.hpp"

namespace kartei::imports {

class ServedRegister : public ImportTest {
public:
    void SetUp() override {
        ImportTest::SetUp();
        if (IsSkipped()) return;
        server_.reset(new test::SmallServer(
            {customers::customer_endpoints(house()), profile::profile_endpoints(house()),
             consents::consents_endpoints(house()), audit::audit_endpoints(house(), nullptr)},
            {customers::customer_schemas(), profile::profile_schemas(), audit::audit_schemas()}, [](Actor& actor) {
                actor.user_id = 1;
                actor.all_permissions = true;
            }));
    }
    void TearDown() override {
        server_.reset();
        ImportTest::TearDown();
    }
    test::ApiClient& chief() { return server_->as("chief"); }

private:
    std::unique_ptr<test::SmallServer> server_;
};

}  // namespace kartei::imports
