// Calls as those see them who take them: reported by the call service, shown, kept, assigned, dialled, charged.
#include <gmock/gmock.h>

#include "modules/customers/customer_search.hpp"
#include "modules/telephony/telephony_fixture.hpp"

namespace kartei::telephony {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Calls : public WithTelephony {
protected:
    std::vector<std::string> callers_now(const std::string& who = "agent") {
        std::vector<std::string> all;
        const auto rows = ringing(who);
        for (const auto& call : rows)
            for (const auto& one : call.at("callers"))
                all.push_back(one.at("reason").get<std::string>() + (one.at("sure") ? "" : "?") + " " +
                              one.at("customer").at("name").get<std::string>());
        return all;
    }
    std::unique_ptr<test::RawConnection> stream_of(const std::string& who) {
        auto connection = std::make_unique<test::RawConnection>(port());
        connection->send("GET /api/v1/calls/stream HTTP/1.1\r\nHost: localhost\r\nCookie: sid=" + who + "\r\n\r\n");
        connection->receive_until("retry: 1000\n\n");
        return connection;
    }
};
ON_BOTH_ENGINES(Calls);

// J-088: the profile appears by itself
TEST_P(Calls, J088AnIncomingCallShowsTheCustomerOnTheScreenWhereItRings) {
    const auto anna = with_phone("0171 1234567");
    auto here = stream_of("agent"), elsewhere = stream_of("chief");
    expect_taken(told("newCall", "c1", "491711234567"));
    const auto seen = here->receive_until("\n\n");
    EXPECT_THAT(seen, HasSubstr("event: call"));
    EXPECT_THAT(seen, HasSubstr("\"customer\":{\"id\":" + std::to_string(anna.at("id").get<int>())));
    EXPECT_THAT(elsewhere->receive_until("event:", std::chrono::milliseconds(400)), Not(HasSubstr("event:")))
        << "it does not ring there";
    expect_taken(told("answer", "c1", "491711234567"));
    EXPECT_THAT(here->receive_until("\n\n"), HasSubstr("\"state\":\"talking\""));
    expect_taken(told("hangup", "c1", "491711234567"));
    EXPECT_THAT(here->receive_until("\n\n"), HasSubstr("event: over"));
}

TEST_P(Calls, WhoComesLaterSeesWhatRingsAndWhoseCallAnotherTookNoLonger) {
    with_phone("0171 1234567");
    auto both = told("newCall", "c1", "0171 1234567");
    both["user"] = Json::array({"Alice", "12"});
    expect_taken(both);
    auto chief = stream_of("chief");
    EXPECT_THAT(chief->receive_until("\n\n"), HasSubstr("event: call"));
    expect_taken(told("answer", "c1", "0171 1234567"));
    EXPECT_THAT(chief->receive_until("\n\n"), HasSubstr("event: taken"));
    EXPECT_THAT(ringing("chief"), IsEmpty());
    EXPECT_EQ(ringing("agent").size(), 1u);
}

// money.md 7, issue 16: numbers in twenty notations
TEST_P(Calls, J088ANumberInAnyNotationLeadsToItsCustomer) {
    const auto anna = with_phone("(030) 23 12 51-23");
    const std::vector<std::string> notations{
        "493023125123",      "+493023125123",      "+49 30 23125123",   "+49 (0)30 23125123", "0049 30 23125123",
        "004930 231251 23",  "030 23125123",       "030/23125123",      "030-23125123",       "(030) 23125123",
        "030 / 23 12 51 23", "030.23.12.51.23",    "03023125123",       "+49-30-23125123",    "+49/30/23125123",
        "+49.30.23125123",   "0049-30-231251-23",  "+49 30 2312 5123",  "(+49) 30 23125123",  "(0049) 30 23125123"};
    ASSERT_EQ(notations.size(), 20u);
    for (std::size_t i = 0; i < notations.size(); ++i) {
        const auto id = "n" + std::to_string(i);
        expect_taken(told("newCall", id, notations[i]));
        const auto rows = ringing();
        ASSERT_EQ(rows.size(), 1u);
        EXPECT_EQ(rows[0]["customer"]["id"], anna["id"]) << notations[i];
        expect_taken(told("hangup", id, notations[i]));
    }
}

// never a guess shown as fact
TEST_P(Calls, WhereSeveralHaveTheNumberThereIsAChoiceBestFirst) {
    const auto firm = customer({{"name", "Holz Schmidt GmbH"}, {"kind", "company"}, {"phone_business", "030 600600"}});
    customer({{"name", "Schmidt"}, {"first_name", "Karl"}, {"company", firm["number"]}});
    with_phone("", {{"phone_mobile", nullptr}, {"phone_private", "030 / 600 600"}});
    const auto listed = customer({{"name", "Zander"}});
    ASSERT_EQ(chief().post(path_of(listed) + "/phones", {{"number", "+49 30 600600"}, {"department", "Büro"}}).status,
              201);
    expect_taken(told("newCall", "c1", "+4930600600"));
    EXPECT_THAT(callers_now(), ElementsAre("phone_private Eriksson, Anna", "phone_business Holz Schmidt GmbH",
                                           "listed Zander", "company? Schmidt, Karl"));
    EXPECT_TRUE(ringing()[0]["customer"].is_null()) << "nobody is chosen";
}

TEST_P(Calls, TheSameDigitsInAnotherCountryAreAnotherNumber) {
    with_phone("+31 20 6221122", {{"name", "de Vries"}});
    expect_taken(told("newCall", "c1", "+49206221122"));
    EXPECT_THAT(callers_now(), Not(testing::Contains("phone_mobile de Vries, Anna")));
    expect_taken(told("newCall", "c2", "0031206221122"));
    EXPECT_THAT(callers_now(), testing::Contains("phone_mobile de Vries, Anna"));
}

TEST_P(Calls, AnUnknownOrWithheldNumberLeadsToNobody) {
    expect_taken(told("newCall", "c1", "+4930999888"));
    expect_taken(told("newCall", "c2", "anonymous"));
    const auto rows = ringing();
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0]["number"], "+4930999888");
    EXPECT_TRUE(rows[1]["number"].is_null());
    EXPECT_THAT(callers_now(), IsEmpty());
}

TEST_P(Calls, TheHookTakesFormsOfSipgateAndSaysWhereFurtherReportsGo) {
    const auto anna = with_phone("0171 1234567");
    const auto post = [&](const std::string& body, const std::string& type) {
        return test::ask(port(), "POST /api/v1" + hook() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " +
                                     type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    };
    const std::string form = "application/x-www-form-urlencoded";
    const auto answer =
        post("event=newCall&from=491711234567&to=49301&direction=in&callId=7&user%5B%5D=Alice", form);
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("onAnswer=\"https://localhost/api/v1" + hook() + "\""));
    EXPECT_EQ(ringing()[0]["customer"]["id"], anna["id"]);
    EXPECT_EQ(post("event=hangup&direction=in&callId=7&cause=busy", form).status, 204);
    EXPECT_THAT(ringing(), IsEmpty());
    EXPECT_EQ(post("a=%zz", form).status, 400);
    EXPECT_EQ(post("event=newCall", "text/plain").status, 415);
    EXPECT_EQ(post(std::string(1200 * 1024, 'a'), form).status, 413) << "a body is bounded";
    const auto other = test::ask(port(), "POST /api/v1/calls HTTP/1.1\r\nHost: localhost\r\nCookie: sid=agent\r\n"
                                         "Content-Type: " + form + "\r\nContent-Length: 3\r\n\r\na=1");
    EXPECT_EQ(other.status, 415) << "no other endpoint takes a form";
}

TEST_P(Calls, ForgedHooksAreRefused) {
    const auto told_of = told("newCall", "c1", "0171 1234567");
    EXPECT_EQ(as("").post("/calls/hook/" + std::string(43, 'x'), told_of).status, 404);
    EXPECT_EQ(report({{"event", "newCall"}, {"direction", "in"}}).status, 422);
    set_parameter("call_sources", "217.10. 212.9.44.1");
    EXPECT_EQ(report(told_of).status, 404) << "it came from elsewhere";
    set_parameter("call_sources", "217.10. 127.0.");
    EXPECT_EQ(report(told_of).status, 204);
    const auto old = hook();
    const auto made = chief().post("/calls/hook", nullptr);
    ASSERT_EQ(made.status, 201);
    EXPECT_EQ(report(told_of).status, 404) << "the old address ends";
    EXPECT_EQ(as("").post(made.json["address"].get<std::string>().substr(7), told_of).status, 204);
    EXPECT_TRUE(chief().get("/calls/hook").json["address"].is_null()) << "it is shown once";
    EXPECT_EQ(as("agent").post("/calls/hook", nullptr).status, 403);
}

TEST_P(Calls, WhatIsToldTwiceOrInAnotherOrderIsHarmless) {
    const auto anna = with_phone("0171 1234567");
    expect_taken(told("answer", "c1", "0171 1234567"));
    expect_taken(told("newCall", "c1", "0171 1234567"));
    clock().advance(std::chrono::seconds(65));
    expect_taken(told("hangup", "c1", "0171 1234567"));
    const auto once = calls_of(anna);
    ASSERT_EQ(once.size(), 1u);
    EXPECT_EQ(once[0]["seconds"], 65);
    EXPECT_EQ(once[0]["outcome"], "answered");
    for (const auto* event : {"newCall", "answer", "hangup", "hangup"}) expect_taken(told(event, "c1", "0171 1234567"));
    EXPECT_EQ(calls_of(anna), once) << "replayed";
    expect_taken(told("hangup", "c2", "0171 1234567"));
    expect_taken(told("newCall", "c2", "0171 1234567"));
    EXPECT_THAT(ringing(), IsEmpty()) << "what has ended does not ring any more";
    EXPECT_EQ(calls_of(anna)[0]["outcome"], "missed");
}

TEST_P(Calls, AFloodIsStopped) {
    int taken = 0, refused = 0;
    for (int i = 0; i < 260; ++i) {
        const auto answer = report({{"event", "dtmf"}, {"callId", std::to_string(i)}});
        (answer.status == 429 ? refused : taken) += 1;
    }
    EXPECT_EQ(taken, 200);
    EXPECT_EQ(refused, 60);
}

TEST_P(Calls, ACallWhoseEndNobodyToldDoesNotRingForEver) {
    expect_taken(told("newCall", "c1", "0171 1234567"));
    clock().advance(std::chrono::hours(7));
    expect_taken(told("newCall", "c2", "0171 1234568"));
    ASSERT_EQ(ringing().size(), 1u);
    EXPECT_THAT(listed({"--columns", "number,outcome"}), HasSubstr("0171 1234567,lost"));
}

// J-087
TEST_P(Calls, J087EveryCallIsKeptWithCustomerUserTimeAndDuration) {
    const auto anna = with_phone("0171 1234567");
    called("c1", "0171 1234567", 200);
    called("c2", "0171 1234567", 60, "out");
    expect_taken(told("newCall", "c3", "030 99887766"));
    expect_taken(told("hangup", "c3", "030 99887766"));
    const auto number = std::to_string(anna["number"].get<int>());
    EXPECT_EQ(listed({"--columns", "began_at,direction,number,customer,name,outcome,duration"}),
              "2026-03-01T09:04:20Z,in,030 99887766,,,missed,0:00\n"
              "2026-03-01T09:03:20Z,out,0171 1234567," + number + ",\"Eriksson, Anna\",answered,1:00\n"
              "2026-03-01T09:00:00Z,in,0171 1234567," + number + ",\"Eriksson, Anna\",answered,3:20\n");
    EXPECT_THAT(listed({"--show", "missed", "--columns", "number"}), "030 99887766\n");
    EXPECT_THAT(listed({"--show", "nobodys", "--columns", "number"}), "030 99887766\n");
    EXPECT_THAT(listed({"--customer", number, "--direction", "out", "--columns", "duration"}), "1:00\n");
    EXPECT_THAT(listed({"--customer", number, "--direction", "in", "--columns", "duration"}), "3:20\n");
    EXPECT_THAT(listed({"--from", "2026-03-02"}), "");
    ASSERT_EQ(calls_of(anna).size(), 2u);
    EXPECT_TRUE(calls_of(anna)[0]["mine"]) << "of the user at whose extension it was";
    EXPECT_THAT(time_line(anna), ElementsAre("outgoing: 0171 1234567, 1:00", "incoming: 0171 1234567, 3:20"));
    expect_sound();
}

// J-087
TEST_P(Calls, J087ACallIsAssignedByHandAndUndoTakesItBack) {
    const auto anna = with_phone("0171 1234567"), bert = customer({{"name", "Bertram"}});
    called("c1", "0171 1234567");
    const auto before = calls_of(anna).at(0);
    const auto changed = change_call(before, {{"customer", bert["number"]}, {"note", "fragt nach Rom"}});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_THAT(calls_of(anna), IsEmpty());
    EXPECT_EQ(calls_of(bert).at(0)["note"], "fragt nach Rom");
    EXPECT_THAT(time_line(bert), ElementsAre("incoming: 0171 1234567, 3:20: fragt nach Rom"));
    EXPECT_EQ(time_line(anna).front(), "incoming: -");
    EXPECT_EQ(change_call(before, {{"note", "zu spät"}}).status, 412);
    EXPECT_EQ(change_call(calls_of(bert).at(0), {{"customer", 99999}}).issues(),
              std::vector<std::string>{"customer: error.no_such_customer"});
    EXPECT_EQ(change_call(calls_of(bert).at(0), {{"minutes", 90}}).issues(),
              std::vector<std::string>{"minutes: error.duration_is_told"});
    ASSERT_EQ(undo(changed.json["change_event"]).status, 200);
    EXPECT_EQ(calls_of(anna).at(0)["note"], nullptr);
    EXPECT_THAT(calls_of(bert), IsEmpty());
    EXPECT_EQ(time_line(anna).front(), "incoming: 0171 1234567, 3:20");
    expect_sound();
}

TEST_P(Calls, WhatTheServiceToldHasHappenedWhatWasNotedGoesBack) {
    const auto anna = with_phone("0171 1234567");
    called("c1", "0171 1234567");
    const auto event = db().read([](sql::Transaction& transaction) {
        auto rows = transaction.query("SELECT created_event FROM phone_call");
        return rows.next() ? rows.integer(0) : 0;
    });
    EXPECT_EQ(undo(event).status, 409);
    const auto noted = as("agent").post("/calls", {{"number", "0171 1234567"}, {"direction", "in"}, {"minutes", 12},
                                                   {"note", "am Empfang"}});
    ASSERT_EQ(noted.status, 201) << noted.text;
    EXPECT_EQ(noted.json["seconds"], 720);
    EXPECT_EQ(calls_of(anna).size(), 2u);
    const auto back = undo(noted.json["change_event"]);
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(calls_of(anna).size(), 1u);
    ASSERT_EQ(undo(back.json["change_event"]).status, 200);
    EXPECT_EQ(calls_of(anna).at(0)["note"], "am Empfang");
    expect_sound();
}

// J-085
TEST_P(Calls, J085ADialledCallIsKeptAndIsTheOneThatTheServiceTellsOf) {
    const auto anna = with_phone("0171 1234567"), bert = customer({{"name", "Bertram"}});
    const auto dialled =
        as("agent").post("/calls", {{"number", "030 / 60 06 00"}, {"dial", true}, {"customer_id", bert["id"]}});
    ASSERT_EQ(dialled.status, 201) << dialled.text;
    EXPECT_EQ(dialled.json["dial"], "tel:+4930600600");
    EXPECT_EQ(dialled.json["customer"]["id"], bert["id"]) << "on whose profile it was";
    called("c1", "+4930600600", 90, "out");
    const auto calls = calls_of(bert);
    ASSERT_EQ(calls.size(), 1u) << "one call, not two";
    EXPECT_EQ(calls[0]["seconds"], 90);
    EXPECT_EQ(calls[0]["outcome"], "answered");
    EXPECT_EQ(as("agent").post("/calls", {{"number", "keine"}, {"dial", true}}).status, 422);
    EXPECT_EQ(as("agent").post("/calls", {{"number", "0171 1234567"}, {"dial", true}}).json["customer"]["id"],
              anna["id"]);
}

// J-086 in its sense (decisions.md 23): no program on the computer, a configured call service
TEST_P(Calls, J086TheHouseAsksItsCallServiceToDial) {
    const auto captions = [&] { return chief().get("/captions?kind=private").json; };
    EXPECT_EQ(captions()["dial_template"], "tel:{number}");
    set_parameter("call_template", "http://127.0.0.1:" + std::to_string(port()) +
                                       "/api/v1/dialled?number={number}&extension={extension}");
    EXPECT_EQ(captions()["dial_template"], "") << "its address is nobody's business";
    const test::Headers key{{"Idempotency-Key", "dial-once-12345"}};
    for (int i = 0; i < 2; ++i) {
        const auto dialled = as("agent").post("/calls", {{"number", "0171 1234567"}, {"dial", true}}, key);
        ASSERT_EQ(dialled.status, 201) << dialled.text;
        EXPECT_TRUE(dialled.json["dial"].is_null());
    }
    EXPECT_THAT(dialled_, ElementsAre("Alice +491711234567")) << "sent twice it rings once";
    set_parameter("call_template", "http://127.0.0.1:1/{number}");
    EXPECT_EQ(as("agent").post("/calls", {{"number", "0171 1234567"}, {"dial", true}}).status, 503);
    set_parameter("call_template", "javascript:alert({number})");
    EXPECT_EQ(as("agent").post("/calls", {{"number", "0171 1234567"}, {"dial", true}}).status, 409);
}

TEST_P(Calls, AHiddenCustomerIsNotShownToWhoMayNotSeeHim) {
    const auto anna = with_phone("0171 1234567");
    hide(anna);
    expect_taken(told("newCall", "c1", "0171 1234567"));
    EXPECT_THAT(callers_now(), IsEmpty());
    EXPECT_TRUE(ringing()[0]["customer"].is_null());
    auto screen = stream_of("agent");
    EXPECT_THAT(screen->receive_until("\n\n"), Not(HasSubstr("Eriksson")));
    expect_taken(told("hangup", "c1", "0171 1234567"));
    const auto rows = calls_of(anna, "chief");
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(as("agent").get(path_of_call(rows[0])).status, 404);
    EXPECT_EQ(change_call(rows[0], {{"note", "x"}}).status, 404);
    EXPECT_EQ(as("agent").get(path_of(anna) + "/calls").status, 404);
    Actor agent;
    agent.user_id = 3;
    agent.permissions = {"calls.read", "reports.export"};
    EXPECT_EQ(listed({}, agent), "");
    EXPECT_EQ(as("agent").post("/calls", {{"number", "030 1"}, {"customer", anna["number"]}}).status, 422);
}

TEST_P(Calls, CallsGoWithACustomerAndComeBackWithHim) {
    const auto anna = with_phone("0171 1234567");
    called("c1", "0171 1234567");
    const auto before = calls_of(anna);
    const auto now = chief().get(path_of(anna)).json.at("version").get<std::int64_t>();
    const auto gone = chief().del(path_of(anna), version(now));
    ASSERT_EQ(gone.status, 200) << gone.text;
    EXPECT_EQ(listed(), "");
    ASSERT_EQ(undo(gone.json["change_event"]).status, 200);
    EXPECT_EQ(calls_of(anna), before);
}

TEST_P(Calls, WithoutTheModuleNothingIsThere) {
    const auto anna = with_phone("0171 1234567");
    called("c1", "0171 1234567");
    set_parameter("module_telephony", false);
    EXPECT_EQ(report(told("newCall", "c2", "0171 1234567")).status, 404);
    for (const auto* path : {"/calls/ringing", "/calls/stream", "/calls/1", "/calls/hook"})
        EXPECT_EQ(chief().get(path).status, 404) << path;
    EXPECT_EQ(chief().get(path_of(anna) + "/calls").status, 404);
    EXPECT_EQ(chief().post("/calls", {{"number", "0171 1234567"}}).status, 404);
    std::stringstream out, err;
    const auto declare = [](CLI::App& app) { return lists::report_command(app, {calls_report()}); };
    EXPECT_EQ(test::type_command(declare, house(), Actor::system(), {"calls"}, out, err), 1);
    const auto captions = chief().get("/captions?kind=private").json;
    EXPECT_FALSE(captions["dials"]);
    EXPECT_THAT(captions["absent_modules"].get<std::vector<std::string>>(), testing::Contains("telephony"));
}

}  // namespace
}  // namespace kartei::telephony
