// Lists that were made: read again from memory or from the table, by whatever process, and counted in the background.
#include <nlohmann/json.hpp>

#include "lists/runs.hpp"

#include <gmock/gmock.h>

#include "lists/pages.hpp"
#include "modules/reports/customer_report.hpp"
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
        anna.permissions = {"reports.customers"};
        filter = {{"events", {"E1", "E2"}}};
    }
    Result<std::shared_ptr<lists::Run>> made(lists::Runs& runs, const nlohmann::json& asked) {
        return runs.make(anna, runs.reports().front(), "sold", asked);
    }
    static std::vector<std::string> rows_at(House& house, lists::Run& run, std::int64_t offset, int limit) {
        const auto place = lists::place_of(house, run, {offset, {}, limit}).value();
        std::string out;
        web::JsonWriter json(out);
        json.begin_object();
        house.database.read(
            [&](Transaction& transaction) { write_page(house, transaction, run, place, limit, out, json); });
        json.end_object();
        const auto page = nlohmann::json::parse(out);
        std::vector<std::string> orders;
        for (const auto& row : page["rows"]) orders.push_back(row["order"]);
        return orders;
    }
    static void wait_for_totals(lists::Runs& runs, const std::shared_ptr<lists::Run>& run, std::int64_t rows) {
        for (int patience = 0; patience < 4000; ++patience) {
            if (const auto totals = run->counts().totals; totals && totals->rows == rows) return;
            runs.count(run);
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        FAIL() << "never counted";
    }

    Actor anna;
    nlohmann::json filter;
};
ON_BOTH_ENGINES(Runs);

// T-006: the same list can be made again, by another process too
TEST_P(Runs, AreReadAgainFromTheTable) {
    lists::Runs here(house(), {customer_report()}), elsewhere(house(), {customer_report()});
    const auto run = made(here, filter).value();
    EXPECT_EQ(here.open(anna, run->id).value(), run) << "from memory";
    const auto again = elsewhere.open(anna, run->id).value();
    EXPECT_EQ(again->list->chosen(), run->list->chosen());
    EXPECT_EQ(again->question.type, "sold");
    EXPECT_EQ(again->question.filter_as_json(), filter);
    EXPECT_EQ(rows_at(house(), *again, 3, 2), rows_at(house(), *run, 3, 2));
    auto bert = anna;
    bert.user_id = 8;
    EXPECT_EQ(here.open(bert, run->id).refusal().kind, RefusalKind::not_found);
    EXPECT_EQ(here.open(anna, run->id + 1).refusal().kind, RefusalKind::not_found);
}

// A new event date in the production does not creep into a list that was made before
TEST_P(Runs, KeepTheEventDatesTheyChose) {
    test::sell(house(), [](test::BoxOffice& office) { office.event({.code = "E3", .season = "25/26"}); });
    const nlohmann::json season{{"seasons", {"25/26"}}};
    lists::Runs here(house(), {customer_report()}), elsewhere(house(), {customer_report()});
    const auto run = made(here, season).value();
    test::sell(house(), [](test::BoxOffice& office) {
        office.event({.code = "E4", .season = "25/26"});
        office.order("X", customers::anonymous_customer, {{"E4"}});
    });
    EXPECT_EQ(elsewhere.open(anna, run->id).value()->list->chosen(), std::to_string(ids({"E3"}).front()));
}

TEST_P(Runs, AreForgottenWhenIdleOrTooManyAndComeBack) {
    lists::Runs runs(house(), {customer_report()}, {.most_kept = 3});
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(made(runs, filter).value()->id);
    EXPECT_EQ(runs.kept(), 3u);
    EXPECT_TRUE(runs.open(anna, ids[0]));
    EXPECT_TRUE(runs.open(anna, ids[4]));
    EXPECT_EQ(runs.kept(), 3u);
    clock().advance(std::chrono::minutes(31));
    EXPECT_TRUE(runs.open(anna, ids[1]));
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
    lists::Runs runs(house(), {customer_report()});
    const auto id = made(runs, filter).value()->id;
    EXPECT_EQ(rows_at(house(), *runs.open(anna, id).value(), 0, 200).size(), 200u);
    anna.promoters = std::vector{promoter("Agentur")};
    EXPECT_EQ(rows_at(house(), *runs.open(anna, id).value(), 0, 200).size(), 110u);
    test::sell(house(), [](test::BoxOffice& office) { office.event({.code = "E2", .promoter = "Haus"}); });
    EXPECT_TRUE(rows_at(house(), *runs.open(anna, id).value(), 0, 200).empty())
        << "the event date went to another promoter";
}

// T-011: far rows at once when they are counted, and said so while they are not
TEST_P(Runs, ReachFarRowsWhenTheyAreCounted) {
    lists::Runs runs(house(), {customer_report()});
    const auto run = made(runs, filter).value();
    EXPECT_EQ(run->counts().totals, nullptr);
    EXPECT_EQ(lists::place_of(house(), *run, {100'000, {}, 100}).refusal().kind, RefusalKind::unavailable);
    EXPECT_THAT(rows_at(house(), *run, 320, 2), ElementsAre("320", "321")) << "near enough to be read through";
    wait_for_totals(runs, run, 330);
    EXPECT_EQ(run->counts().totals->sums[0], 1);
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
    lists::Runs runs(house(), {customer_report()});
    const auto run = made(runs, filter).value();
    wait_for_totals(runs, run, 330);
    test::sell(house(), [](test::BoxOffice& office) { office.order("X", customers::anonymous_customer, {{"E1"}}); });
    clock().advance(std::chrono::seconds(11));
    wait_for_totals(runs, run, 331);
    EXPECT_THAT(rows_at(house(), *run, 330, 5), ElementsAre("X"));
}

TEST_P(Runs, StopCountingWhenTheyEnd) {
    auto runs = std::make_unique<lists::Runs>(house(), lists::Reports{customer_report()});
    for (int i = 0; i < 20; ++i) runs->count(made(*runs, filter).value());
    runs.reset();  // must not wait for them all, nor touch the house afterwards
}

}  // namespace
}  // namespace kartei::reports
