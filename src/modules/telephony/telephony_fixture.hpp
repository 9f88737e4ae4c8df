// A house with telephony: its call service reports to a secret address. "chief" (user 1) has extension 12, "agent"
// (user 3) is Alice at the call service. Today is Sunday, 2026-03-01, 10 in the morning.
#pragma once

#include "lists/report_command.hpp"
#include "modules/bookings/bookings_fixture.hpp"
#include "modules/telephony/call_actions.hpp"
#include "modules/telephony/call_json.hpp"
#include "modules/telephony/calls_api.hpp"
#include "modules/telephony/calls_report.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::telephony {

using test::ApiAnswer;
using test::Json;

class WithTelephony : public bookings::WithBookings {
protected:
    void SetUp() override {
        WithBookings::SetUp();
        if (IsSkipped()) return;
        set_parameter("module_telephony", true);
        extension(1, "12");
        extension(3, "Alice");
        db().write([&](sql::Transaction& transaction) {
            secret_ = make_hook_secret(house(), transaction, Actor::system());
        });
    }
    web::EndpointTable further_endpoints() override {
        auto table = telephony_endpoints(house(), nullptr);
        customers::keep_hidden_apart(house(), table);
        table.push_back(dialled_endpoint());
        return table;
    }
    std::vector<web::NamedSchema> further_schemas() override { return telephony_schemas(); }

    void extension(int user, const std::string& value) {
        db().write([&](sql::Transaction& transaction) {
            transaction.execute("INSERT INTO user_setting (user_id, name, value) VALUES (:user, 'extension', :value)",
                                user, Json(value).dump());
        });
    }

    std::string hook() const { return "/calls/hook/" + secret_; }
    ApiAnswer report(const Json& told) { return as("").post(hook(), told); }
    void expect_taken(const Json& told) {
        const auto answer = report(told);
        EXPECT_EQ(answer.status, 204) << answer.text;
    }
    static Json told(const std::string& event, const std::string& id, const std::string& number,
                     const std::string& direction = "in", const std::string& who = "Alice") {
        const bool in = direction == "in";
        return {{"event", event},       {"callId", id},   {"direction", direction}, {"from", in ? number : "0301"},
                {"to", in ? "0301" : number}, {"user", Json::array({who})}};
    }
    /// A call of so many seconds that Alice took.
    void called(const std::string& id, const std::string& number, int seconds = 200,
                const std::string& direction = "in") {
        expect_taken(told("newCall", id, number, direction));
        expect_taken(told("answer", id, number, direction));
        clock().advance(std::chrono::seconds(seconds));
        auto end = told("hangup", id, number, direction);
        end["cause"] = "normalClearing";
        expect_taken(end);
    }
    Json ringing(const std::string& who = "agent") {
        const auto answer = as(who).get("/calls/ringing");
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json.at("rows");
    }
    Json calls_of(const Json& customer, const std::string& who = "agent") {
        const auto answer = as(who).get(path_of(customer) + "/calls");
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json.at("rows");
    }
    Json call(std::int64_t id, const std::string& who = "agent") {
        const auto answer = as(who).get("/calls/" + std::to_string(id));
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    static std::string path_of_call(const Json& call) { return "/calls/" + std::to_string(call.at("id").get<int>()); }
    ApiAnswer change_call(const Json& call, const Json& values, const std::string& who = "agent") {
        return as(who).patch(path_of_call(call), values, version(call.at("version").get<std::int64_t>()));
    }
    Json with_phone(const std::string& number, Json more = Json::object()) {
        Json values{{"name", "Eriksson"}, {"first_name", "Anna"}, {"phone_mobile", number}};
        values.update(more);
        return customer(values);
    }

    /// Rows of `kartei report calls`, without the headings.
    std::string listed(std::vector<std::string> words = {}, const Actor& actor = Actor::system()) {
        words.insert(words.begin(), "calls");
        std::stringstream out, err;
        const auto declare = [](CLI::App& app) { return lists::report_command(app, {calls_report()}); };
        EXPECT_EQ(test::type_command(declare, house(), actor, words, out, err), 0) << err.str();
        return out.str().substr(out.str().find('\n') + 1);
    }
    /// What the time line of a customer says, the newest first: "incoming: …".
    std::vector<std::string> time_line(const Json& customer) {
        return db().read([&](sql::Transaction& transaction) {
            std::vector<std::string> lines;
            const auto id = customer.at("id").get<std::int64_t>();
            const auto history = audit::history_of(house(), transaction, "customer_call", id, 0, 50);
            for (const auto& event : history)
                for (const auto& change : event.changes)
                    lines.push_back(change.field + ": " + change.after.value_or("-"));
            return lines;
        });
    }

    std::string secret_;
    std::vector<std::string> dialled_;  ///< what the call service of the test was asked

private:
    web::Endpoint dialled_endpoint() {
        web::Endpoint endpoint;
        endpoint.method = web::Method::get;
        endpoint.path = "/dialled";
        endpoint.name = "dialled";
        endpoint.summary = "The call service of the test.";
        endpoint.parameters = {{"number", "Whom", web::schema::text(60)}, {"extension", "Who", web::schema::text(60)}};
        endpoint.answers = {{204, "It rings.", nullptr}};
        endpoint.handle = [this](web::Request& request) -> Result<web::Answer> {
            dialled_.push_back(request.query_text("extension").value_or("") + " " +
                               request.query_text("number").value_or(""));
            return web::Answer::nothing();
        };
        return endpoint;
    }
};

}  // namespace kartei::telephony
