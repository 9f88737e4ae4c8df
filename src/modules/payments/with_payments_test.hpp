// A house that takes bookings, with what it is owed for them: open items, direct debits, dunning. Today is Sunday,
// 2026-03-01; a booking of 1,000.00 owes 200.00 at once and the rest on 2026-06-19.
#pragma once

#include <functional>
#include <thread>
#include <utility>

#include "jobs/jobs.hpp"
#include "lists/report_command.hpp"
#include "modules/bookings/bookings_fixture.hpp"
#include "modules/payments/payments_api.hpp"
#include "modules/reports/open_items_report.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::payments {

using test::Json;

class WithPayments : public bookings::WithBookings {
protected:
    void TearDown() override {
        jobs_.reset();
        WithBookings::TearDown();
    }
    web::EndpointTable further_endpoints() override {
        jobs_ = std::make_unique<jobs::Jobs>(db(), test::temporary_path("").string());
        jobs_->begin();
        return payments_endpoints(house(), *jobs_);
    }

    /// A job that a request began, when it has ended.
    jobs::Job ended(const test::ApiAnswer& answer) {
        EXPECT_EQ(answer.status, 202) << answer.text;
        if (answer.status != 202) return {};
        const auto id = answer.json.at("id").get<std::int64_t>();
        for (;;) {
            const auto job = jobs_->find(id);
            if (job && jobs::is_over(job->state)) return *job;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
    Json result_of(const test::ApiAnswer& answer) {
        const auto job = ended(answer);
        EXPECT_EQ(jobs::state_name(job.state), "done") << job.problem;
        return job.result.empty() ? Json::object() : Json::parse(job.result);
    }
    static std::string problem_of(const jobs::Job& job) {
        return job.problem.empty() ? "" : jobs::read_problem(job.problem).issues.front().key;
    }

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
        const auto made = result_of(chief().post("/direct-debits", {{"collect_on", day}}));
        if (!made.contains("run")) return Json::object();
        auto whole = chief().get("/direct-debits/" + std::to_string(made.at("run").get<int>())).json;
        whole["again"] = made.at("again");
        return whole;
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

private:
    std::unique_ptr<jobs::Jobs> jobs_;
};

/// Progress of work that is stopped, or disturbed, in one of its phases.
struct Watched final : jobs::Progress {
    explicit Watched(std::string in_phase = "") : phase_asked(std::move(in_phase)) {}
    std::string phase_asked;
    std::int64_t cancel_after = -1, stop_after = -1;
    std::function<void()> meanwhile;  ///< once, when the phase is reached
    std::string result_file(std::string_view) override { return ""; }
    void changed(bool) override {}
    bool is_cancelled() override {
        if (phase() != phase_asked) return false;
        if (meanwhile) std::exchange(meanwhile, nullptr)();
        return (cancel_after >= 0 && done() >= cancel_after) || must_stop();
    }
    bool must_stop() override { return phase() == phase_asked && stop_after >= 0 && done() >= stop_after; }
};

}  // namespace kartei::payments
