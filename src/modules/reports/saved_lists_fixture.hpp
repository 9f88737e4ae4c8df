// A theatre over HTTP with kept lists, made when they are due and sent as a link, for tests.
#pragma once

#include <gmock/gmock.h>
#include <sodium.h>

#include <thread>

#include "audit/audit_api.hpp"
#include "modules/accounts/api_fixture.hpp"
#include "modules/mailing/mail_server.hpp"
#include "modules/reports/customer_report.hpp"
#include "modules/reports/saved_lists_api.hpp"
#include "modules/selections/selection_report.hpp"
#include "tests/scenarios/box_office.hpp"
#include "tests/support/smtp_sink.hpp"

namespace kartei::reports {

using mailing::mail_server;
using test::ApiClient;
using test::Json;
using test::SmtpSink;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class SavedLists : public accounts::OverHttp {
protected:
    void SetUp() override {
        OverHttp::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [](test::BoxOffice& office) {
            office.event({.code = "E1", .production = {"Faust"}, .season = "24/25", .promoter = "Haus"});
            for (int i = 0; i < 5; ++i)
                office.order("B" + std::to_string(i), office.customer("Gast " + std::to_string(i), "Eva"), {{"E1"}});
        });
        make_user("bea", {"back_office"}), make_user("kim", {"counter"}), make_user("emil", {"box_office"});
        bea_.emplace(signed_in_client("bea")), kim_.emplace(signed_in_client("kim"));
    }
    void TearDown() override {
        bea_.reset(), kim_.reset();
        deliveries_.reset(), runs_.reset();
        mail_server() = {};
        OverHttp::TearDown();
        sink_.reset();
    }
    web::EndpointTable endpoints() override {
        runs_ = std::make_shared<lists::Runs>(house(), lists::Reports{customer_report(), selections::selection_report(engine_)});
        deliveries_ = std::make_shared<Deliveries>(house(), runs_, jobs(), engine_);
        auto table = OverHttp::endpoints();
        for (auto& endpoint : saved_lists_endpoints(house(), deliveries_)) table.push_back(std::move(endpoint));
        for (auto& endpoint : audit::audit_endpoints(house(), &jobs())) table.push_back(std::move(endpoint));
        return table;
    }
    std::vector<web::NamedSchema> schemas() override {
        auto all = OverHttp::schemas();
        for (auto& schema : audit::audit_schemas()) all.push_back(std::move(schema));
        for (auto& schema : saved_lists_schemas()) all.push_back(std::move(schema));
        return all;
    }

    static Json kept(const std::string& name, Json more = Json::object()) {
        Json body{{"name", name},
                  {"report", "customers"},
                  {"report_type", "sold"},
                  {"filter", {{"events", {"E1"}}}},
                  {"columns_shown", {"name", "first_name", "order"}}};
        body.update(more);
        return body;
    }
    static Json daily(const std::string& name) { return kept(name, {{"repeats", "daily"}, {"deliver_at", "06:30"}}); }
    Json created(ApiClient& client, const Json& body) {
        auto answer = client.post("/saved-lists", body);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    static std::string path(const Json& list, const std::string& rest = "") {
        return "/saved-lists/" + std::to_string(list.at("id").get<int>()) + rest;
    }
    Json deliveries_of(const Json& list) {
        for (;;) {
            auto answer = bea().get(path(list, "/deliveries"));
            EXPECT_EQ(answer.status, 200) << answer.text;
            auto all = answer.json.at("deliveries");
            if (std::none_of(all.begin(), all.end(), [](const Json& one) { return one.at("state") == "running"; }))
                return all;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    void serve() {
        sink_ = std::make_unique<SmtpSink>();
        mail_server() = {.host = "127.0.0.1", .port = sink_->port(), .security = "none", .sender = "info@kartei.example",
                         .sender_name = "Theater", .public_address = "https://kartei.example", .retry_seconds = 0};
    }
    /// The plain text of a message.
    static std::string words_of(const std::string& message) {
        const std::string before = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
        const auto from = message.find(before);
        if (from == std::string::npos) return message;
        const auto coded = message.substr(from + before.size(), message.find("\r\n--", from) - from - before.size());
        std::string text(coded.size(), '\0');
        std::size_t length = 0;
        sodium_base642bin(reinterpret_cast<unsigned char*>(text.data()), text.size(), coded.data(), coded.size(), "\r\n",
                          &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
        text.resize(length);
        return text;
    }
    /// Waits until a message has come, whose link it gives: the path below /api/v1.
    std::string link() {
        const std::string begin = "https://kartei.example/api/v1";
        for (int i = 0; i < 1000; ++i, std::this_thread::sleep_for(std::chrono::milliseconds(5))) {
            const auto all = sink_->messages();
            if (all.empty()) continue;
            const auto text = words_of(all.back().text);
            const auto from = text.find(begin + "/list-deliveries/");
            if (from == std::string::npos) return text;
            return text.substr(from + begin.size(), text.find("/file", from) + 5 - from - begin.size());
        }
        return "";
    }
    /// Later; sessions have ended meanwhile.
    void wake_at(const std::string& instant) {
        clock().set(*read_instant(instant, "UTC"));
        bea_.emplace(signed_in_client("bea"));
    }
    std::int64_t user_id(const std::string& name) {
        return db().read([&](sql::Transaction& transaction) {
            auto rows = transaction.query("SELECT id FROM user_account WHERE name = :name", name);
            return rows.next() ? rows.integer(0) : 0;
        });
    }
    std::int64_t role_id(const std::string& name) {
        return db().read([&](sql::Transaction& transaction) {
            auto rows = transaction.query("SELECT id FROM role WHERE name = :name", name);
            return rows.next() ? rows.integer(0) : 0;
        });
    }
    void take_rights_of(const std::string& name) {
        db().write([&](sql::Transaction& transaction) {
            transaction.execute("DELETE FROM user_role WHERE user_id = :id", user_id(name));
        });
        http_accounts().sessions.changed();
    }
    ApiClient& bea() { return *bea_; }
    ApiClient& kim() { return *kim_; }
    Deliveries& deliveries() { return *deliveries_; }
    std::shared_ptr<lists::Runs> runs() { return runs_; }

    std::unique_ptr<SmtpSink> sink_;

private:
    std::shared_ptr<selections::Engine> engine_ = std::make_shared<selections::Engine>();
    std::shared_ptr<lists::Runs> runs_;
    std::shared_ptr<Deliveries> deliveries_;
    std::optional<ApiClient> bea_, kim_;
};

}  // namespace kartei::reports
