// `kartei export sales`: all of the ledger, or a period, event dates and a customer of it.
#include "modules/orders/ledger_export.hpp"

#include <gmock/gmock.h>

#include "modules/customers/customer_commands.hpp"
#include "modules/customers/register_export.hpp"
#include "tests/scenarios/box_office.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::orders {
namespace {

using testing::HasSubstr;

/// Other suites of the program join it too.
void join_once() {
    for (const auto& one : customers::register_exports())
        if (one.name == "sales") return;
    join_ledger_export();
}

class LedgerExport : public test::InATheatre {
protected:
    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        join_once();
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
        return test::type_command(customers::export_command, house(), actor, words, out, err);
    }
    /// "order count event" of each line.
    std::vector<std::string> lines(std::vector<std::string> choice) {
        choice.insert(choice.begin(), "sales");
        EXPECT_EQ(export_with(choice), 0) << err.str();
        std::vector<std::string> list;
        std::string line;
        for (std::getline(out, line); std::getline(out, line);) {
            std::vector<std::string> cells(1);
            for (const auto letter : line) letter == ',' ? cells.emplace_back() : cells.back() += letter;
            list.push_back(cells.at(3) + " " + cells.at(6) + " " + cells.at(4));
        }
        return list;
    }
    std::stringstream out, err;
};
ON_BOTH_ENGINES(LedgerExport);

TEST_P(LedgerExport, HoldsAllOrWhatWasChosen) {
    using testing::ElementsAre;
    EXPECT_THAT(lines({}), ElementsAre("1 1 E1", "1 1 E2", "1 -1 E2", "2 1 E2"));
    EXPECT_THAT(err.str(), HasSubstr(R"("rows_written":4)"));
    EXPECT_THAT(lines({"--from", "2026-03-01", "--to", "2026-03-01"}), ElementsAre("1 -1 E2"));
    EXPECT_THAT(err.str(), HasSubstr(R"("rows_expected":1)"));
    EXPECT_THAT(lines({"--event", "E1", "--event", "E2", "--to", "2026-02-28"}),
                ElementsAre("1 1 E1", "1 1 E2", "2 1 E2"));
    EXPECT_THAT(lines({"--event", "E2", "--customer", "100002"}), ElementsAre("2 1 E2"));
}

TEST_P(LedgerExport, RefusesByFieldAndNeverQuietlyHoldsMore) {
    EXPECT_EQ(export_with({"sales", "--from", "2026-02-30", "--event", "E9", "--customer", "4711"}), 1);
    EXPECT_THAT(err.str(), HasSubstr("From: "));
    EXPECT_THAT(err.str(), HasSubstr("Event code: "));
    EXPECT_THAT(err.str(), HasSubstr("4711"));
    EXPECT_EQ(out.str(), "");
    EXPECT_EQ(export_with({"customers", "--from", "2026-02-01"}), 1);
    EXPECT_THAT(err.str(), HasSubstr("as a whole only"));
}

}  // namespace
}  // namespace kartei::orders
