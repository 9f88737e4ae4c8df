// The sales ledger over HTTP, for other programs and as the report "sales"; every answer is judged by the OpenAPI
// document.
#include "modules/orders/sales_api.hpp"

#include <gmock/gmock.h>

#include "lists/lists_api.hpp"
#include "modules/orders/ledger_report.hpp"
#include "tests/scenarios/box_office.hpp"
#include "tests/support/small_server.hpp"

namespace kartei::orders {
namespace {

using test::Json;
using testing::ElementsAre;
using testing::IsEmpty;

class SalesApi : public test::InATheatre {
protected:
    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [](test::BoxOffice& office) {
            office.event({.code = "E1", .promoter = "Haus"});
            office.event({.code = "E2", .promoter = "Agentur Nord"});
            const auto customer = office.customer("Adler");
            office.order("1", customer, {{"E1"}, {"E2", TicketState::deleted}});
            office.order("2", customers::anonymous_customer, {{"E2"}});
        });
        jobs_ = std::make_unique<jobs::Jobs>(house().database, house().folder + "/jobs");
        runs_ = std::make_shared<lists::Runs>(house(), lists::Reports{sales_report()});
        server_.reset(new test::SmallServer({sales_endpoints(house()), lists::lists_endpoints(house(), runs_, *jobs_)},
                                            {sales_schemas()}, [](Actor& actor) {
            if (actor.name != "guest") actor.permissions.insert({"sales.read", "reports.print"});
            if (actor.name == "nord") actor.permissions.erase("customers.read");
            else actor.permissions.insert("customers.read");
            if (actor.name == "nord") actor.promoters = {2};
            if (actor.name == "chief") actor.permissions.insert("customers.see_hidden");
        }));
    }
    void TearDown() override {
        server_.reset();
        runs_.reset();
        jobs_.reset();
        InATheatre::TearDown();
    }
    test::ApiClient& as(const std::string& name) { return server_->as(name); }
    Json made(const Json& filter, const std::string& who = "anna") {
        const auto answer = as(who).post("/reports/sales/runs", {{"filter", filter}});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    static std::string path(const Json& run, const std::string& rest) {
        return "/reports/runs/" + std::to_string(run["id"].get<int>()) + rest;
    }
    /// "lines tickets price fee takings"
    std::string totals(const Json& filter, const std::string& who = "anna") {
        const auto run = made(filter, who);
        for (;;) {
            const auto totals = as(who).get(path(run, "/totals")).json;
            if (totals["state"] != "done") continue;
            auto all = totals["rows"].dump();
            for (const auto& sum : totals["sums"])
                all += " " + (sum["value"].is_string() ? sum["value"].get<std::string>() : sum["value"].dump());
            return all;
        }
    }
    std::vector<std::string> lines(const std::string& path, const std::string& who = "anna") {
        const auto answer = as(who).get(path);
        EXPECT_EQ(answer.status, 200) << answer.text;
        std::vector<std::string> list;
        for (const auto& line : answer.json.at("lines"))
            list.push_back(line.at("order").get<std::string>() + (line.at("count") == 1 ? "+" : "-") +
                           line.at("event").get<std::string>());
        return list;
    }

private:
    std::unique_ptr<jobs::Jobs> jobs_;
    std::shared_ptr<lists::Runs> runs_;
    std::unique_ptr<test::SmallServer> server_;
};
ON_BOTH_ENGINES(SalesApi);

TEST_P(SalesApi, TellsWhatWasSoldAndWhatCameBack) {
    EXPECT_THAT(lines("/sales"), ElementsAre("1+E1", "1+E2", "1-E2", "2+E2"));
    const auto answer = as("anna").get("/sales?limit=3");
    EXPECT_EQ(answer.json["after"], 3);
    const auto line = answer.json["lines"][2];
    EXPECT_EQ(line["count"], -1);
    EXPECT_EQ(line["price"], "20.00");
    EXPECT_EQ(line["customer"], 100001);
    EXPECT_EQ(line["online"], true);
    EXPECT_EQ(line["created_at"], "2026-03-01T08:00:00Z");
    const auto rest = as("anna").get("/sales?limit=3&after=3");
    EXPECT_EQ(rest.json["after"], nullptr);
    EXPECT_EQ(rest.json["lines"][0]["customer"], nullptr) << "nobody's number is no customer number";
}

TEST_P(SalesApi, NarrowsByOrderCustomerEventAndDay) {
    EXPECT_THAT(lines("/sales?order=2"), ElementsAre("2+E2"));
    EXPECT_THAT(lines("/sales?customer=100001&event=E2"), ElementsAre("1+E2", "1-E2"));
    EXPECT_THAT(lines("/sales?from=2026-03-01&to=2026-03-01"), ElementsAre("1-E2"));
    EXPECT_THAT(lines("/sales?to=2026-02-28"), ElementsAre("1+E1", "1+E2", "2+E2"));
    EXPECT_EQ(as("anna").get("/sales?from=2026-02-30").status, 422);
    EXPECT_EQ(as("anna").get("/sales?event=E9").status, 422);
    EXPECT_EQ(as("anna").get("/sales?limit=5000").status, 400);
}

TEST_P(SalesApi, EverythingWrongWithAQuestionIsToldByField) {
    const auto told = [](const test::ApiAnswer& answer) {
        EXPECT_EQ(answer.status, 422);
        std::vector<std::string> list;
        for (const auto& issue : answer.json["issues"])
            list.push_back(issue["field"].get<std::string>() + ": " + issue["key"].get<std::string>());
        return list;
    };
    const auto asked = [&](const Json& filter) {
        return told(as("anna").post("/reports/sales/runs", {{"filter", filter}}));
    };
    const std::vector<std::string> wrong{"from: error.date_does_not_exist", "event: error.unknown_in_filter",
                                         "customer: error.no_such_customer"};
    EXPECT_EQ(told(as("anna").get("/sales?from=2026-02-30&event=E9&customer=4711")), wrong);
    EXPECT_EQ(asked({{"from", "2026-02-30"}, {"events", {"E9"}}, {"customer", 4711}}), wrong);
    EXPECT_THAT(told(as("anna").get("/sales?from=2026-03-02&to=2026-03-01")),
                ElementsAre("to: error.period_ends_before_it_begins"));
    EXPECT_THAT(asked({{"from", "2.3.2026"}, {"to", "2026-03-01"}}),
                ElementsAre("to: error.period_ends_before_it_begins"));
}

TEST_P(SalesApi, TotalsAreThoseOfEveryLineOfTheFilter) {
    EXPECT_EQ(totals(Json::object()), "4 2 40.00 0.00 40.00");
    EXPECT_EQ(totals({{"events", {"E2"}}}), "3 1 20.00 0.00 20.00");
    EXPECT_EQ(totals({{"customer", 100001}}), "3 1 20.00 0.00 20.00");
    EXPECT_EQ(totals({{"from", "2026-03-01"}}), "1 -1 -20.00 0.00 -20.00");
    EXPECT_EQ(totals({{"to", "2026-02-28"}, {"order", "2"}}), "1 1 20.00 0.00 20.00");
    EXPECT_EQ(totals({{"from", "2027-01-01"}}), "0 0 0.00 0.00 0.00");
    EXPECT_EQ(totals(Json::object(), "nord"), "3 1 20.00 0.00 20.00");
}

TEST_P(SalesApi, AsAListItHasPagesColumnsAndASheet) {
    const auto run = made({{"direction", "desc"}});
    EXPECT_EQ(run["rows"][0]["order"], "2");
    EXPECT_EQ(run["rows"][1]["count"], -1);
    EXPECT_EQ(run["rows"][1]["_customer"], 2);
    EXPECT_EQ(run["columns"][1]["values"]["-1"], "−1");
    const auto second = as("anna").get(path(run, "/rows?limit=1&offset=1")).json;
    EXPECT_EQ(second["rows"][0], run["rows"][1]);
    EXPECT_EQ(as("anna").get(path(run, "/rows?limit=2&cursor=" + second["cursor"].get<std::string>())).json["rows"][0],
              run["rows"][2]);
    EXPECT_EQ(as("anna").post(path(run, "/exports"), {{"format", "csv"}}).status, 403) << "takes the right to export";
    const auto sheet = as("anna").get(path(run, "/print?column=order&column=price"));
    EXPECT_EQ(sheet.status, 200);
    EXPECT_THAT(sheet.text,
                testing::HasSubstr("<th scope=\"col\">Order number</th><th scope=\"col\" class=\"number\">"));
    EXPECT_THAT(sheet.text, testing::HasSubstr("<tr><td>2</td><td class=\"number\">20.00</td></tr>"));
    EXPECT_THAT(sheet.text, testing::HasSubstr("4 rows · 2 tickets sold (less returned) · Tickets 40.00"));
    EXPECT_EQ(as("anna").get(path(run, "/print?column=shoes")).issues(),
              (std::vector<std::string>{"columns: error.unknown_column"}));
}

TEST_P(SalesApi, NewestFirstGoesBackwards) {
    EXPECT_THAT(lines("/sales?direction=desc"), ElementsAre("2+E2", "1-E2", "1+E2", "1+E1"));
    EXPECT_THAT(lines("/sales?direction=desc&limit=2&after=3"), ElementsAre("1+E2", "1+E1"));
}

TEST_P(SalesApi, NamesOfCustomersNeedTheRightToSeeThem) {
    const auto named = as("anna").get("/sales").json["lines"][0];
    EXPECT_EQ(named["customer_name"], "Adler");
    EXPECT_EQ(named["event_starts_at"], "2026-05-01T18:00:00Z");
    const auto bare = as("nord").get("/sales").json["lines"][0];
    EXPECT_EQ(bare["customer"], 100001);
    EXPECT_EQ(bare["customer_name"], nullptr);
    EXPECT_FALSE(bare.contains("_customer"));
    EXPECT_FALSE(made(Json::object(), "nord")["rows"][0].contains("_customer"));
}

TEST_P(SalesApi, NamesOfHiddenCustomersNeedTheRightToSeeThem) {
    house().database.write([](sql::Transaction& transaction) {
        transaction.execute("UPDATE customer SET hidden_in_search = 1 WHERE name = 'Adler'");
    });
    const Json fed = as("anna").get("/sales").json["lines"][0], listed = made(Json::object())["rows"][0];
    for (const auto& line : {fed, listed}) {
        EXPECT_EQ(line.at("customer"), 100001);
        EXPECT_EQ(line.at("customer_name"), nullptr);
        EXPECT_FALSE(line.contains("_customer"));
    }
    EXPECT_EQ(as("chief").get("/sales").json["lines"][0]["customer_name"], "Adler");
    const auto refused = as("anna").post("/reports/sales/runs", {{"filter", {{"customer", 100001}}}});
    EXPECT_EQ(refused.status, 422) << "what he bought is not asked for either";
    EXPECT_EQ(refused.json["issues"][0]["key"], "error.no_such_customer");
    EXPECT_EQ(made({{"customer", 100001}}, "chief")["rows"][0]["customer_name"], "Adler");
}

TEST_P(SalesApi, APromoterSeesHisOwnEventDatesOnly) {
    EXPECT_THAT(lines("/sales", "nord"), ElementsAre("1+E2", "1-E2", "2+E2"));
    EXPECT_EQ(as("nord").get("/sales?event=E1").status, 422);
    EXPECT_EQ(as("guest").get("/sales").status, 403);
    EXPECT_EQ(as("guest").post("/reports/sales/runs", Json::object()).status, 403);
}

}  // namespace
}  // namespace kartei::orders
