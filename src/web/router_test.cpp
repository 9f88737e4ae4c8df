// What the router refuses before a handler runs, and in which order: address, site, right, query, precondition, body.
#include "web/router.hpp"

#include <gtest/gtest.h>

#include "tests/support/api_client.hpp"
#include "web/little_server_test.hpp"

namespace kartei::web {
namespace {

using test::ApiClient;
using test::if_match;

class RouterTest : public testing::Test {
protected:
    ApiClient client_of(const std::string& name) {
        ApiClient client(server.port());
        client.set_cookie("sid=" + name);
        client.set_token("token-of-" + name);
        return client;
    }

    LittleServer server;
    ApiClient alice = client_of("alice"), bob = client_of("bob"), nobody{server.port()};
};

using Strings = std::vector<std::string>;

TEST_F(RouterTest, UnknownAddressesAre404AndUnknownMethods405WithAllow) {
    EXPECT_EQ(alice.get("/nothing").status, 404);
    EXPECT_EQ(alice.get("/things/1/more").status, 404);
    EXPECT_EQ(alice.get("/things/").status, 404);
    auto answer = alice.put("/things/1", Json::object());
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.header("allow"), "GET, HEAD, PATCH, DELETE");
    auto options = test::ask(server.port(), "OPTIONS /api/v1/things HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(options.status, 405);
    EXPECT_EQ(options.header("allow"), "GET, HEAD, POST");
    for (const char* path : {"/api", "/api/", "/api/v1", "/api/v2/things", "/api/index.html"})
        EXPECT_EQ(test::ask(server.port(), "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").status,
                  404)
            << path;
}

TEST_F(RouterTest, IdsInPathsArePositiveNumbersOf64Bits) {
    for (const char* id : {"0", "-1", "+1", "01", "1.0", "abc", "1e3", "9223372036854775808", "99999999999999999999",
                           "%20", "1%00", "null", "%D9%A1"})
        EXPECT_GE(alice.get("/things/" + std::string(id)).status, 400) << id;
    EXPECT_EQ(alice.get("/things/0").status, 404);
    EXPECT_EQ(alice.get("/things/9223372036854775807").json["id"].get<std::int64_t>(), INT64_MAX);
    EXPECT_EQ(alice.get("/things/404404").status, 404);
}

TEST_F(RouterTest, OtherPathParametersAreTextSplitBeforeDecoding) {
    EXPECT_EQ(nobody.get("/names/a%2Fb%20%25%C3%A4").json["name"], "a/b %ä");
    EXPECT_EQ(nobody.get("/names/..a").json["name"], "..a");
    EXPECT_EQ(nobody.get("/names/").status, 404);
}

TEST_F(RouterTest, QueriesAreReadByTheirDeclaration) {
    auto answer = nobody.get("/things?q=M%C3%BCller+%26+co&limit=7&tag=a&tag=b&exact=true&order=name");
    EXPECT_EQ(answer.json, Json::parse(R"({"q":"Müller & co","limit":7,"tags":["a","b"]})"));
    auto refused = [&](const std::string& query) {
        auto answer = nobody.get("/things?" + query);
        EXPECT_EQ(answer.status, 400) << query;
        return answer.issues();
    };
    EXPECT_EQ(refused("color=1"), Strings{"color: error.unknown_parameter"});
    EXPECT_EQ(refused("Q=1"), Strings{"Q: error.unknown_parameter"});
    EXPECT_EQ(refused("limit=1&limit=2"), Strings{"limit: error.repeated_parameter"});
    for (const char* value : {"0", "201", "x", "", "1.5", "0x10", "%201", "9223372036854775808"})
        EXPECT_EQ(refused("limit=" + std::string(value)), Strings{"limit: error.bad_parameter"}) << value;
    EXPECT_EQ(refused("exact=1"), Strings{"exact: error.bad_parameter"});
    EXPECT_EQ(refused("order=Name"), Strings{"order: error.bad_parameter"});
    EXPECT_EQ(refused("q=123456789012345678901"), Strings{"q: error.bad_parameter"});
    EXPECT_EQ(refused("tag=a&tag=toolong"), Strings{"tag: error.bad_parameter"});
    EXPECT_EQ(refused("a=1&b=2&limit=0"), (Strings{"a: error.unknown_parameter", "b: error.unknown_parameter",
                                                    "limit: error.bad_parameter"}));
}

TEST_F(RouterTest, RightsAreCheckedBeforeAnythingElseIsSaid) {
    EXPECT_EQ(nobody.get("/things/1").status, 401);
    EXPECT_EQ(bob.get("/things/1").status, 403);
    EXPECT_EQ(alice.get("/things/1").status, 200);
    EXPECT_EQ(client_of("stranger").get("/things/1").status, 401);
    EXPECT_EQ(bob.post("/actions").status, 204);
    server.happenings.handled = 0;
    EXPECT_EQ(nobody.post("/things", {{"nonsense", 1}}).status, 401);
    EXPECT_EQ(bob.post("/things", {{"nonsense", 1}}).status, 403);
    EXPECT_EQ(bob.get("/things/1?unknown=1").status, 403);
    EXPECT_EQ(bob.patch("/things/1", {{"name", "a"}}).status, 403);
    EXPECT_EQ(server.happenings.handled, 0);
}

TEST_F(RouterTest, ChangesSayFromWhichVersion) {
    EXPECT_EQ(alice.patch("/things/1", {{"name", "a"}}).status, 428);
    for (const char* tag :
         {"7", "\"\"", "\"a\"", "W/7", "w/\"7\"", "W/W/\"7\"", "\"7-\"", "\"7-lzma\"", "\"-gzip\"", "*", "\"7\", \"8\"", "\"0\"", "\"-7\"", "\"07\"", "\"9223372036854775808\""})
        EXPECT_EQ(alice.patch("/things/1", {{"name", "a"}}, {{"If-Match", tag}}).status, 400) << tag;
    EXPECT_EQ(alice.patch("/things/1", {{"name", "a"}}, {if_match(7)}).status, 200);
    // What a proxy makes of our tags when it compresses: nginx weakens them, Apache names the way.
    for (const auto* tag : {"W/\"7\"", "\"7-gzip\"", "W/\"7-gzip\"", "\"7-br\"", "\"7;gzip\""})
        EXPECT_EQ(alice.patch("/things/1", {{"name", "a"}}, {{"If-Match", tag}}).status, 200) << tag;
    for (const auto* tag : {"W/\"6\"", "\"6-gzip\""})
        EXPECT_EQ(alice.patch("/things/1", {{"name", "a"}}, {{"If-Match", tag}}).status, 412) << tag;
    auto stale = alice.patch("/things/1", {{"name", "a"}}, {if_match(6)});
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.json["current"]["id"], 1);
    EXPECT_EQ(alice.del("/things/1").status, 428);
    EXPECT_EQ(alice.del("/things/1", {if_match(7)}).status, 204);
    EXPECT_EQ(alice.get("/things/1").version(), 7);
}

TEST_F(RouterTest, CreatingNamesTheRequest) {
    auto body = std::string(R"({"name":"a"})");
    EXPECT_EQ(test::ask(server.port(), request_of("POST", "/things", body)).status, 428);
    for (const char* key : {"short", "with blank 12345", "umlaut-\xc3\xa4-12345", "semicolon;12345678"})
        EXPECT_EQ(alice.post("/things", {{"name", "a"}}, {{"Idempotency-Key", key}}).status, 400) << key;
    EXPECT_EQ(alice.post("/things", {{"name", "a"}}, {{"Idempotency-Key", std::string(129, 'a')}}).status, 400);
    auto answer = alice.post("/things", {{"name", "a"}}, {{"Idempotency-Key", "1f0c5b1e-6d1c-4b7e-9a53-0a8a7c1f2b3d"}});
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.header("location"), "/api/v1/things/12");
}

TEST_F(RouterTest, TheHashOfARequestFollowsItsBody) {
    auto hash = [&](const Json& body) { return alice.post("/things", body).header("x-body-hash"); };
    EXPECT_EQ(hash({{"name", "a"}}), hash({{"name", "a"}}));
    EXPECT_NE(hash({{"name", "a"}}), hash({{"name", "b"}}));
    EXPECT_EQ(hash({{"name", "a"}}).size(), 64u);
}

TEST_F(RouterTest, BodiesAreReadByTheirSchema) {
    auto refused = [&](int status, const Json& body) {
        auto answer = alice.post("/things", body);
        EXPECT_EQ(answer.status, status) << body;
        return answer.issues();
    };
    EXPECT_EQ(refused(400, {{"name", "a"}, {"nme", 1}}), Strings{"nme: error.unknown_member"});
    EXPECT_EQ(refused(400, {{"name", "a"}, {"address", {{"town", "b"}, {"x", 1}}}}),
              Strings{"address.x: error.unknown_member"});
    EXPECT_EQ(refused(400, {{"name", 1}, {"a", 1}, {"b", 2}}),
              (Strings{"a: error.unknown_member", "b: error.unknown_member"}));
    EXPECT_EQ(refused(422, {{"name", 1}, {"count", "2"}, {"note", 3}}),
              (Strings{"count: error.type", "name: error.type", "note: error.type"}));
    EXPECT_EQ(refused(422, Json::object()), Strings{"name: error.required"});
    EXPECT_EQ(refused(422, {{"name", std::string(41, 'a')}}), Strings{"name: error.too_long"});
    EXPECT_EQ(refused(422, {{"name", "a"}, {"count", 1.5}}), Strings{"count: error.type"});
    EXPECT_EQ(refused(422, {{"name", "a"}, {"tags", {"a", 2}}}), Strings{"tags[1]: error.type"});
    EXPECT_EQ(refused(422, {{"name", "a"}, {"address", Json::object()}}), Strings{"address.town: error.required"});
    EXPECT_EQ(refused(422, Json::array()), Strings{": error.type"});
    EXPECT_EQ(refused(422, "text"), Strings{": error.type"});
    EXPECT_EQ(refused(400, nullptr), Strings{": error.body_missing"});
    server.happenings.handled = 0;
    EXPECT_EQ(alice.post("/actions", {{"a", 1}}).status, 400);
    EXPECT_EQ(server.happenings.handled, 0);
    EXPECT_EQ(alice.post("/things", {{"name", std::string(40, 'a')}, {"note", nullptr}, {"count", 3}}).status, 201);
}

TEST_F(RouterTest, ProblemsSpeakTheCallersLanguage) {
    auto title = [&](const char* language) {
        ApiClient client(server.port(), language);
        auto answer = client.get("/nothing");
        return answer.json["title"].get<std::string>() + "/" + answer.header("content-language");
    };
    EXPECT_EQ(title("de"), "Nicht gefunden./de");
    EXPECT_EQ(title("nl-BE,en;q=0.5"), "Niet gevonden./nl");
    EXPECT_EQ(title("en"), "Not found./en");
}

TEST_F(RouterTest, AnswersAreInTheLanguageOnTheScreenElseInTheUsersOwn) {
    const auto spoken = [&](const test::Headers& headers) {
        ApiClient client(server.port(), "");
        client.set_cookie("sid=alice");
        return client.get("/things/404404", headers).header("content-language");
    };
    EXPECT_EQ(spoken({{"Accept-Language", "en"}}), "en") << "the page says what is chosen on it";
    EXPECT_EQ(spoken({}), "nl") << "alice's own";
    EXPECT_EQ(spoken({{"Accept-Language", "en-US,de;q=0.5"}, {"Sec-Fetch-Mode", "navigate"}}), "nl")
        << "a link says what the machine speaks";
    EXPECT_EQ(spoken({{"Accept-Language", "en"}, {"Sec-Fetch-Mode", "cors"}}), "en");
}

TEST_F(RouterTest, FailuresHaveAReferenceAndTellNothingElse) {
    auto answer = nobody.get("/failure");
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.json["reference"].get<std::string>().size(), 8u);
    EXPECT_EQ(answer.text.find("jan@example.org"), std::string::npos);
    EXPECT_EQ(nobody.get("/full").status, 507);
    EXPECT_EQ(nobody.get("/injected").status, 500);
}

TEST_F(RouterTest, HeadIsGetWithoutBody) {
    test::RawConnection connection(server.port());
    connection.send("HEAD /api/v1/things HTTP/1.1\r\nHost: localhost\r\n\r\n");
    auto answer = connection.receive(std::chrono::seconds(10), true);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->header("content-length"), std::to_string(nobody.get("/things").text.size()));
    connection.send("GET /api/v1/whoami HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(connection.receive()->status, 200);
}

TEST_F(RouterTest, ThePublicSeesWhoHeIsWithoutRights) {
    EXPECT_EQ(nobody.get("/whoami").json["name"], "");
    EXPECT_EQ(alice.get("/whoami").json["name"], "alice");
    EXPECT_EQ(nobody.get("/whoami").json["local"], false);
    EXPECT_EQ(nobody.get("/whoami", {{"X-Forwarded-For", "1.2.3.4"}}).json["forwarded"], false);
}

TEST(RouterTable, RefusesToStartWithAmbiguousEndpoints) {
    Happenings happenings;
    auto twice = [&](auto change) {
        auto table = little_table(happenings);
        table.push_back(table.front());
        change(table.back());
        Router router(std::move(table), little_schemas(), {});
    };
    EXPECT_THROW(twice([](Endpoint& endpoint) { endpoint.name = "other"; }), std::logic_error);
    EXPECT_THROW(twice([](Endpoint& endpoint) { endpoint.path = "/other"; }), std::logic_error);
    EXPECT_THROW(twice([](Endpoint& endpoint) { endpoint.name = "other"; endpoint.path = "other"; }), std::logic_error);
    EXPECT_THROW(twice([](Endpoint& endpoint) {
        endpoint.name = endpoint.path = "/other";
        endpoint.answers[0].schema = schema::reference("Nothing");
    }), std::logic_error);
    EXPECT_NO_THROW(twice([](Endpoint& endpoint) { endpoint.name = "other"; endpoint.path = "/other"; }));
}

}  // namespace
}  // namespace kartei::web
