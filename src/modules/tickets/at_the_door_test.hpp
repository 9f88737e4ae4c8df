// The hall of the counter's tests with its tickets on paper, by e-mail and at the door.
#pragma once

#include "modules/admission/admission_api.hpp"
#include "modules/admission/scan_actions.hpp"
#include "modules/mailing/mail_run.hpp"
#include "modules/mailing/sendings_api.hpp"
#include "modules/orders/counter_fixture.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/tickets/ticket_mail.hpp"
#include "modules/tickets/ticket_prints.hpp"
#include "modules/tickets/tickets_api.hpp"
#include "tests/support/pdf_pages.hpp"
#include "tests/support/smtp_sink.hpp"

namespace kartei::tickets {

class AtTheDoor : public orders::AtTheCounter {
protected:
    void SetUp() override {
        AtTheCounter::SetUp();
        mailing::mail_server() = {};
    }
    void TearDown() override {
        if (jobs_) jobs_->stop();  // they look after the database, which goes below
        AtTheCounter::TearDown();
        jobs_.reset();
        mailing::mail_server() = {};
    }
    web::EndpointTable further_endpoints() override {
        jobs_ = std::make_unique<jobs::Jobs>(db(), test::temporary_path(".jobs").string(), system_clock());
        jobs_->begin();
        auto all = tickets_endpoints(house(), *jobs_);
        for (auto& one : admission::admission_endpoints(house())) all.push_back(std::move(one));
        return all;
    }
    std::vector<web::NamedSchema> further_schemas() override {
        auto all = tickets_schemas();
        for (auto& one : admission::admission_schemas()) all.push_back(std::move(one));
        return all;
    }
    void allow(Actor& actor) override {
        if (actor.name.starts_with("door")) actor.permissions.clear();
        actor.permissions.insert("scans.scan");
        if (actor.name.ends_with("chief")) actor.permissions.insert("scans.undo");
    }

    /// So many of the cheaper seats sold in cash; the order.
    Json sold(int count, const Json& more = Json::object()) {
        Json tickets = Json::array();
        for (int i = 0; i < count; ++i) tickets.push_back(wanted(seat("2", std::to_string(++taken_))));
        const auto answer = sell("anna", tickets, cash(std::to_string(20 * count) + ".00"), more);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    static std::string of_order(const Json& order, const std::string& rest) {
        return "/orders/" + order["id"].dump() + rest;
    }
    Json tickets_of(const Json& order) {
        const auto answer = as("anna").get(of_order(order, "/tickets"));
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    static Json ids_of(const Json& order) {
        Json ids = Json::array();
        for (const auto& ticket : order["tickets"]) ids.push_back(ticket["id"]);
        return ids;
    }
    test::ApiAnswer confirmed(const Json& order, const Json& tickets, std::int64_t version,
                              const std::string& reason = "") {
        Json body{{"tickets", tickets}};
        if (!reason.empty()) body["reason"] = reason;
        return as("anna").post(of_order(order, "/prints"), body, {test::if_match(version)});
    }
    std::string barcode(const Json& order, int place = 0) { return tickets_of(order)["tickets"][place]["barcode"]; }
    /// The doors of E1 and E2 are open.
    void open_doors() { clock().set(*read_instant("2026-05-01T17:30:00Z", "UTC")); }
    Json scanned(const std::string& code, const std::string& who = "door", const Json& more = Json::object()) {
        auto body = more;
        body["barcode"] = code;
        const auto answer = as(who).post("/scans", body);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    /// "valid", "invalid unknown", …
    std::string said(const std::string& code, const std::string& who = "door", const Json& more = Json::object()) {
        const auto json = scanned(code, who, more);
        return json["answer"].get<std::string>() + (json["why"].is_null() ? "" : " " + json["why"].get<std::string>());
    }
    void set(const char* name, const Json& value) {
        const auto done = db().write([&](sql::Transaction& transaction) {
            return parameters::change_parameters(house(), transaction, Actor::system(),
                                                 parameters::version_of(transaction, "parameters"), {{name, value}});
        });
        EXPECT_TRUE(done);
    }

    std::unique_ptr<jobs::Jobs> jobs_;
    int taken_ = 0;
};

}  // namespace kartei::tickets
