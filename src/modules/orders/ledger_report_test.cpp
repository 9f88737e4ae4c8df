// `kartei report sales`: all of the ledger, or a period, event dates and a customer of it.
#include "modules/orders/ledger_report.hpp"

#include <gmock/gmock.h>

#include "lists/report_command.hpp"
#include "tests/scenarios/box_office.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::orders {
namespace {

using testing::HasSubstr;

class LedgerReport : public test::InATheatre {
protected:
    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [](test::BoxOffice& office) {
            office.event({.code = "E1"});
            office.event({.code = "E2"});
            office.order("1", office.customer("Adler"), {{"E1"}, {"E2", TicketState::deleted}});
            office.order("2", office.customer("Bär"), {{"E2"}});
        });
    }
    int export_with(std::vector<std::string> words) {
        out = std::stringstream(), err = std::stringstream();
        auto actor = Actor::system();
        actor.language = Language::en;
        const auto declare = [](CLI::App& app) { return lists::report_command(app, {sales_report()}); };
        return test::type_command(declare, house(), actor, words, out, err);
    }
    /// "order count event" of each line.
    std::vector<std::string> lines(std::vector<std::string> choice) {
        choice.insert(choice.begin(), {"sales", "--columns", "order,count,event"});
        EXPECT_EQ(export_with(choice), 0) << err.str();
        std::vector<std::string> list;
        std::string line;
        for (std::getline(out, line); std::getline(out, line);) {
            std::replace(line.begin(), line.end(), ',', ' ');
            list.push_back(line);
        }
        return list;
    }
    std::stringstream out, err;
};
ON_BOTH_ENGINES(LedgerReport);

TEST_P(LedgerReport, HoldsAllOrWhatWasChosen) {
    using testing::ElementsAre;
    EXPECT_THAT(lines({}), ElementsAre("1 1 E1", "1 1 E2", "1 -1 E2", "2 1 E2"));
    EXPECT_THAT(err.str(), HasSubstr(R"("rows_written":4)"));
    EXPECT_THAT(lines({"--from", "2026-03-01", "--to", "2026-03-01"}), ElementsAre("1 -1 E2"));
    EXPECT_THAT(err.str(), HasSubstr(R"("rows_expected":1)"));
    EXPECT_THAT(lines({"--event", "E1", "--event", "E2", "--to", "2026-02-28"}),
                ElementsAre("1 1 E1", "1 1 E2", "2 1 E2"));
    EXPECT_THAT(lines({"--event", "E2", "--customer", "100002"}), ElementsAre("2 1 E2"));
}

TEST_P(LedgerReport, RefusesByFieldAndNeverQuietlyHoldsMore) {
    EXPECT_EQ(export_with({"sales", "--from", "2026-02-30", "--event", "E9", "--customer", "4711"}), 1);
    EXPECT_THAT(err.str(), HasSubstr("From: "));
    EXPECT_THAT(err.str(), HasSubstr("Event code: "));
    EXPECT_THAT(err.str(), HasSubstr("4711"));
    EXPECT_EQ(out.str(), "");
    EXPECT_EQ(export_with({"sales", "--season", "24/25"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("--season"));
}

}  // namespace
}  // namespace kartei::orders
