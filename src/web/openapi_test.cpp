#include "web/openapi.hpp"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include "tests/support/api_client.hpp"
#include "web/little_server_test.hpp"
#include "web/problem.hpp"
#include "web/schema_check.hpp"

namespace kartei::web {
namespace {

Json document() {
    Happenings happenings;
    return Json::parse(openapi_text(little_table(happenings), little_schemas()));
}

TEST(OpenApi, DescribesEveryEndpointOnce) {
    Happenings happenings;
    auto table = little_table(happenings);
    auto json = document();
    EXPECT_EQ(json["openapi"], "3.1.0");
    std::size_t operations = 0;
    for (const auto& methods : json["paths"]) operations += methods.size();
    EXPECT_EQ(operations, table.size() + 1);
    EXPECT_EQ(json["paths"]["/openapi.json"]["get"]["operationId"], "read_openapi");
}

TEST(OpenApi, IsTheSameTextEachTime) {
    Happenings happenings;
    auto table = little_table(happenings);
    auto text = openapi_text(table, little_schemas());
    std::reverse(table.begin(), table.end());
    EXPECT_EQ(openapi_text(table, little_schemas()), text);
    EXPECT_TRUE(text.ends_with("}\n"));
}

TEST(OpenApi, SaysWhatACallerMustSend) {
    auto json = document();
    const auto& create = json["paths"]["/things"]["post"];
    EXPECT_EQ(create["x-permission"], "things.change");
    EXPECT_EQ(create["parameters"], Json::parse(R"([{"$ref":"#/components/parameters/IdempotencyKey"},
                                                    {"$ref":"#/components/parameters/Token"}])"));
    EXPECT_EQ(create["requestBody"]["content"]["application/json"]["schema"]["required"], Json::parse(R"(["name"])"));
    EXPECT_EQ(create["responses"]["201"]["content"]["application/json"]["schema"]["$ref"],
              "#/components/schemas/Thing");
    EXPECT_EQ(create["responses"]["428"]["$ref"], "#/components/responses/Problem");
    const auto& change = json["paths"]["/things/{id}"]["patch"];
    EXPECT_EQ(change["parameters"][0]["name"], "id");
    EXPECT_EQ(change["parameters"][0]["in"], "path");
    EXPECT_EQ(change["parameters"][0]["schema"]["minimum"], 1);
    EXPECT_EQ(change["parameters"][1]["$ref"], "#/components/parameters/IfMatch");
    EXPECT_EQ(json["components"]["parameters"]["IfMatch"]["name"], "If-Match");
    const auto& list = json["paths"]["/things"]["get"];
    EXPECT_EQ(list["security"], Json::array());
    EXPECT_EQ(list["parameters"][0]["schema"]["maxLength"], 20);
    EXPECT_TRUE(json["paths"]["/files"]["post"]["requestBody"]["content"].contains("application/octet-stream"));
    EXPECT_EQ(json["security"], Json::parse(R"([{"session":[]}])"));
    EXPECT_EQ(json["components"]["securitySchemes"]["session"]["in"], "cookie");
    EXPECT_EQ(json["servers"], Json::parse(R"([{"url":"/api/v1"}])"));
    EXPECT_TRUE(json["paths"]["/rows"]["get"]["responses"]["200"]["content"].contains("text/plain"));
    EXPECT_FALSE(json["paths"]["/actions"]["post"]["responses"]["204"].contains("content"));
}

TEST(OpenApi, ProblemsFitTheirOwnSchema) {
    auto json = document();
    const auto& components = json["components"]["schemas"];
    auto refused = problem(Refusal{RefusalKind::stale, {{"name", "error.required", {}}}}, Language::de,
                           {{"current", {{"id", 1}}}});
    EXPECT_TRUE(check_schema(refused.json, {{"$ref", "#/components/schemas/Problem"}}, components, true).empty());
    EXPECT_EQ(refused.json["current"]["id"], 1);
    EXPECT_EQ(refused.status, 412);
}

std::vector<std::string> violations(const Json& value, const Json& schema, bool formats = true) {
    std::vector<std::string> list;
    Json components = {{"Thing", schema::object({{"id", schema::integer()}}, {"id"})}};
    for (const auto& violation : check_schema(value, schema, components, formats))
        list.push_back(violation.issue.field + ":" + violation.issue.key);
    return list;
}

using Strings = std::vector<std::string>;

TEST(SchemaCheck, KnowsTheSubsetThatEndpointsUse) {
    using namespace schema;
    EXPECT_EQ(violations("a", text(1)), Strings{});
    EXPECT_EQ(violations("ää", text(2)), Strings{}) << "characters, not bytes";
    EXPECT_EQ(violations("abc", text(2)), Strings{":error.too_long"});
    EXPECT_EQ(violations(1, text()), Strings{":error.type"});
    EXPECT_EQ(violations(nullptr, text()), Strings{":error.type"});
    EXPECT_EQ(violations(nullptr, nullable(text())), Strings{});
    EXPECT_EQ(violations(1, nullable(text())), Strings{":error.type"});
    EXPECT_EQ(violations(nullptr, nullable(reference("Thing"))), Strings{});
    EXPECT_EQ(violations(Json{{"id", "x"}}, nullable(reference("Thing"))), Strings{"id:error.type"});
    EXPECT_EQ(violations(nullptr, nullable(choice({"a"}))), Strings{});
    EXPECT_EQ(violations("b", choice({"a"})), Strings{":error.not_a_choice"});
    EXPECT_EQ(violations(1.0, integer()), Strings{":error.type"});
    EXPECT_EQ(violations(true, integer()), Strings{":error.type"});
    EXPECT_EQ(violations(1, boolean()), Strings{":error.type"});
    EXPECT_EQ(violations({1, "a", 2, nullptr}, array(integer())), (Strings{"[1]:error.type", "[3]:error.type"}));
    EXPECT_EQ(violations(Json::object(), array(integer())), Strings{":error.type"});
    EXPECT_EQ(violations(Json{{"b", 1}}, object({{"a", text()}}, {"a"})),
              (Strings{"b:error.unknown_member", "a:error.required"}));
    EXPECT_EQ(violations(Json{{"x", 1}}, anything()), Strings{});
    EXPECT_EQ(violations(Json{{"x", "1"}}, Json{{"type", "object"}, {"additionalProperties", integer()}}),
              Strings{"x:error.type"});
    EXPECT_EQ(violations(201, Json{{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}), Strings{":error.too_big"});
    EXPECT_EQ(violations(0, Json{{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}), Strings{":error.too_small"});
    EXPECT_EQ(violations({1, 2, 3}, Json{{"type", "array"}, {"maxItems", 2}}), Strings{":error.too_many"});
}

TEST(SchemaCheck, FormatsAreJudgedInAnswersOnly) {
    using namespace schema;
    EXPECT_EQ(violations("2025-12-24", date()), Strings{});
    EXPECT_EQ(violations("24.12.2025", date()), Strings{":error.type"});
    EXPECT_EQ(violations("24.12.2025", date(), false), Strings{});
    EXPECT_EQ(violations("2025-12-24T19:30:00Z", instant()), Strings{});
    EXPECT_EQ(violations("2025-12-24 19:30", instant()), Strings{":error.type"});
    for (const char* amount : {"0", "-12.50", "1234567.89"})
        EXPECT_EQ(violations(amount, money()), Strings{}) << amount;
    for (const char* amount : {"", "1,50", ".5", "5.", "1.2.3", "1e3", "--1"})
        EXPECT_EQ(violations(amount, money()), Strings{":error.type"}) << amount;
}

TEST(SchemaCheck, WhatItDoesNotKnowIsAnErrorOfTheProgram) {
    auto demand = [](const Json& schema) { demand_known(schema, {{"Thing", schema::text()}}); };
    EXPECT_THROW(demand({{"type", "string"}, {"pattern", "a"}}), std::logic_error);
    EXPECT_THROW(demand({{"type", "strnig"}}), std::logic_error);
    EXPECT_THROW(demand(schema::array(schema::object({{"a", {{"type", {"null", "txet"}}}}}))), std::logic_error);
    EXPECT_THROW(demand(schema::nullable(schema::reference("Gone"))), std::logic_error);
    EXPECT_THROW(violations("a", schema::reference("Gone")), std::logic_error);
    EXPECT_NO_THROW(demand(schema::nullable(schema::array(schema::reference("Thing")))));
}

// The client of the tests must notice an answer that is not as declared, or it proves nothing.
TEST(ApiClientOfTheTests, NoticesAnswersThatAreNotAsDeclared) {
    Happenings happenings;
    auto answering = [&](Answer answer, auto declare) {
        auto table = little_table(happenings);
        Endpoint endpoint{Method::get, "/odd", "odd", "", "For tests."};
        endpoint.handle = [answer](Request&) -> Result<Answer> { return answer; };
        declare(endpoint);
        table.push_back(endpoint);
        Server server({}, table, little_schemas(), little_hooks());
        server.start();
        testing::TestPartResultArray failures;
        {
            testing::ScopedFakeTestPartResultReporter reporter(
                testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &failures);
            test::ApiClient(server.port()).get("/odd");
        }
        return failures.size();
    };
    auto thing = [](Endpoint& endpoint) { endpoint.answers = {{200, "", schema::reference("Thing")}}; };
    EXPECT_EQ(answering(Answer::ok({{"id", 1}, {"name", "a"}}), thing), 0);
    EXPECT_EQ(answering(Answer::ok({{"id", "1"}, {"name", "a"}}), thing), 1);
    EXPECT_EQ(answering(Answer::ok({{"id", 1}, {"name", "a"}, {"more", 1}}), thing), 1);
    EXPECT_EQ(answering(Answer::ok({{"id", 1}}), thing), 1);
    EXPECT_EQ(answering(Answer::created({{"id", 1}, {"name", "a"}}, "/x"), thing), 1);
    EXPECT_EQ(answering(Answer::raw("{}", "text/plain"), thing), 1);
    EXPECT_EQ(answering(Answer::raw("{", "application/json"), thing), 1);
    EXPECT_EQ(answering(Answer::ok(1), [](Endpoint& endpoint) { endpoint.answers = {{204, "", nullptr}}; }), 1);
    EXPECT_TRUE(test::ApiClient::called().contains("odd"));
}

TEST(ApiClientOfTheTests, RemembersWhatWasNeverCalled) {
    LittleServer server;
    test::ApiClient client(server.port());
    EXPECT_TRUE(test::ApiClient::never_called().contains("fill_disk"));
    EXPECT_TRUE(client.sign_in("bob", "secret"));
    EXPECT_FALSE(client.sign_in("bob", "wrong"));
    EXPECT_EQ(client.get("/whoami").json["name"], "bob");
    EXPECT_EQ(client.post("/actions").status, 204);
    EXPECT_FALSE(test::ApiClient::never_called().contains("act"));
}

}  // namespace
}  // namespace kartei::web
