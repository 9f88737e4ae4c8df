// Addresses leave the house for a purpose, and for advertising with the permission alone (decisions.md 29).
#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "modules/consents/consent_store.hpp"
#include "modules/consents/declarations.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/customers/customer_commands.hpp"
#include "modules/mailing/address_exports.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::mailing {
namespace {

using testing::HasSubstr;
using testing::Not;

class AddressFiles : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        add("Anna", {});
        add("Bert", {{"given", "2023-05-01T00:00:00Z"}});
        add("Cora", {{"given", "2023-05-01T00:00:00Z"}, {"withdrawn", "2025-02-01T00:00:00Z"}});
        add("Doris", {{"withdrawn", "2025-02-01T00:00:00Z"}, {"given", "2023-05-01T00:00:00Z"}});
        add("Emil", {{"none", "2025-02-01T00:00:00Z"}});
    }
    void add(const std::string& name, const std::vector<std::pair<std::string, std::string>>& declared) {
        db().write([&](sql::Transaction& transaction) {
            const auto saved = customers::create_customer(
                house(), transaction, Actor::system(),
                {{"name", Value(name)}, {"email", Value(name + "@example.com")}, {"town", "Bonn"}});
            ASSERT_TRUE(saved);
            audit::Change change(house(), transaction, Actor::system(), "import_permissions");
            const auto newsletter = consents::find_or_create_permission(transaction, change, "Newsletter");
            for (const auto& [state, at] : declared)
                consents::store_permission(transaction, change,
                                           {saved->customer.id, newsletter, state, "", at, ""});
            change.seal();
        });
    }
    int type(std::vector<std::string> words, Language language = Language::en) {
        out.str(""), err.str("");
        auto actor = Actor::system("max");
        actor.language = language;
        return test::type_command(customers::export_command, house(), actor, words, out, err,
                                  test::temporary_folder().string());
    }
    static std::string content(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::ostringstream out, err;
};
ON_BOTH_ENGINES(AddressFiles);

TEST_P(AddressFiles, NoneWithoutAPurposeAndAdvertisingWithPermissionOnly) {
    for (const char* what : {"emails", "letters", "text-messages"}) {
        EXPECT_EQ(type({what}), 1) << what;
        EXPECT_THAT(err.str(), HasSubstr("--purpose advertising"));
        EXPECT_EQ(type({what, "--purpose", "advertising"}, Language::de), 1);
        EXPECT_THAT(err.str(), HasSubstr("nennen Sie mit --permission eine von Newsletter"));
        EXPECT_EQ(type({what, "--purpose", "advertising", "--permission", "Gremlins"}), 1);
        EXPECT_EQ(out.str(), "") << what;
    }
    for (const char* what : {"emails", "letters"}) {
        ASSERT_EQ(type({what, "--purpose", "advertising", "--permission", "Newsletter"}), 0) << err.str();
        EXPECT_THAT(out.str(), HasSubstr("Bert"));
        for (const char* name : {"Anna", "Cora", "Doris", "Emil"}) EXPECT_THAT(out.str(), Not(HasSubstr(name))) << what;
    }
    EXPECT_EQ(type({"emails", "--purpose", "contract"}), 0);
    EXPECT_THAT(out.str(), HasSubstr("Anna")) << "a running contract needs no permission";
}

TEST_P(AddressFiles, WhoIsLeftOutIsToldAndTheUseIsRecorded) {
    const auto path = test::temporary_path(".csv").string();
    ASSERT_EQ(type({"emails", "--purpose", "advertising", "--permission", "Newsletter", "--out", path}), 0);
    EXPECT_EQ(content(path + ".left-out.csv"), "number,reason\n100001,no_permission\n100003,permission_withdrawn\n"
                                               "100004,permission_withdrawn\n100005,no_permission\n");
    const auto manifest = nlohmann::json::parse(content(path + ".manifest.json"));
    EXPECT_EQ(manifest["purpose"], "advertising");
    EXPECT_EQ(manifest["permission"], "Newsletter");
    EXPECT_EQ(manifest["left_out"]["no_permission"], 2);
    EXPECT_EQ(manifest["left_out"]["permission_withdrawn"], 2);
    EXPECT_THAT(err.str(), HasSubstr("Left out: 2 customers, without this permission"));
    EXPECT_THAT(err.str(), HasSubstr("Left out: 2 customers, permission withdrawn"));
    db().read([](sql::Transaction& transaction) {
        auto rows = transaction.query("SELECT kind, subject, operating_system_user FROM change_event ORDER BY id DESC");
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.text(0), "addresses_exported");
        EXPECT_EQ(rows.text(1), "emails, advertising: Newsletter (1)");
        EXPECT_EQ(rows.text(2), "max");
    });
}

}  // namespace
}  // namespace kartei::mailing
