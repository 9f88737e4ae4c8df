// A house with bonus points: the operator ALPHA is open for them at the general rate (100 points for 100.00), BETA at a
// rate of his own (50), GAMMA is not. 100 points pay 1.00. Today is 2026-03-01.
#pragma once

#include "lists/report_command.hpp"
#include "modules/bonus/bonus_actions.hpp"
#include "modules/bonus/bonus_api.hpp"
#include "modules/bookings/bookings_fixture.hpp"
#include "modules/merges/merges_api.hpp"
#include "modules/reports/bonus_report.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::bonus {

using test::ApiAnswer;
using test::Json;

class WithBonus : public bookings::WithBookings {
protected:
    void SetUp() override {
        WithBookings::SetUp();
        if (IsSkipped()) return;
        base_row("operators", {{"code", "ALPHA"}, {"name", "Alpha Reisen"}, {"open_for_bonus", true}});
        base_row("operators",
                 {{"code", "BETA"}, {"name", "Beta Reisen"}, {"open_for_bonus", true}, {"bonus_rate", 50}});
        base_row("operators", {{"code", "GAMMA"}, {"name", "Gamma Reisen"}});
    }
    web::EndpointTable further_endpoints() override {
        auto all = bonus_endpoints(house());
        for (auto& one : merges::merges_endpoints(house())) all.push_back(std::move(one));
        return all;
    }
    std::vector<web::NamedSchema> further_schemas() override { return bonus_schemas(); }

    static Json service(const std::string& operator_code, const std::string& price) {
        return {{"service_kind", "hotel"}, {"description", "Hotel Sonne"}, {"count", 1}, {"unit_price", price},
                {"tax", "standard"}, {"operator", operator_code}};
    }
    static Json trip(const Json& customer, std::vector<Json> services) {
        return {{"customer", customer.at("number")}, {"departs_on", "2026-07-17"}, {"services", services}};
    }
    /// Books services of ALPHA for 1,000.00: a thousand points.
    Json thousand(const Json& customer) { return booked(trip(customer, {service("ALPHA", "1000.00")})); }

    Json points(const Json& customer) {
        const auto answer = chief().get(path_of(customer) + "/bonus");
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    std::int64_t balance(const Json& customer) { return points(customer).at("balance"); }
    ApiAnswer enter(const Json& customer, std::int64_t points, Json more = Json::object()) {
        Json body{{"points", points}, {"text", "Gutschein zum Jubiläum"}};
        body.update(more);
        return chief().post(path_of(customer) + "/bonus", body);
    }
    ApiAnswer pay(const Json& booking, Json payment) {
        return desk().post(booking_path(booking) + "/payments", payment);
    }
    ApiAnswer redeem(const Json& booking, const std::string& amount) {
        return pay(booking, {{"kind", "bonus"}, {"amount", amount}});
    }
    ApiAnswer cancel(const Json& booking) {
        const auto now = read(booking, "chief");
        return chief().post(booking_path(booking) + "/cancel", {{"preview", false}},
                            version(now.at("version").get<std::int64_t>()));
    }
    Json by_booking(const Json& customer, const Json& booking) {
        const auto all = points(customer);
        for (const auto& lot : all.at("lots"))
            if (lot.at("booking") == booking.at("number")) return lot;
        return {};
    }
    std::int64_t wrong() {
        return db().read([&](sql::Transaction& transaction) { return check_bonus(house(), transaction); });
    }
    /// `kartei report bonus` with these words; rows without the headings.
    std::string listed(std::vector<std::string> words = {}, const Actor& actor = Actor::system(), int code = 0) {
        words.insert(words.begin(), "bonus");
        std::stringstream out, err;
        const auto declare = [](CLI::App& app) { return lists::report_command(app, {reports::bonus_report()}); };
        EXPECT_EQ(test::type_command(declare, house(), actor, words, out, err), code) << err.str();
        const auto text = out.str();
        return text.substr(std::min(text.find('\n') + 1, text.size()));
    }
};

}  // namespace kartei::bonus
