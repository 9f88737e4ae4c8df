// The sales ledger over HTTP; every answer is judged by the OpenAPI document.
#include "modules/orders/sales_api.hpp"

#include <gmock/gmock.h>

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
        server_.reset(new test::SmallServer({sales_endpoints(house())}, {sales_schemas()}, [](Actor& actor) {
            if (actor.name != "guest") actor.permissions.insert("sales.read");
            if (actor.name == "nord") actor.permissions.erase("customers.read");
            else actor.permissions.insert("customers.read");
            if (actor.name == "nord") actor.promoters = {2};
        }));
    }
    void TearDown() override {
        server_.reset();
        InATheatre::TearDown();
    }
    test::ApiClient& as(const std::string& name) { return server_->as(name); }
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
    EXPECT_THAT(lines("/sales?customer=100001&code=E2"), ElementsAre("1+E2", "1-E2"));
    EXPECT_THAT(lines("/sales?from=2026-03-01&to=2026-03-01"), ElementsAre("1-E2"));
    EXPECT_THAT(lines("/sales?to=2026-02-28"), ElementsAre("1+E1", "1+E2", "2+E2"));
    EXPECT_EQ(as("anna").get("/sales?from=2026-02-30").status, 422);
    EXPECT_EQ(as("anna").get("/sales?code=E9").status, 422);
    EXPECT_EQ(as("anna").get("/sales?limit=5000").status, 400);
}

TEST_P(SalesApi, EverythingWrongWithAQuestionIsToldByField) {
    const auto refused = [&](const std::string& path) {
        const auto answer = as("anna").get(path);
        EXPECT_EQ(answer.status, 422) << path;
        std::vector<std::string> list;
        for (const auto& issue : answer.json["issues"])
            list.push_back(issue["field"].get<std::string>() + ": " + issue["key"].get<std::string>());
        return list;
    };
    const std::vector<std::string> wrong{"from: error.date_does_not_exist", "code: error.unknown_in_filter",
                                         "customer: error.no_such_customer"};
    for (const std::string path : {"/sales", "/sales/totals", "/sales/export"}) {
        EXPECT_EQ(refused(path + "?from=2026-02-30&code=E9&customer=4711"), wrong);
        EXPECT_THAT(refused(path + "?from=2026-03-02&to=2026-03-01"),
                    ElementsAre("to: error.period_ends_before_it_begins"));
    }
}

TEST_P(SalesApi, TotalsAreThoseOfEveryLineOfTheFilter) {
    const auto totals = [&](const std::string& query, const std::string& who = "anna") {
        const auto json = as(who).get("/sales/totals" + query).json;
        return json.at("lines").dump() + " " + json.at("tickets").dump() + " " + json.at("price").get<std::string>();
    };
    EXPECT_EQ(totals(""), "4 2 40.00");
    EXPECT_EQ(totals("?code=E2"), "3 1 20.00");
    EXPECT_EQ(totals("?customer=100001"), "3 1 20.00");
    EXPECT_EQ(totals("?from=2026-03-01"), "1 -1 -20.00");
    EXPECT_EQ(totals("?to=2026-02-28&order=2"), "1 1 20.00");
    EXPECT_EQ(totals("?from=2027-01-01"), "0 0 0.00");
    EXPECT_EQ(totals("", "nord"), "3 1 20.00");
}

TEST_P(SalesApi, NewestFirstGoesBackwards) {
    EXPECT_THAT(lines("/sales?direction=desc"), ElementsAre("2+E2", "1-E2", "1+E2", "1+E1"));
    EXPECT_THAT(lines("/sales?direction=desc&limit=2&after=3"), ElementsAre("1+E2", "1+E1"));
}

TEST_P(SalesApi, TheFileHoldsTheLinesOfTheFilter) {
    const auto file = as("anna").get("/sales/export?code=E1&csv=excel-de&headings=de");
    EXPECT_EQ(file.status, 200);
    EXPECT_THAT(file.text, testing::HasSubstr("Zeile;Karten-ID;"));
    EXPECT_THAT(file.text, testing::HasSubstr(";E1;100001;1;20,00;"));
    EXPECT_THAT(file.text, testing::Not(testing::HasSubstr("E2")));
    EXPECT_THAT(as("nord").get("/sales/export").text, testing::Not(testing::HasSubstr("E1")));
}

TEST_P(SalesApi, NamesOfCustomersNeedTheRightToSeeThem) {
    const auto named = as("anna").get("/sales").json["lines"][0];
    EXPECT_EQ(named["customer_name"], "Adler");
    EXPECT_EQ(named["event_starts_at"], "2026-05-01T18:00:00Z");
    const auto bare = as("nord").get("/sales").json["lines"][0];
    EXPECT_EQ(bare["customer"], 100001);
    EXPECT_EQ(bare["customer_name"], nullptr);
    EXPECT_EQ(bare["customer_id"], nullptr);
}

TEST_P(SalesApi, APromoterSeesHisOwnEventDatesOnly) {
    EXPECT_THAT(lines("/sales", "nord"), ElementsAre("1+E2", "1-E2", "2+E2"));
    EXPECT_EQ(as("nord").get("/sales?code=E1").status, 422);
    EXPECT_EQ(as("guest").get("/sales").status, 403);
}

}  // namespace
}  // namespace kartei::orders
