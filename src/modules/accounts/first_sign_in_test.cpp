#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "modules/accounts/accounts_fixture.hpp"

namespace kartei::accounts {
namespace {

class FirstSignIn : public WithAccounts {
protected:
    static User chef() {
        User user;
        user.name = "chef";
        user.display_name = "Die Chefin";
        return user;
    }
    Result<std::string> claim(const std::string& secret) {
        return first_sign_in(accounts(), secret, chef(), good_password, "192.0.2.7");
    }
};
ON_BOTH_ENGINES(FirstSignIn);

TEST_P(FirstSignIn, MakesTheAdministratorOnce) {
    const auto secret = open_first_sign_in(house());
    ASSERT_TRUE(secret);
    EXPECT_GE(secret->size(), 43u) << "256 bits in base64url";
    EXPECT_EQ(key_of(claim("falsch").refusal()), "error.first_sign_in_refused");
    const auto token = claim(*secret);
    ASSERT_TRUE(token);
    EXPECT_TRUE(accounts().sessions.actor_of(token.value())->may("users.manage"));
    EXPECT_EQ(key_of(claim(*secret).refusal()), "error.first_sign_in_closed");
    EXPECT_FALSE(open_first_sign_in(house())) << "never again once there is a user";
    EXPECT_TRUE(sign_in_as("chef"));
}

TEST_P(FirstSignIn, HasANewSecretAtEachStart) {
    const auto first = *open_first_sign_in(house()), second = *open_first_sign_in(house());
    EXPECT_EQ(key_of(claim(first).refusal()), "error.first_sign_in_refused");
    EXPECT_TRUE(claim(second));
}

TEST_P(FirstSignIn, ByTwoAtOnceSucceedsForOne) {
    const auto secret = *open_first_sign_in(house());
    std::atomic<int> made = 0;
    std::vector<std::thread> two;
    for (int i = 0; i < 2; ++i) two.emplace_back([&] { made += claim(secret) ? 1 : 0; });
    for (auto& one : two) one.join();
    EXPECT_EQ(made, 1);
    EXPECT_EQ(count("user_account"), 1);
}

TEST_P(FirstSignIn, AndSessionsLeaveNoSecretInTheDatabase) {
    const auto secret = *open_first_sign_in(house());
    const auto token = *claim(secret);
    const auto second = *sign_in_as("chef");
    std::string everything;
    for (const auto* table :
         {"user_account", "session", "first_sign_in", "change_event", "audit_row", "user_setting", "idempotency_key"})
        db().read([&](sql::Transaction& transaction) {
            auto names =
                std::string(engine() == sql::Engine::sqlite
                                ? "SELECT name FROM pragma_table_info(:name)"
                                : "SELECT column_name FROM information_schema.columns WHERE table_name = :name");
            std::vector<std::string> columns;
            for (auto rows = transaction.query(names, table); rows.next();) columns.push_back(rows.string(0));
            for (const auto& column : columns)
                for (auto rows = transaction.query("SELECT " + column + " FROM " + table); rows.next();)
                    everything += rows.string(0) + "\n";
        });
    if (engine() == sql::Engine::sqlite)
        for (const auto* ending : {"", "-wal"}) {
            std::ifstream file(fresh().location().target + ending, std::ios::binary);
            everything.append(std::istreambuf_iterator<char>(file), {});
        }
    ASSERT_THAT(everything, testing::HasSubstr("Die Chefin")) << "the search must find what is there";
    for (const auto& hidden :
         {secret, token, second, std::string(good_password), accounts().sessions.form_token(token)})
        EXPECT_EQ(everything.find(hidden), std::string::npos) << hidden;
}

TEST_P(FirstSignIn, HoldsThePasswordToTheRules) {
    const auto secret = *open_first_sign_in(house());
    const auto refused = first_sign_in(accounts(), secret, chef(), "Die Chefin Die Chefin", "192.0.2.7");
    EXPECT_EQ(key_of(refused.refusal()), "error.password_common");
    EXPECT_TRUE(claim(secret)) << "the secret still holds";
}

TEST(Cookies, AreForTheServerAlone) {
    auto keys = audit::KeyRing::random();
    test::FreshDatabase fresh(sql::Engine::sqlite);
    House house{*fresh, keys};
    EXPECT_EQ(Sessions(house, {}).cookie("abc"), "sid=abc; Path=/; HttpOnly; SameSite=Strict");
    EXPECT_EQ(Sessions(house, {.secure = true}).cookie("abc"),
              "__Host-sid=abc; Path=/; HttpOnly; SameSite=Strict; Secure");
    EXPECT_EQ(Sessions(house, {}).cookie(""), "sid=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

}  // namespace
}  // namespace kartei::accounts
