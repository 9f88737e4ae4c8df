// A house that takes bookings, with what it is owed for them: open items, direct debits, dunning. Today is Sunday,
// 2026-03-01; a booking of 1,000.00 owes 200.00 at once and the rest on 2026-06-19.
#pragma once

#include "lists/report_command.hpp"
#include "modules/bookings/bookings_fixture.hpp"
#include "modules/payments/payments_api.hpp"
#include "modules/reports/open_items_report.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::payments {

using test::Json;

class WithPayments : public bookings::WithBookings {
protected:
    web::EndpointTable further_endpoints() override { return payments_endpoints(house()); }

    /// Rows of `kartei report open-items`, without the headings.
    std::string listed(std::vector<std::string> words = {}) {
        words.insert(words.begin(), "open-items");
        std::stringstream out, err;
        const auto declare = [](CLI::App& app) { return lists::report_command(app, {reports::open_items_report()}); };
        EXPECT_EQ(test::type_command(declare, house(), Actor::system(), words, out, err), 0) << err.str();
        return out.str().substr(out.str().find('\n') + 1);
    }
    /// What is open in all, as the list adds it up.
    std::string row_of(const Json& customer, const Json& booking, const std::string& rest) {
        const auto name = customer.at("name").get<std::string>() +
                          (customer["first_name"].is_null() ? "" : ", " + customer["first_name"].get<std::string>());
        return std::to_string(customer.at("number").get<int>()) + ",\"" + name + "\"," +
               std::to_string(booking.at("number").get<int>()) + ",," + rest + "\n";
    }

    void settle_house() {
        set_parameter("creditor_identifier", "DE98 ZZZ 0999 9999 999");
        set_parameter("house_iban", "DE89370400440532013000");
    }
    /// Pays by direct debit, with account and mandate.
    Json debtor(const std::string& mandate = "M-1", Json more = Json::object()) {
        Json values{{"name", "Müller & Söhne"}, {"payment_kind", "direct_debit"}};
        values.update(more);
        const auto made = customer(values);
        account(made, {{"mandate", mandate}, {"mandate_on", "2026-01-15"}});
        return made;
    }
    Json account(const Json& customer, Json more, const std::string& iban = "DE02120300000000202051") {
        more["iban"] = iban;
        const auto made = chief().post(path_of(customer) + "/bank-accounts", more);
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json;
    }
    Json preview(const std::string& day = "2026-03-03", const std::string& scheme = "core") {
        const auto answer = chief().get("/direct-debits/preview?collect_on=" + day + "&scheme=" + scheme);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    Json run(const std::string& day = "2026-03-03") {
        const auto answer = chief().post("/direct-debits", {{"collect_on", day}});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    std::string file(const Json& made) {
        return chief().get("/direct-debits/" + std::to_string(made.at("id").get<int>()) + "/file").text;
    }
    test::ApiAnswer give_back(const Json& made, Json body) {
        body["position"] = 1;
        return chief().post("/direct-debits/" + std::to_string(made.at("id").get<int>()) + "/returns", body);
    }
    /// Keys of what the bank would refuse of the only debit.
    std::vector<std::string> problems(const Json& found) {
        std::vector<std::string> keys;
        for (const auto& problem : found.at("debits").at(0).at("problems"))
            keys.push_back(problem.at("key").get<std::string>().substr(std::string_view("debit.problem.").size()));
        return keys;
    }
    std::string open_of(const Json& booking) { return read(booking, "chief")["totals"]["open"]; }
};

}  // namespace kartei::payments
