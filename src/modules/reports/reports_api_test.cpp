// The customer lists over HTTP: what a browser asks and gets, and what it must not get.
#include "lists/lists_api.hpp"

#include <gmock/gmock.h>

#include "modules/accounts/api_fixture.hpp"
#include "modules/events/events_api.hpp"
#include "modules/reports/customer_report.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::reports {
namespace {

using orders::TicketState;
using test::ApiClient;
using test::Json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class ReportsApi : public accounts::OverHttp {
protected:
    void SetUp() override {
        OverHttp::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [](test::BoxOffice& office) {
            office.event({.code = "E1", .production = {"Faust"}, .season = "24/25", .promoter = "Haus"});
            office.event(
                {.code = "E2", .season = "24/25", .promoter = "Agentur Nord", .starts_at = "2026-06-02T18:00:00Z"});
            for (int i = 0; i < 250; ++i) {
                const auto customer = office.customer("Gast " + std::string(1, static_cast<char>('a' + i % 26)), "Eva");
                office.order("B" + std::to_string(i), customer,
                             {{.event = "E1",
                               .section = "Parkett",
                               .row = std::to_string(i / 20),
                               .seat = std::to_string(i % 20)},
                              {"E2", TicketState::reserved}});
            }
        });
        anna_.emplace(make("anna", "box_office"));
    }
    void TearDown() override {
        anna_.reset();
        runs_.reset();  // the server's endpoints are its last owners
        OverHttp::TearDown();
    }
    web::EndpointTable endpoints() override {
        runs_ = std::make_shared<lists::Runs>(house(), lists::Reports{customer_report()});
        auto table = OverHttp::endpoints();
        for (auto& endpoint : lists::lists_endpoints(house(), runs_, jobs())) table.push_back(std::move(endpoint));
        for (auto& endpoint : events::events_endpoints(house(), orders::sales_of_events))
            table.push_back(std::move(endpoint));
        return table;
    }

    ApiClient make(const std::string& name, const std::string& role) {
        make_user(name, {role});
        speak(name, "en");
        return signed_in_client(name);
    }
    void speak(const std::string& name, const std::string& language) {
        db().write([&](sql::Transaction& transaction) {
            transaction.execute("UPDATE user_account SET language = :language WHERE name = :name", language, name);
        });
        http_accounts().sessions.changed();
    }
    ApiClient& anna() { return *anna_; }
    static Json asked(const std::string& type, const std::vector<std::string>& events) {
        return {{"type", type}, {"filter", {{"events", events}}}};
    }
    Json made(const std::string& type, const std::vector<std::string>& events = {"E1"}) {
        auto answer = anna().post("/reports/customers/runs", asked(type, events));
        EXPECT_EQ(answer.status, 201);
        return answer.json;
    }
    static std::string path(const Json& run, const std::string& rest = "") {
        return "/reports/runs/" + std::to_string(run["id"].get<int>()) + rest;
    }
    Json totals_of(const Json& run) {
        for (;;) {
            auto totals = anna().get(path(run, "/totals")).json;
            if (totals["state"] == "done") return totals;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    static std::vector<std::string> orders_in(const Json& rows) {
        std::vector<std::string> orders;
        for (const auto& row : rows) orders.push_back(row["order"]);
        return orders;
    }
    Json result_of(std::int64_t job) {
        for (;;) {
            auto state = anna().get("/jobs/" + std::to_string(job)).json;
            if (state["state"] != "waiting" && state["state"] != "running") return state;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    std::int64_t stored(const std::string& table, const std::string& column, std::int64_t run) {
        return db().read([&](sql::Transaction& transaction) {
            auto rows = transaction.query("SELECT max(" + column + ") FROM " + table + " WHERE " +
                                              (table == "report_run" ? "id" : "run_id") + " = :run",
                                          run);
            return rows.next() ? rows.integer(0) : -1;
        });
    }

private:
    std::shared_ptr<lists::Runs> runs_;
    std::optional<ApiClient> anna_;
};
ON_BOTH_ENGINES(ReportsApi);

// T-003, T-006, T-012, T-019: a list of the chosen event dates, with its first hundred rows and all its columns
TEST_P(ReportsApi, MakesAListWithItsFirstRows) {
    const auto run = made("sold");
    EXPECT_EQ(run["rows"].size(), 100u);
    EXPECT_EQ(run["events"], 1);
    EXPECT_GT(run["columns"].size(), 40u);
    const auto& row = run["rows"][0];
    EXPECT_EQ(row["name"], "Gast a");
    EXPECT_EQ(row["order"], "B0");
    EXPECT_EQ(row["tickets"], 1);
    EXPECT_EQ(row["price"], "20.00");
    EXPECT_EQ(row["event_starts_at"], "2026-05-01T18:00:00Z");
    EXPECT_TRUE(row["customer"].is_number_integer());
    EXPECT_TRUE(row["sold_by"].is_null());
    EXPECT_TRUE(row["_customer"].is_number_integer());
    EXPECT_EQ(row["receipt_url"], "https://tickets.example/receipt/B0");
    EXPECT_EQ(run["columns"].back()["kind"], "link");
    for (const auto& column : run["columns"]) {
        EXPECT_TRUE(row.contains(column["name"].get<std::string>())) << column;
        EXPECT_FALSE(column["caption"].get<std::string>().empty());
        EXPECT_THAT(column["caption"].get<std::string>(), Not(HasSubstr("."))) << "a text is missing";
        EXPECT_GE(column["priority"], 1);
    }
}

// T-004, T-005: captions in the reader's language
TEST_P(ReportsApi, SpeaksTheReadersLanguage) {
    auto caption = [&](const std::string& language) {
        speak("anna", language);
        const auto run = made("sold");
        for (const auto& column : run["columns"])
            if (column["name"] == "order_state")
                return column["caption"].get<std::string>() + " " + column["values"]["sold"].get<std::string>() + " " +
                       run["words"].get<std::string>();
        return std::string();
    };
    EXPECT_EQ(caption("nl"), "Bestelstatus verkocht Verkochte tickets; Evenement: E1");
    EXPECT_EQ(caption("de"), "Bestellstatus verkauft Verkaufte Karten; Veranstaltung: E1");
    EXPECT_EQ(caption("en"), "Order state sold Sold tickets; Event: E1");
}

// T-007: nothing chosen, or something nobody knows, makes no list
TEST_P(ReportsApi, RefusesAListWithoutAChoice) {
    for (const auto& filter : {Json::object(), Json{{"scope", "coming"}}, Json{{"events", Json::array()}}}) {
        const auto answer = anna().post("/reports/customers/runs", {{"type", "sold"}, {"filter", filter}});
        EXPECT_EQ(answer.status, 422);
        EXPECT_THAT(answer.issues(), ElementsAre(": error.report_needs_filter"));
    }
    const auto unknown = anna().post("/reports/customers/runs",
                                     {{"type", "sold"}, {"filter", {{"seasons", {"24/26"}}, {"events", {"E9"}}}}});
    EXPECT_THAT(unknown.issues(), ElementsAre("event: error.unknown_in_filter", "season: error.unknown_in_filter"));
    EXPECT_THAT(unknown.text, HasSubstr("24/26"));
    EXPECT_EQ(anna().post("/reports/customers/runs", {{"type", "everything"}}).status, 422);
}

// T-011: every row is reached, by cursor and by row number
TEST_P(ReportsApi, ReachesEveryRow) {
    const auto run = made("sold");
    const auto totals = totals_of(run);
    EXPECT_EQ(totals["rows"], 250);
    EXPECT_EQ(totals["sums"], Json::parse(R"([{"name": "customers", "value": 250, "text": "250 customers"},
                                              {"name": "tickets", "value": 250, "text": "250 tickets"}])"));
    auto by_cursor = orders_in(run["rows"]);
    Json cursor = run["cursor"];
    while (!cursor.is_null()) {
        const auto page = anna().get(path(run, "/rows?limit=37&cursor=" + cursor.get<std::string>())).json;
        EXPECT_EQ(page["offset"], by_cursor.size());
        for (const auto& order : orders_in(page["rows"])) by_cursor.push_back(order);
        cursor = page["cursor"];
    }
    EXPECT_EQ(by_cursor.size(), 250u);
    for (const int offset : {0, 99, 100, 137, 201, 249})
        EXPECT_EQ(
            orders_in(anna().get(path(run, "/rows?limit=1&offset=" + std::to_string(offset))).json["rows"]).front(),
            by_cursor[static_cast<std::size_t>(offset)]);
    EXPECT_TRUE(anna().get(path(run, "/rows?offset=250")).json["rows"].empty());
    EXPECT_EQ(anna().get(path(run, "/rows?cursor=nonsense")).issues(),
              (std::vector<std::string>{"cursor: error.report_bad_cursor"}));
    EXPECT_EQ(by_cursor.size(), std::set<std::string>(by_cursor.begin(), by_cursor.end()).size()) << "no row twice";
}

TEST_P(ReportsApi, KeepsNamesOutOfAddresses) {
    const auto run = made("sold");
    EXPECT_THAT(run["cursor"].get<std::string>(), Not(HasSubstr("gast")));
    const auto other = made("all");
    EXPECT_EQ(anna().get(path(other, "/rows?cursor=" + run["cursor"].get<std::string>())).status, 422)
        << "a cursor belongs to its list";
}

TEST_P(ReportsApi, SaysWhatAListIs) {
    const auto run = made("reserved-seats", {"E2"});
    const auto again = anna().get(path(run)).json;
    for (const char* member : {"id", "type", "events", "columns", "filter", "words"})
        EXPECT_EQ(again[member], run[member]) << member;
    EXPECT_EQ(again["filter"], (Json{{"events", {"E2"}}}));
}

// customer-lists.md 12: a list is read by who made it alone; who may not look customers up gets no ids of them
TEST_P(ReportsApi, KeepsListsToThoseWhoMadeThem) {
    const auto run = made("sold");
    auto bert = make("bert", "box_office");
    for (const char* rest : {"", "/rows", "/totals", "/print"})
        EXPECT_EQ(bert.get(path(run, rest)).status, 404) << rest;
    EXPECT_EQ(bert.post(path(run, "/exports"), {{"format", "csv"}}).status, 404);
    auto promoter = make("petra", "promoter");
    const auto own = promoter.post("/reports/customers/runs", asked("sold", {"E1"})).json;
    EXPECT_FALSE(own["rows"][0].contains("_customer"));
    EXPECT_EQ(promoter.post(path(own, "/exports"), {{"format", "csv"}}).status, 403);
    make_user("nobody", {});
    EXPECT_EQ(signed_in_client("nobody").post("/reports/customers/runs", asked("sold", {"E1"})).status, 403);
}

// customer-lists.md 12: event access comes first, also for a list made before access was taken away
TEST_P(ReportsApi, ShowsPromotersTheirOwnEventDatesOnly) {
    const auto user = make_user("petra", {"promoter"});
    const auto give = [&](const char* promoter) {
        db().write([&](sql::Transaction& transaction) {
            transaction.execute("UPDATE user_account SET all_events = 0 WHERE id = :id", user.id);
            transaction.execute("DELETE FROM user_promoter WHERE user_id = :id", user.id);
            transaction.execute("INSERT INTO user_promoter (user_id, promoter_id) VALUES (:id, :promoter)", user.id,
                                *events::find_on_shelf(transaction, events::Shelf::promoter, promoter));
        });
        http_accounts().sessions.changed();
    };
    give("Agentur Nord");
    auto petra = signed_in_client("petra");
    EXPECT_EQ(petra.post("/reports/customers/runs", asked("all", {"E1"})).status, 422);
    EXPECT_EQ(petra.get("/events").json["count"], 1);
    EXPECT_EQ(petra.get("/event-filter").json["promoters"].size(), 1u);
    const auto run =
        petra.post("/reports/customers/runs", {{"type", "all"}, {"filter", {{"seasons", {"24/25"}}}}}).json;
    EXPECT_EQ(run["events"], 1);
    EXPECT_EQ(run["rows"][0]["tickets"], 1);
    EXPECT_EQ(run["rows"][0]["order_total"], "20.00");
    EXPECT_EQ(run["rows"][0]["order_state"], "reserved");
    EXPECT_TRUE(run["rows"][0]["paid"].is_null());
    give("Haus");
    EXPECT_TRUE(petra.get(path(run, "/rows")).json["rows"].empty());
}

// T-017, T-018: the file holds every column and every row; generation and export are on record with rows
TEST_P(ReportsApi, ExportsTheWholeListAsAJob) {
    const auto run = made("sold");
    totals_of(run);
    for (const std::string format : {"csv", "xlsx", "json"}) {
        const auto started = anna().post(path(run, "/exports"), {{"format", format}, {"headings", "names"}});
        ASSERT_EQ(started.status, 202);
        const auto job = result_of(started.json["id"]);
        ASSERT_EQ(job["state"], "done") << job;
        EXPECT_EQ(job["result"]["rows_written"], 250);
        EXPECT_EQ(job["result"]["filter"], "Sold tickets; Event: E1");
        EXPECT_THAT(job["file_name"].get<std::string>(), HasSubstr("." + format));
        const auto file = anna().get("/jobs/" + std::to_string(started.json["id"].get<int>()) + "/result");
        EXPECT_EQ(audit::sha256(file.text), job["result"]["sha256"]) << format;
        if (format != "csv") continue;
        EXPECT_EQ(std::count(file.text.begin(), file.text.end(), '\n'), 251);
        std::string header;
        for (const auto& column : run["columns"])
            header += (header.empty() ? "" : ",") + column["name"].get<std::string>();
        EXPECT_EQ(file.text.substr(0, file.text.find('\n')), header);
    }
    EXPECT_EQ(stored("report_run", "rows", run["id"]), 250);
    EXPECT_EQ(stored("report_export", "rows", run["id"]), 250);
    EXPECT_THAT(anna().post(path(run, "/exports"), {{"format", "csv"}, {"columns", {"name", "shoe_size"}}}).issues(),
                ElementsAre("columns: error.unknown_column"));
}

// T-034: the guest list
TEST_P(ReportsApi, PrintsAGuestList) {
    const auto run = made("seats");
    const auto page = anna().get(path(run, "/print?order=seat&barcode=true"));
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.header("content-type"), HasSubstr("text/html"));
    EXPECT_THAT(page.text, HasSubstr("/api/v1/reports/print.css"));
    EXPECT_THAT(page.text, Not(HasSubstr("<script")));
    EXPECT_THAT(page.text, Not(HasSubstr("style=\"")));
    EXPECT_THAT(anna().get("/reports/print.css").header("content-type"), HasSubstr("text/css"));
    EXPECT_EQ(anna().get(path(made("sold"), "/print?order=seat")).issues(),
              (std::vector<std::string>{"order: error.report_print_by_seat"}));
    EXPECT_EQ(stored("report_export", "rows", run["id"]), 250);
}

// T-007, T-008: what there is to choose, and the event dates of a choice with what is sold
TEST_P(ReportsApi, OffersEventDates) {
    const auto choices = anna().get("/event-filter").json;
    EXPECT_EQ(choices["events"], 2);
    EXPECT_EQ(choices["seasons"][0]["name"], "24/25");
    EXPECT_EQ(choices["productions"], Json::parse(R"([{"id": 1, "name": "Faust"}, {"id": 0, "name": "-"}])"));
    const auto events = anna().get("/events?season=24%2F25&q=faust").json;
    EXPECT_EQ(events["count"], 1);
    EXPECT_EQ(events["rows"][0]["code"], "E1");
    EXPECT_EQ(events["rows"][0]["sold"], 250);
    EXPECT_EQ(anna().get("/events?code=E1&code=E2&limit=1&offset=1").json["rows"][0]["code"], "E2");
    EXPECT_EQ(anna().get("/events?production=-").json["rows"][0]["code"], "E2");
    EXPECT_EQ(anna().get("/events?season=none").issues(),
              (std::vector<std::string>{"season: error.unknown_in_filter"}));
    EXPECT_EQ(anna().get("/events?q=02.06.2026").json["count"], 1);
}

// counter.md 1: what the counter may sell at this moment; sale_state says how each is sold
TEST_P(ReportsApi, ADateIsOnSaleBetweenItsDays) {
    const auto on_sale = [&] { return anna().get("/events?sale_state=on_sale").json["count"]; };
    const auto sold_from = [&](const std::optional<std::string>& from, const std::optional<std::string>& to) {
        db().write([&](sql::Transaction& transaction) {
            transaction.execute("DELETE FROM event_sale");
            transaction.execute("INSERT INTO event_sale (event_id, plan_id, state, sale_from, sale_to)"
                                " SELECT id, 91, 'on_sale', :from, :to FROM event WHERE code = 'E1'",
                                from, to);
        });
    };
    db().write([&](sql::Transaction& transaction) {
        transaction.execute("INSERT INTO venue (id, name) VALUES (91, 'Das andere Haus')");
        transaction.execute("INSERT INTO hall (id, venue_id, name) VALUES (91, 91, 'Der andere Saal')");
        transaction.execute("INSERT INTO seat_plan (id, created_event, hall_id, edition, name) VALUES (91, 1, 91, 1, 'Plan')");
    });
    EXPECT_EQ(on_sale(), 0) << "without a plan nothing is sold";
    sold_from({}, {});
    EXPECT_EQ(on_sale(), 1);
    sold_from("2099-01-01T00:00:00Z", {});
    EXPECT_EQ(on_sale(), 0);
    EXPECT_EQ(anna().get("/events?code=E1").json["rows"][0]["sale_state"], "on_sale");
    sold_from("2001-01-01T00:00:00Z", "2002-01-01T00:00:00Z");
    EXPECT_EQ(on_sale(), 0);
    sold_from("2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z");
    EXPECT_EQ(on_sale(), 1);
}

}  // namespace
}  // namespace kartei::reports
