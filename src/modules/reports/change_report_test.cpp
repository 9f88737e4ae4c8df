// All changes of the house as a list: newest first, by day and by whom.
#include "modules/reports/change_report.hpp"

#include <gmock/gmock.h>

#include "lists/runs.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::reports {
namespace {

using testing::ElementsAre;

class ChangeReport : public test::InATheatre {
protected:
    std::vector<std::string> kinds(const nlohmann::json& filter, std::int64_t limit = 100, lists::Start start = {}) {
        lists::Runs runs(house(), {change_report()});
        auto actor = Actor::system("max");
        const auto run = runs.make(actor, runs.reports().front(), "", filter).value();
        std::vector<std::string> list;
        house().database.read([&](sql::Transaction& transaction) {
            const auto next = lists::read_page(transaction, *run->list, start, limit,
                                               [&](const lists::Row& row, const lists::Place& place) {
                                                   for (const auto& key : run->list->keys())
                                                       if (key.name == "_event") {
                                                           EXPECT_EQ(std::to_string(key.of(row)), place);
                                                       }
                                                   list.push_back(place);
                                                   return true;
                                               });
            if (next) list.push_back("more after " + next->after);
            EXPECT_GE(run->list->count(transaction, {})->rows, std::ssize(list) - (next ? 1 : 0));
        });
        return list;
    }
};
ON_BOTH_ENGINES(ChangeReport);

TEST_P(ChangeReport, HoldsTheNewestFirstAndIsNarrowedByDayAndPerson) {
    for (const char* name : {"Adler", "Berg", "Cohn"})
        test::sell(house(), [&](test::BoxOffice& office) { office.customer(name); });
    const auto all = kinds({});
    ASSERT_GE(all.size(), 3u);
    EXPECT_GT(std::stoll(all[0]), std::stoll(all[1]));
    EXPECT_THAT(kinds({}, 2), ElementsAre(all[0], all[1], "more after " + all[1]));
    EXPECT_EQ(kinds({}, 100, {all[0]}).front(), all[1]);
    EXPECT_EQ(kinds({{"from", "2026-03-01"}, {"to", "2026-03-01"}}), all);
    EXPECT_THAT(kinds({{"from", "2026-03-02"}}), ElementsAre());
    EXPECT_THAT(kinds({{"to", "2026-02-28"}}), ElementsAre());
    EXPECT_THAT(kinds({{"by", "nobody"}}), ElementsAre());
}

// The house stands in Berlin: half past eleven in UTC is the next day there.
TEST_P(ChangeReport, DaysAreThoseOfTheHouse) {
    clock().set(*read_instant("2026-03-04T23:30:00Z", "UTC"));
    test::sell(house(), [&](test::BoxOffice& office) { office.customer("Adler"); });
    EXPECT_THAT(kinds({{"from", "2026-03-05"}, {"to", "2026-03-05"}}), testing::Not(ElementsAre()));
    EXPECT_THAT(kinds({{"from", "2026-03-04"}, {"to", "2026-03-04"}}), ElementsAre());
}

}  // namespace
}  // namespace kartei::reports
