// A real server with the endpoints of customers, their lists, base data and bookings. The cookie says who asks:
// "chief" may do everything, "desk" books and takes money, "clerk" reads bookings only, "reader" their passports
// too, "printer" makes papers, "agent" takes calls, "stranger" nothing.
#pragma once

#include <gmock/gmock.h>

#include "audit/audit_api.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/bookings/bookings.hpp"
#include "modules/bookings/bookings_api.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/profile/profile_api.hpp"
#include "modules/profile/profile_json.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/small_server.hpp"

namespace kartei::bookings {

using test::ApiAnswer;
using test::ApiClient;
using test::Json;

class WithBookings : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        db().write([](sql::Transaction& transaction) { parameters::found_parameters(transaction); });
        auto of_customers = customers::customer_endpoints(house());
        auto of_bookings = bookings_endpoints(house());
        customers::keep_hidden_apart(house(), of_customers);
        customers::keep_hidden_apart(house(), of_bookings);
        server_.reset(new test::SmallServer(
            {std::move(of_customers), std::move(of_bookings), profile::profile_endpoints(house()),
             parameters::parameters_endpoints(house()), further_endpoints(),
             audit::audit_endpoints(house(), nullptr)},
            {customers::customer_schemas(), bookings_schemas(), profile::profile_schemas(),
             parameters::parameters_schemas(), audit::audit_schemas(), further_schemas()},
            rights_of));
    }
    void TearDown() override {
        server_.reset();
        InAHouse::TearDown();
    }

    /// Of modules after this one, for a test that needs them.
    virtual web::EndpointTable further_endpoints() { return {}; }
    virtual std::vector<web::NamedSchema> further_schemas() { return {}; }

    static test::Headers version(std::int64_t number) { return {test::if_match(number)}; }

    int port() const { return server_->port(); }
    ApiClient& as(const std::string& name) { return server_->as(name); }
    ApiClient& desk() { return as("desk"); }
    ApiClient& chief() { return as("chief"); }

    /// A new customer as the API knows him.
    Json customer(Json values = {{"name", "Eriksson"}, {"first_name", "Anna"}, {"birth_date", "1980-05-17"}}) {
        const auto made = chief().post("/customers", values);
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json;
    }
    static std::string path_of(const Json& customer) {
        return "/customers/" + std::to_string(customer.at("id").get<std::int64_t>());
    }
    /// From whoever may not see hidden customers.
    void hide(const Json& customer) {
        const auto now = chief().get(path_of(customer)).json.at("version").get<std::int64_t>();
        EXPECT_EQ(chief().patch(path_of(customer), {{"hidden_in_search", true}}, version(now)).status, 200);
    }
    static std::string booking_path(const Json& booking) {
        return "/bookings/" + std::to_string(booking.at("number").get<std::int64_t>());
    }
    /// One hotel for two weeks in July.
    static Json draft(const Json& customer, const std::string& price = "500.00", int count = 2) {
        return {{"customer", customer.at("number")},
                {"departs_on", "2026-07-17"},
                {"returns_on", "2026-07-31"},
                {"services", Json::array({{{"service_kind", "hotel"}, {"description", "Hotel Sonne"}, {"count", count},
                                           {"unit_price", price}, {"tax", "standard"}, {"starts_on", "2026-07-17"},
                                           {"ends_on", "2026-07-31"}}})}};
    }
    Json booked(const Json& body) {
        const auto made = desk().post("/bookings", body);
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json;
    }
    ApiAnswer change(const Json& booking, const Json& values, const std::string& who = "desk") {
        return as(who).patch(booking_path(booking), values, version(booking.at("version").get<std::int64_t>()));
    }
    Json read(const Json& booking, const std::string& who = "desk") {
        const auto answer = as(who).get(booking_path(booking));
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    Json paid(const Json& booking, const std::string& amount) {
        const auto answer =
            desk().post(booking_path(booking) + "/payments", {{"amount", amount}, {"kind", "transfer"}});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    ApiAnswer undo(const Json& event) {
        return chief().post("/change-events/" + std::to_string(event.get<std::int64_t>()) + "/reversal", nullptr);
    }
    void base_row(const std::string& name, const Json& values) {
        const auto made = chief().post("/base-data/" + name, values);
        EXPECT_EQ(made.status, 201) << made.text;
    }
    void set_parameter(const char* name, const Json& value) {
        const auto done = db().write([&](sql::Transaction& transaction) {
            return parameters::change_parameters(house(), transaction, Actor::system(),
                                                 parameters::version_of(transaction, "parameters"), {{name, value}});
        });
        EXPECT_TRUE(done);
    }
    static std::vector<std::string> keys_of(const Json& list) {
        std::vector<std::string> keys;
        for (const auto& one : list) keys.push_back(one.at("key"));
        return keys;
    }
    /// "field: key" of each issue of a refusal.
    static std::vector<std::string> issues_of(const ApiAnswer& answer) {
        std::vector<std::string> list;
        if (answer.json.contains("issues"))
            for (const auto& issue : answer.json.at("issues"))
                list.push_back(issue.at("field").get<std::string>() + ": " + issue.at("key").get<std::string>());
        return list;
    }
    void expect_sound() {
        db().read([&](sql::Transaction& transaction) {
            EXPECT_EQ(check_bookings(house(), transaction), 0);
            EXPECT_EQ(audit::verify_audit(transaction), "");
        });
    }

private:
    static void rights_of(Actor& actor) {
        actor.all_permissions = actor.name == "chief";
        actor.user_id = actor.name == "chief" ? 1 : actor.name == "desk" ? 2 : 3;
        actor.permissions = {"search", "customers.read", "bookings.read"};
        if (actor.name == "stranger") actor.permissions.clear();
        if (actor.name == "reader") actor.permissions.insert("sensitive.read");
        if (actor.name == "printer") actor.permissions.insert("bookings.invoice");
        if (actor.name == "collector") actor.permissions.insert({"payments.debit", "payments.dun"});
        if (actor.name == "agent")
            actor.permissions.insert({"calls.read", "calls.take", "bookings.change", "customers.change"});
        if (actor.name == "desk")
            actor.permissions.insert({"bookings.change", "bookings.cancel", "bookings.pay", "customers.change"});
    }

    std::unique_ptr<test::SmallServer> server_;
};

}  // namespace kartei::bookings
