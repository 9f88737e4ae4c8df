// Lists that were made: read again from memory or from the table, by whatever process, and counted in the background.
#include <nlohmann/json.hpp>

#include "modules/reports/report_runs.hpp"

#include <gmock/gmock.h>

#include "modules/reports/report_pages.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;
using testing::ElementsAre;

class Runs : public test::InATheatre {
protected:
    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [](test::BoxOffice& office) {
            office.event({.code = "E1", .promoter = "Haus"});
            office.event({.code = "E2", .promoter = "Agentur"});
            for (int i = 0; i < 330; ++i)
                office.order(std::to_string(i), customers::anonymous_customer, {{i % 3 ? "E1" : "E2"}});
        });
        anna.user_id = 7;
        anna.name = "anna";
        filter.events = {"E1", "E2"};
    }
    static std::vector<std::string> rows_at(House& house, reports::Run& run, std::int64_t offset, int limit) {
        const auto place = place_of(house, run, {offset, {}, limit}).value();
        std::string out;
        web::JsonWriter json(out);
        json.begin_object();
        house.database.read(
            [&](Transaction& transaction) { write_page(house, transaction, run, place, limit, true, out, json); });
        json.end_object();
        const auto page = nlohmann::json::parse(out);
        std::vector<std::string> orders;
        for (const auto& row : page["rows"]) orders.push_back(row["order"]);
        return orders;
    }
    static void wait_for_totals(ReportRuns& runs, const std::shared_ptr<reports::Run>& run, std::int64_t rows) {
        for (int patience = 0; patience < 4000; ++patience) {
            if (const auto totals = run->counts().totals; totals && totals->rows == rows) return;
            runs.count(run);
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        FAIL() << "never counted";
    }

    Actor anna;
    events::EventFilter filter;
};
ON_BOTH_ENGINES(Runs);

// T-006: the same list can be made again, by another process too
TEST_P(Runs, AreReadAgainFromTheTable) {
    ReportRuns here(house()), elsewhere(house());
    const auto run = here.make(anna, ReportType::sold, filter).value();
    EXPECT_EQ(here.open(anna, run->id).value(), run) << "from memory";
    const auto again = elsewhere.open(anna, run->id).value();
    EXPECT_EQ(again->report->selection().events, run->report->selection().events);
    EXPECT_EQ(again->type(), ReportType::sold);
    EXPECT_EQ(again->filter.events, filter.events);
    EXPECT_EQ(rows_at(house(), *again, 3, 2), rows_at(house(), *run, 3, 2));
    auto bert = anna;
    bert.user_id = 8;
    EXPECT_EQ(here.open(bert, run->id).refusal().kind, RefusalKind::not_found);
    EXPECT_EQ(here.open(anna, run->id + 1).refusal().kind, RefusalKind::not_found);
}

// A new event date in the production does not creep into a list that was made before
TEST_P(Runs, KeepTheEventDatesTheyChose) {
    test::sell(house(), [](test::BoxOffice& office) { office.event({.code = "E3", .season = "25/26"}); });
    events::EventFilter season;
    season.seasons = {"25/26"};
    ReportRuns here(house()), elsewhere(house());
    const auto run = here.make(anna, ReportType::sold, season).value();
    test::sell(house(), [](test::BoxOffice& office) {
        office.event({.code = "E4", .season = "25/26"});
        office.order("X", customers::anonymous_customer, {{"E4"}});
    });
    EXPECT_EQ(elsewhere.open(anna, run->id).value()->report->selection().events, ids({"E3"}));
}

TEST_P(Runs, AreForgottenWhenIdleOrTooManyAndComeBack) {
    ReportRuns runs(house(), {.most_kept = 3});
    std::vector<std::int64_t> made;
    for (int i = 0; i < 5; ++i) made.push_back(runs.make(anna, ReportType::sold, filter).value()->id);
    EXPECT_EQ(runs.kept(), 3u);
    EXPECT_TRUE(runs.open(anna, made[0]));
    EXPECT_TRUE(runs.open(anna, made[4]));
    EXPECT_EQ(runs.kept(), 3u);
    clock().advance(std::chrono::minutes(31));
    EXPECT_TRUE(runs.open(anna, made[1]));
    EXPECT_EQ(runs.kept(), 1u);
}

// customer-lists.md 12: access that was taken away since is gone at the next page, and what is given does not widen the
// list
TEST_P(Runs, FollowTheUsersAccess) {
    const auto promoter = [&](const char* name) {
        return *house().database.read([&](Transaction& transaction) {
            return events::find_on_shelf(transaction, events::Shelf::promoter, name);
        });
    };
    ReportRuns runs(house());
    const auto id = runs.make(anna, ReportType::sold, filter).value()->id;
    EXPECT_EQ(rows_at(house(), *runs.open(anna, id).value(), 0, 200).size(), 200u);
    anna.promoters = std::vector{promoter("Agentur")};
    EXPECT_EQ(rows_at(house(), *runs.open(anna, id).value(), 0, 200).size(), 110u);
    test::sell(house(), [](test::BoxOffice& office) { office.event({.code = "E2", .promoter = "Haus"}); });
    EXPECT_TRUE(rows_at(house(), *runs.open(anna, id).value(), 0, 200).empty())
        << "the event date went to another promoter";
}

// T-011: far rows at once when they are counted, and said so while they are not
TEST_P(Runs, ReachFarRowsWhenTheyAreCounted) {
    ReportRuns runs(house());
    const auto run = runs.make(anna, ReportType::sold, filter).value();
    EXPECT_EQ(run->counts().totals, nullptr);
    EXPECT_EQ(place_of(house(), *run, {100'000, {}, 100}).refusal().kind, RefusalKind::unavailable);
    EXPECT_THAT(rows_at(house(), *run, 320, 2), ElementsAre("320", "321")) << "near enough to be read through";
    wait_for_totals(runs, run, 330);
    EXPECT_EQ(run->counts().totals->customers, 1);
    EXPECT_THAT(rows_at(house(), *run, 320, 2), ElementsAre("320", "321"));
    EXPECT_EQ(run->nearest(320).row, 300);
    EXPECT_TRUE(rows_at(house(), *run, 100'000, 100).empty());
    house().database.read([&](Transaction& transaction) {
        auto rows = transaction.query("SELECT rows FROM report_run WHERE id = :id", run->id);
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(0), 330) << "the log says how many rows were shown";
    });
}

TEST_P(Runs, AreCountedAnewWhenTheHouseHasChanged) {
    ReportRuns runs(house());
    const auto run = runs.make(anna, ReportType::sold, filter).value();
    wait_for_totals(runs, run, 330);
    test::sell(house(), [](test::BoxOffice& office) { office.order("X", customers::anonymous_customer, {{"E1"}}); });
    clock().advance(std::chrono::seconds(11));
    wait_for_totals(runs, run, 331);
    EXPECT_THAT(rows_at(house(), *run, 330, 5), ElementsAre("X"));
}

TEST_P(Runs, StopCountingWhenTheyEnd) {
    auto runs = std::make_unique<ReportRuns>(house());
    for (int i = 0; i < 20; ++i) runs->count(runs->make(anna, ReportType::sold, filter).value());
    runs.reset();  // must not wait for them all, nor touch the house afterwards
}

}  // namespace
}  // namespace kartei::reports
