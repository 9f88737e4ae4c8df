#include "modules/accounts/permissions.hpp"

#include <gtest/gtest.h>

#include "base/texts.hpp"
#include "modules/accounts/accounts_commands.hpp"
#include "modules/accounts/accounts_fixture.hpp"

namespace kartei::accounts {
namespace {

TEST(Permissions, HaveACaption) {
    for (const auto& permission : all_permissions())
        EXPECT_TRUE(has_text("permission." + std::string(permission.name))) << permission.name;
    for (const auto& role : standard_roles()) EXPECT_TRUE(has_text("role." + std::string(role.name))) << role.name;
}

TEST(Permissions, OfStandardRolesExist) {
    for (const auto& role : standard_roles())
        for (const auto permission : role.permissions)
            EXPECT_TRUE(is_permission(permission) || (permission == every_permission && role.name == administrator))
                << permission;
}

// customer-lists.md 12: a promoter makes lists of his events, and neither searches nor sees customers.
TEST(Permissions, OfAPromoterShowNoCustomers) {
    const auto& promoter = standard_roles().back();
    ASSERT_EQ(promoter.name, "promoter");
    for (const auto permission : promoter.permissions)
        EXPECT_FALSE(permission == "search" || permission.starts_with("customers.")) << permission;
}

class UserCommands : public WithAccounts {
protected:
    int run(const std::function<int(const Terminal&)>& command, const std::string& typed = "") {
        std::istringstream in(typed);
        out.str("");
        err.str("");
        auto root = Actor::system("root");
        root.language = Language::en;
        return command({in, out, err, root, "."});
    }
    std::ostringstream out, err;
};
ON_BOTH_ENGINES(UserCommands);

TEST_P(UserCommands, AddListAndChangeUsers) {
    EXPECT_EQ(run([&](const Terminal& terminal) { return add_user(accounts(), terminal, "Erika", {"counter"}, true); },
                  "vier blaue Kamele trinken\r\n"),
              0);
    EXPECT_TRUE(sign_in_as("erika"));
    EXPECT_EQ(run([&](const Terminal& terminal) { return list_users(accounts(), terminal); }), 0);
    EXPECT_EQ(out.str(), "erika\tcounter\tactive\t" + house().now() + "\n");
    EXPECT_EQ(run([&](const Terminal& terminal) { return set_password(accounts(), terminal, "ERIKA", false); }), 0);
    const auto made_up = out.str().substr(out.str().rfind(' ') + 1, 20);
    EXPECT_FALSE(sign_in_as("erika"));
    EXPECT_TRUE(sign_in_as("erika", made_up)) << out.str();
    EXPECT_EQ(count("change_event"), 2);
}

TEST_P(UserCommands, SayWhyTheyRefuse) {
    EXPECT_EQ(run([&](const Terminal& terminal) { return add_user(accounts(), terminal, "max", {"graf"}, true); },
                  "vier blaue Kamele trinken\n"),
              1);
    EXPECT_EQ(err.str(), "Roles: There is no role graf.\n");
    EXPECT_EQ(run([&](const Terminal& terminal) { return add_user(accounts(), terminal, "max", {}, true); }, "kurz\n"),
              1);
    EXPECT_EQ(run([&](const Terminal& terminal) { return set_password(accounts(), terminal, "niemand", false); }), 1);
    EXPECT_EQ(err.str(), "There is no such user.\n");
    EXPECT_EQ(count("user_account"), 0);
}

}  // namespace
}  // namespace kartei::accounts
