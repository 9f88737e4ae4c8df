// The lists on the command line: the table and nothing else on standard output, refusals in words, exit codes.
#include "lists/report_command.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "documents/xlsx_reader.hpp"
#include "modules/reports/customer_report.hpp"
#include "tests/scenarios/box_office.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::reports {
namespace {

using orders::TicketState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ReportCommand : public test::InATheatre {
protected:
    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [](test::BoxOffice& office) {
            office.event(
                {.code = "E1", .production = {"Faust"}, .season = "24/25", .starts_at = "2026-07-01T18:00:00Z"});
            office.event({.code = "E2", .season = "25/26"});
            const auto anna = office.customer("=Müller; \"Sohn\"", "Anna"),
                       jan = office.customer("Vries", "Jan", {{"name_prefix", std::string("de")}});
            office.order("7", anna, {{"E1"}, {.event = "E1", .price = 1250}});
            office.order("8", jan, {{"E1", TicketState::reserved}, {"E2"}});
        });
    }

    int run(const std::vector<std::string>& words, Language language = Language::en) {
        out.str("");
        err.str("");
        auto actor = Actor::system("max");
        actor.language = language;
        const auto declare = [](CLI::App& app) { return lists::report_command(app, {customer_report()}); };
        return test::type_command(declare, house(), actor, words, out, err, test::temporary_folder().string());
    }
    static std::string content(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    std::ostringstream out, err;
};
ON_BOTH_ENGINES(ReportCommand);

// T-007, T-008, T-009
TEST_P(ReportCommand, WritesTheTableAndNothingElse) {
    EXPECT_EQ(run({"customers", "--event", "E1", "E2", "--type", "sold", "--format", "csv", "--columns",
                   "order,name,tickets,price,events"}),
              0);
    EXPECT_EQ(out.str(),
              "order,name,tickets,price,events\n7,\"'=Müller; \"\"Sohn\"\"\",2,32.50,E1\n8,Vries,1,20.00,E2\n");
    const auto manifest = nlohmann::json::parse(err.str());
    EXPECT_EQ(manifest["rows_written"], 2);
    EXPECT_EQ(manifest["rows_expected"], 2);
    EXPECT_EQ(manifest["tickets"], 3);
    EXPECT_EQ(manifest["sha256"], audit::sha256(out.str()));
    EXPECT_EQ(manifest["filter"], "Sold tickets; Event: E1, E2");
    EXPECT_EQ(
        run({"customers", "--event=E1", "--event", "E2", "--season", "25/26", "--type", "all", "--columns", "order"}),
        0);
    EXPECT_EQ(out.str(), "order\n8\n");
    EXPECT_EQ(run({"customers", "--production", "-", "--type", "all", "--columns", "order"}), 0);
    EXPECT_EQ(out.str(), "order\n8\n");
    EXPECT_EQ(run({"customers", "--from", "2026-07-01", "--to", "2026-07-01", "--scope", "coming", "--type", "reserved",
                   "--columns", "order"}),
              0);
    EXPECT_EQ(out.str(), "order\n8\n");
}

TEST_P(ReportCommand, WritesWhatExcelOpens) {
    EXPECT_EQ(run({"customers", "--event", "E1", "--type", "sold", "--csv", "excel-de", "--headings", "de", "--columns",
                   "order,price"}),
              0);
    EXPECT_EQ(out.str(), "\xef\xbb\xbf" "Bestellnummer;Kartenpreis\r\n7;32,50\r\n");
    EXPECT_EQ(
        run({"customers", "--event", "E1", "--type", "sold", "--headings", "nl", "--columns", "order,receipt_url"}), 0);
    EXPECT_EQ(out.str(), "Bestelnummer,Link naar bon\n7,https://tickets.example/receipt/7\n");
}

// A file with headings in a language is for people: choices in words, times on the clock of the house.
TEST_P(ReportCommand, FilesForPeopleSayWordsAndTheTimeOfTheHouse) {
    const std::vector<std::string> words{"customers", "--event", "E1", "--type", "sold", "--columns",
                                         "order,order_state,event_starts_at"};
    const auto printed = [&](std::vector<std::string> more) {
        more.insert(more.begin(), words.begin(), words.end());
        EXPECT_EQ(run(more), 0);
        return out.str();
    };
    const auto codes = printed({}), german = printed({"--headings", "de"});
    EXPECT_THAT(codes, HasSubstr("\n7,sold,2026-07-01T18:00:00Z\n"));
    EXPECT_THAT(german, HasSubstr("\n7,verkauft,01.07.2026 20:00\n")) << german;
}

// T-017: a file with its manifest beside it, in every format
TEST_P(ReportCommand, WritesFilesWithTheirManifest) {
    for (const std::string format : {"csv", "xlsx", "json"}) {
        const auto path = test::temporary_path("." + format).string();
        EXPECT_EQ(run({"customers", "--event", "E1", "--type", "seats", "--format", format, "--out", path}), 0);
        EXPECT_THAT(out.str(), IsEmpty());
        EXPECT_THAT(err.str(), IsEmpty());
        const auto manifest = nlohmann::json::parse(content(path + ".manifest.json"));
        EXPECT_EQ(manifest["rows_written"], 2);
        EXPECT_EQ(manifest["sha256"], audit::sha256(content(path))) << format;
    }
    EXPECT_EQ(run({"customers", "--event", "E1", "--out", "relative.csv"}), 0);
    EXPECT_EQ(content((test::temporary_folder() / "relative.csv").string()).substr(0, 5), "order");
}

TEST_P(ReportCommand, WritesAWorkbookToStandardOutput) {
    EXPECT_EQ(run({"customers", "--event", "E1", "--type", "seats", "--format", "xlsx", "--columns",
                   "order,event_starts_at,price,name"}),
              0);
    const auto path = test::temporary_path(".xlsx");
    std::ofstream(path, std::ios::binary) << out.str();
    const auto reader = std::move(documents::XlsxReader::open(path)).value();
    EXPECT_THAT(reader->sheet_names(), ElementsAre("Kartei", "manifest"));
    ASSERT_TRUE(*reader->next());
    EXPECT_EQ(nlohmann::json::parse(err.str())["time_zone"], "Europe/Berlin");
}

// T-007: no list without a choice; refused in the user's words
TEST_P(ReportCommand, RefusesInWords) {
    EXPECT_EQ(run({"customers", "--type", "sold"}, Language::nl), 1);
    EXPECT_THAT(err.str(), HasSubstr("Zonder filter wordt er geen lijst gemaakt."));
    EXPECT_EQ(run({"customers", "--scope", "coming"}), 1);
    EXPECT_EQ(run({"customers", "--event", "E9", "--season", "99/00"}), 1);
    EXPECT_THAT(err.str(), testing::AllOf(HasSubstr("E9"), HasSubstr("Season: “99/00”")));
    EXPECT_EQ(run({"customers", "--event", "E1", "--type", "everything"}, Language::de), 1);
    EXPECT_THAT(err.str(), HasSubstr("„everything“"));
    EXPECT_EQ(run({"customers", "--event", "E1", "--columns", "order,shoe_size"}), 1);
    EXPECT_THAT(err.str(), HasSubstr("Columns: There is no column “shoe_size”"));
    EXPECT_EQ(run({"customers", "--event", "E1", "--format", "pdf"}), 1);
    EXPECT_THAT(out.str(), IsEmpty());
}

TEST_P(ReportCommand, SaysHowItIsWritten) {
    for (const auto& words :
         std::vector<std::vector<std::string>>{{},
                                               {"visitors", "--event", "E1"},
                                               {"customers", "--events", "E1"},
                                               {"customers", "--event"},
                                               {"customers", "--type", "sold", "all", "--event", "E1"}}) {
        EXPECT_EQ(run(words), 2);
        EXPECT_THAT(err.str(), HasSubstr("--help"));
        EXPECT_THAT(out.str(), IsEmpty());
    }
}

// customer-lists.md 12: who, when, what
TEST_P(ReportCommand, PutsEveryListOnRecord) {
    run({"customers", "--event", "E1", "--type", "reserved"});
    house().database.read([](sql::Transaction& transaction) {
        auto runs =
            transaction.query("SELECT id, user_id, operating_system_user, type, filter, created_at FROM report_run");
        ASSERT_TRUE(runs.next());
        EXPECT_EQ(runs.integer(1), 0);
        EXPECT_EQ(runs.text(2), "max");
        EXPECT_EQ(runs.text(3), "reserved");
        EXPECT_EQ(runs.text(4), R"({"events":["E1"]})");
        EXPECT_EQ(runs.text(5), "2026-03-01T09:00:00Z");
        auto exports = transaction.query("SELECT format, rows FROM report_export WHERE run_id = :id", runs.integer(0));
        ASSERT_TRUE(exports.next());
        EXPECT_EQ(exports.text(0), "csv");
        EXPECT_EQ(exports.integer(1), 1);
    });
}

}  // namespace
}  // namespace kartei::reports
