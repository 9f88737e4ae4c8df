// The endpoints through a real server: every answer is also judged by the OpenAPI document (ApiClient).
#include <gmock/gmock.h>

#include <thread>

#include "modules/accounts/api_fixture.hpp"

namespace kartei::accounts {
namespace {

using test::ApiClient;
using test::if_match;
using testing::ElementsAre;
using testing::HasSubstr;
using web::Json;

class AccountsApi : public OverHttp {};
ON_BOTH_ENGINES(AccountsApi);

TEST_P(AccountsApi, TellsANewHouseThatTheFirstSignInIsOpenAndThenNeverAgain) {
    const auto secret = *open_first_sign_in(house());
    auto client = this->client();
    const auto before = client.get("/session").json;
    EXPECT_EQ(before["signed_in"], false);
    EXPECT_EQ(before["first_sign_in_open"], true);
    EXPECT_EQ(before["house"]["name"], "Reisebüro Sonnenschein");
    EXPECT_EQ(before["house"]["empty"], true);
    EXPECT_FALSE(before.contains("token"));
    Json body = {{"secret", "falsch"},
                 {"name", "Chef"},
                 {"display_name", "Die Chefin"},
                 {"password", good_password},
                 {"language", "nl"}};
    EXPECT_EQ(client.post("/first-sign-in", body).status, 401);
    body["secret"] = secret;
    const auto made = client.post("/first-sign-in", body);
    ASSERT_EQ(made.status, 200);
    EXPECT_EQ(made.json["user"]["name"], "chef");
    EXPECT_EQ(made.json["user"]["language"], "nl");
    EXPECT_THAT(made.json["permissions"], testing::Contains(Json("users.manage")));
    EXPECT_EQ(client.get("/session").json["first_sign_in_open"], false);
    EXPECT_EQ(client.post("/first-sign-in", body).status, 409);
}

TEST_P(AccountsApi, ShowsAllThatIsWrongWithTheFirstAdministratorAtOnce) {
    const auto secret = *open_first_sign_in(house());
    auto client = this->client();
    const auto refused = client.post("/first-sign-in",
                                     {{"secret", secret}, {"name", "a b"}, {"display_name", ""}, {"password", "kurz"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.issues(), ElementsAre("display_name: error.required", "name: error.not_a_user_name",
                                              "password: error.password_too_short"));
}

TEST_P(AccountsApi, SignsInAndOutWithACookieThatScriptsCannotRead) {
    make_user("erika", {"counter"});
    auto client = this->client();
    const auto answer = client.post("/session", {{"name", "erika"}, {"password", good_password}});
    ASSERT_EQ(answer.status, 200);
    EXPECT_THAT(answer.header("set-cookie"),
                testing::MatchesRegex("sid=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict"));
    EXPECT_THAT(answer.text, testing::Not(HasSubstr(client.cookie().substr(4)))) << "the token is for the cookie alone";
    client.set_token(answer.json["token"]);
    EXPECT_EQ(client.get("/session").json["signed_in"], true);
    EXPECT_EQ(client.del("/session").status, 204);
    EXPECT_EQ(client.get("/session").json["signed_in"], false);
}

TEST_P(AccountsApi, EndsASessionAtTheServerNotOnlyInTheBrowser) {
    make_user("erika");
    auto client = signed_in_client("erika");
    const auto cookie = client.cookie();
    EXPECT_EQ(client.del("/session").status, 204);
    client.set_cookie(cookie);
    EXPECT_EQ(client.get("/me/settings").status, 401);
}

TEST_P(AccountsApi, SaysWhenToTryAgain) {
    make_user("erika");
    auto client = this->client();
    const Json wrong = {{"name", "erika"}, {"password", "falsch falsch falsch"}};
    for (int i = 0; i < 5; ++i) EXPECT_EQ(client.post("/session", wrong).status, 401);
    const auto refused = client.post("/session", wrong);
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("retry-after"), "15");
}

TEST_P(AccountsApi, WantsTheFormTokenOfTheSameSession) {
    make_user("erika");
    auto client = signed_in_client("erika"), other = signed_in_client("erika");
    const auto token = client.token();
    for (const auto& wrong : {std::string(), std::string("x"), other.token()}) {
        client.set_token(wrong);
        EXPECT_EQ(client.patch("/me/settings", {{"theme", "dark"}}).status, 403) << wrong;
    }
    client.set_token(token);
    EXPECT_EQ(client.patch("/me/settings", {{"theme", "dark"}}).status, 200);
}

TEST_P(AccountsApi, IsForThoseWithTheRightOnly) {
    make_user("erika", {"back_office"});
    auto nobody = client();
    auto clerk = signed_in_client("erika");
    const auto before = count("change_event");
    EXPECT_EQ(nobody.get("/users").status, 401);
    for (const auto* path : {"/users", "/roles", "/users/1", "/roles/1"})
        EXPECT_EQ(clerk.get(path).status, 403) << path;
    EXPECT_EQ(clerk.post("/users", {{"name", "x"}, {"display_name", "x"}, {"password", good_password}}).status, 403);
    EXPECT_EQ(clerk.patch("/users/1", {{"roles", {"administrator"}}}, {if_match(1)}).status, 403);
    EXPECT_EQ(clerk.put("/roles/2", {{"name", "counter"}, {"permissions", {"users.manage"}}}, {if_match(1)}).status,
              403);
    EXPECT_EQ(count("change_event"), before) << "nothing is written for who has no right";
}

TEST_P(AccountsApi, MakesAUserWhoCanSignIn) {
    make_user("chef", {"administrator"});
    auto chef = signed_in_client("chef");
    const auto made = chef.post("/users", {{"name", "Erika"},
                                           {"display_name", "Erika Muster"},
                                           {"password", good_password},
                                           {"language", "en"},
                                           {"roles", {"counter"}}});
    ASSERT_EQ(made.status, 201);
    EXPECT_EQ(made.header("location"), "/api/v1/users/2");
    EXPECT_EQ(made.version(), 1);
    EXPECT_THAT(made.text, testing::Not(HasSubstr("assword")));
    auto erika = signed_in_client("erika");
    EXPECT_EQ(erika.get("/session").json["user"]["language"], "en");
    EXPECT_EQ(chef.get("/users").json["users"].size(), 2u);
    EXPECT_EQ(chef.get("/users/2").json["roles"], Json({"counter"}));
    EXPECT_EQ(chef.get("/users/9").status, 404);
    EXPECT_EQ(chef.post("/users", {{"name", "ERIKA"}, {"display_name", "x"}, {"password", good_password}}).status, 409);
    EXPECT_THAT(
        chef.post("/users", {{"name", "max"}, {"display_name", "Max"}, {"password", "kurz"}, {"roles", {"graf"}}})
            .issues(),
        ElementsAre("password: error.password_too_short"));
    EXPECT_THAT(chef.post("/users", {{"name", "max"},
                                     {"display_name", "Max"},
                                     {"password", good_password},
                                     {"roles", {"graf"}},
                                     {"promoters", {"x"}}})
                    .issues(),
                ElementsAre("promoters: error.unknown_promoter", "roles: error.unknown_role"));
}

TEST_P(AccountsApi, ChangesAUserFromAKnownVersionOnly) {
    make_user("chef", {"administrator"});
    const auto erika = make_user("erika", {"counter"});
    auto chef = signed_in_client("chef");
    const auto path = "/users/" + std::to_string(erika.id);
    EXPECT_EQ(chef.patch(path, {{"display_name", "Neu"}}).status, 428);
    const auto changed = chef.patch(path, {{"display_name", "Neu"}, {"roles", {"box_office"}}}, {if_match(1)});
    ASSERT_EQ(changed.status, 200);
    EXPECT_EQ(changed.version(), 2);
    EXPECT_EQ(chef.patch(path, {{"display_name", "Neu"}}, {if_match(2)}).version(), 2) << "nothing changed";
    const auto stale = chef.patch(path, {{"display_name", "Anders"}}, {if_match(1)});
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.json["current"]["display_name"], "Neu");
    ASSERT_EQ(stale.json["changes"].size(), 2u);
    EXPECT_EQ(stale.json["changes"][0]["field"], "display_name");
    EXPECT_EQ(stale.json["changes"][0]["before"], "erika Beispiel");
    EXPECT_EQ(stale.json["changes"][0]["by"], "chef");
    EXPECT_EQ(stale.json["changes"][1]["after"], "box_office");
    EXPECT_EQ(chef.patch(path, {{"name", "chef"}}, {if_match(2)}).status, 409);
    EXPECT_EQ(chef.patch(path, {{"version", 3}}, {if_match(2)}).status, 400);
    EXPECT_EQ(chef.patch("/users/99", {{"name", "x"}}, {if_match(1)}).status, 404);
}

TEST_P(AccountsApi, EndsSessionsWithinTheSameSecond) {
    make_user("chef", {"administrator"});
    const auto erika = make_user("erika", {"counter"});
    auto chef = signed_in_client("chef"), clerk = signed_in_client("erika");
    ASSERT_EQ(clerk.get("/me/settings").status, 200);
    ASSERT_EQ(
        chef.patch("/users/" + std::to_string(erika.id), {{"password", "sieben graue Dachse tanzen"}}, {if_match(1)})
            .status,
        200);
    EXPECT_EQ(clerk.get("/me/settings").status, 401);
}

TEST_P(AccountsApi, KeepsTheLastAdministrator) {
    const auto chef = make_user("chef", {"administrator"});
    auto client = signed_in_client("chef");
    const auto path = "/users/" + std::to_string(chef.id);
    for (const Json& change : {Json{{"active", false}}, Json{{"roles", Json::array()}}}) {
        const auto refused = client.patch(path, change, {if_match(1)});
        EXPECT_EQ(refused.status, 409);
        EXPECT_THAT(refused.issues(), ElementsAre(": error.last_administrator"));
    }
    const auto second = make_user("zweite", {"administrator"});
    EXPECT_EQ(client.patch(path, {{"roles", {"counter"}}}, {if_match(1)}).status, 200);
    auto other = signed_in_client("zweite");
    EXPECT_EQ(other.patch("/users/" + std::to_string(second.id), {{"active", false}}, {if_match(1)}).status, 409);
}

TEST_P(AccountsApi, DoesNotLetTwoAdministratorsLockEachOtherOut) {
    const auto first = make_user("eins", {"administrator"}), second = make_user("zwei", {"administrator"});
    auto one = signed_in_client("eins"), two = signed_in_client("zwei");
    std::thread other([&] {
        (void)two.patch("/users/" + std::to_string(first.id), {{"active", false}}, {if_match(1)});
    });
    (void)one.patch("/users/" + std::to_string(second.id), {{"active", false}}, {if_match(1)});
    other.join();
    EXPECT_EQ(
        db().read([](sql::Transaction& transaction) { return count_users_with_role(transaction, administrator, 0); }),
        1);
}

TEST_P(AccountsApi, ChangesWhatARoleAllows) {
    make_user("chef", {"administrator"});
    auto chef = signed_in_client("chef");
    const auto roles = chef.get("/roles").json;
    EXPECT_EQ(roles["roles"].size(), standard_roles().size());
    EXPECT_EQ(roles["permissions"].size(), all_permissions().size());
    const auto made = chef.post("/roles", {{"name", "Aushilfe"}, {"permissions", {"search"}}});
    ASSERT_EQ(made.status, 201);
    const auto path = "/roles/" + std::to_string(made.json["id"].get<int>());
    EXPECT_EQ(chef.get(path).json["permissions"], Json({"search"}));
    make_user("erika", {"Aushilfe"});
    auto erika = signed_in_client("erika");
    const auto changed =
        chef.put(path, {{"name", "Aushilfe"}, {"permissions", {"search", "customers.read"}}}, {if_match(1)});
    EXPECT_EQ(changed.version(), 2);
    EXPECT_EQ(erika.get("/session").json["permissions"], Json({"customers.read", "search"}));
    EXPECT_EQ(chef.put(path, {{"name", "Aushilfe"}, {"permissions", Json::array()}}, {if_match(1)}).status, 412);
    EXPECT_THAT(chef.put(path, {{"name", "x"}, {"permissions", {"*"}}}, {if_match(2)}).issues(),
                ElementsAre("permissions: error.unknown_permission"));
    EXPECT_EQ(chef.put(path, {{"name", "counter"}, {"permissions", {"search"}}}, {if_match(2)}).status, 409);
    EXPECT_THAT(chef.put("/roles/1", {{"name", "administrator"}, {"permissions", {"search"}}}, {if_match(1)}).issues(),
                ElementsAre(": error.administrator_role"));
}

TEST_P(AccountsApi, WhoManagesUsersGivesNobodyMoreThanHeHas) {
    const auto chef = make_user("chef", {"administrator"});
    db().write([&](sql::Transaction& transaction) {
        Role role;
        role.name = "Benutzerpflege";
        role.permissions = {"users.manage", "search"};
        return create_role(house(), transaction, Actor::system(), role);
    });
    const auto pia = make_user("pia", {"Benutzerpflege"});
    auto client = signed_in_client("pia");
    const auto path = [](const User& user) { return "/users/" + std::to_string(user.id); };
    const auto refused = testing::ElementsAre(": error.beyond_own_rights");
    EXPECT_THAT(client.patch(path(pia), {{"roles", {"Benutzerpflege", "administrator"}}}, {if_match(1)}).issues(),
                refused);
    EXPECT_THAT(client.patch(path(pia), {{"roles", {"Benutzerpflege", "back_office"}}}, {if_match(1)}).issues(),
                refused);
    EXPECT_THAT(client.patch(path(chef), {{"password", "sieben graue Dachse tanzen"}}, {if_match(1)}).issues(), refused)
        << "a password is the way to what he may";
    EXPECT_THAT(client.patch(path(chef), {{"active", false}}, {if_match(1)}).issues(), refused);
    const Json strawman{{"name", "stroh"}, {"display_name", "Stroh"}, {"password", "vier rote Esel singen laut"},
                        {"roles", {"administrator"}}};
    EXPECT_THAT(client.post("/users", strawman).issues(), refused);
    EXPECT_THAT(client.post("/roles", {{"name", "alles"}, {"permissions", {"search", "customers.delete"}}}).issues(),
                refused);
    const auto role =
        db().read([](sql::Transaction& transaction) { return *role_called(transaction, "Benutzerpflege"); });
    EXPECT_THAT(client.put("/roles/" + std::to_string(role),
                           {{"name", "Benutzerpflege"}, {"permissions", {"users.manage", "customers.delete"}}},
                           {if_match(1)})
                    .issues(),
                refused);
    EXPECT_EQ(client.post("/users", {{"name", "erika"}, {"display_name", "Erika"},
                                     {"password", "vier rote Esel singen laut"}, {"roles", {"Benutzerpflege"}}})
                  .status,
              201)
        << "what he has he may give";
}

TEST_P(AccountsApi, WhoSeesSomeEventsShowsNobodyMore) {
    User some;
    some.name = "pia";
    some.display_name = "Pia";
    some.all_events = false;
    some.roles = {"administrator"};
    const auto hash = *accounts().passwords.hash(good_password);
    db().write([&](sql::Transaction& transaction) {
        return create_user(house(), transaction, Actor::system(), some, hash);
    });
    auto client = signed_in_client("pia");
    const Json erika{{"name", "erika"}, {"display_name", "Erika"}, {"password", "vier rote Esel singen laut"}};
    EXPECT_THAT(client.post("/users", erika).issues(), testing::ElementsAre(": error.beyond_own_events"));
    auto none = erika;
    none["all_events"] = false;
    EXPECT_EQ(client.post("/users", none).status, 201);
}

TEST_P(AccountsApi, AuditsUsersAndRolesWithoutTheirPasswords) {
    make_user("chef", {"administrator"});
    const auto erika = make_user("erika");
    auto chef = signed_in_client("chef");
    ASSERT_EQ(chef.patch("/users/" + std::to_string(erika.id),
                         {{"password", "sieben graue Dachse tanzen"}, {"active", false}}, {if_match(1)})
                  .status,
              200);
    db().read([&](sql::Transaction& transaction) {
        EXPECT_EQ(audit::verify_audit(transaction), "");
        const auto history = audit::history_of(house(), transaction, "user", erika.id, 0, 10);
        ASSERT_EQ(history.size(), 2u);
        EXPECT_EQ(history[0].kind, "user_password_changed");
        EXPECT_EQ(history[0].user_name, "chef");
        ASSERT_EQ(history[0].changes.size(), 2u);
        EXPECT_EQ(history[0].changes[0].field, "active");
        EXPECT_EQ(history[0].changes[1].field, "password");
        EXPECT_FALSE(history[0].changes[1].before || history[0].changes[1].after);
    });
}

TEST_P(AccountsApi, KeepsSettingsAndColumnsOfAUser) {
    make_user("erika");
    auto erika = signed_in_client("erika");
    EXPECT_EQ(erika.get("/me/settings").json,
              Json({{"language", "de"},
                    {"theme", "system"},
                    {"enter_moves_on", true},
                    {"letters_on", false},
                    {"menu_words", true},
                    {"extension", ""}}));
    EXPECT_EQ(erika.patch("/me/settings", {{"language", "nl"}, {"theme", "dark"}}).json["theme"], "dark");
    EXPECT_EQ(erika.get("/session").json["user"]["language"], "nl");
    EXPECT_EQ(erika.patch("/me/settings", {{"theme", "pink"}}).status, 422);
    EXPECT_EQ(erika.patch("/me/settings", {{"menu_words", false}}).json["menu_words"], false);
    EXPECT_EQ(erika.patch("/me/settings", {{"menu_words", "no"}}).status, 422);
    EXPECT_EQ(erika.patch("/me/settings", {{"no_such", true}}).status, 400);
    EXPECT_EQ(erika.get("/me/views/customers").json, Json({{"columns", nullptr}}));
    const Json view = {{"columns", {"name", "town"}}, {"widths", {{"name", 120}}}};
    EXPECT_EQ(erika.put("/me/views/customers", view).json, view);
    EXPECT_EQ(erika.get("/me/views/customers").json, view);
    EXPECT_EQ(erika.put("/me/views/customers", {{"columns", nullptr}, {"widths", {{"name", "wide"}}}}).status, 422);
    EXPECT_EQ(erika.get("/me/views/Customers-1").status, 404);
    make_user("max");
    EXPECT_EQ(signed_in_client("max").get("/me/views/customers").json, Json({{"columns", nullptr}}))
        << "everybody has his own";
}

TEST_P(AccountsApi, AnswersInTheLanguageOnTheScreenAndKeepsTheUsersOwn) {
    make_user("erika");
    auto erika = signed_in_client("erika");
    const auto told = [&](const test::Headers& headers) {
        return erika.get("/me/views/Customers-1", headers).json["issues"][0]["message"];
    };
    EXPECT_EQ(told({}), "Diese Liste gibt es nicht.");
    EXPECT_EQ(told({{"Accept-Language", "nl"}}), "Deze lijst bestaat niet.");
    const test::Headers dutch{{"Accept-Language", "nl"}};
    EXPECT_EQ(erika.get("/me/settings", dutch).json["language"], "de") << "what was shown once is not what was chosen";
    EXPECT_EQ(erika.patch("/me/settings", {{"theme", "dark"}}, dutch).json["language"], "de");
    EXPECT_EQ(erika.get("/session", dutch).json["user"]["language"], "de");
}

TEST_P(AccountsApi, ChangesOnesOwnPassword) {
    make_user("erika");
    auto here = signed_in_client("erika"), elsewhere = signed_in_client("erika");
    EXPECT_THAT(
        here.put("/me/password", {{"present", "falsch falsch falsch"}, {"password", "sieben graue Dachse tanzen"}})
            .issues(),
        ElementsAre("present: error.wrong_password"));
    const auto changed =
        here.put("/me/password", {{"present", good_password}, {"password", "sieben graue Dachse tanzen"}});
    ASSERT_EQ(changed.status, 200);
    here.set_token(changed.json["token"]);
    EXPECT_EQ(here.patch("/me/settings", {{"theme", "dark"}}).status, 200);
    EXPECT_EQ(elsewhere.get("/me/settings").status, 401);
}

}  // namespace
}  // namespace kartei::accounts
