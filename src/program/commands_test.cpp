// The commands as a terminal and a pipe meet them: the program itself is started. Every command of the table takes part.
#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "program/command.hpp"
#include "program/open_house.hpp"
#include "settings/command_line.hpp"
#include "sql/migrations.hpp"
#include "tests/support/databases.hpp"

namespace kartei::program {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Words = std::vector<std::string>;

std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Said {
    int code = -1;
    std::string out, err;
};

/// Somebody's empty folder, in which he types.
class Folder {
public:
    Folder() : folder_(test::temporary_path("")) { fs::create_directories(folder_); }

    /// Standard output goes through a pipe; without a terminal behind it.
    Said type(const Words& words, const std::string& language = "en") const {
        std::string line = "cd '" + folder_.string() + "' && { LC_ALL=" + language + "_XX.UTF-8 ";
        if (!words.empty() && words.front() == "serve") line += "timeout -s TERM 3 ";
        line += "'" + (fs::read_symlink("/proc/self/exe").parent_path() / "kartei").string() + "'";
        for (const auto& word : words) line += " '" + word + "'";
        const auto code = test::temporary_path(".code"), out = test::temporary_path(".out"),
                   err = test::temporary_path(".err");
        line += " </dev/null 2>'" + err.string() + "'; echo $? >'" + code.string() + "'; } | cat >'" + out.string() + "'";
        EXPECT_EQ(std::system(line.c_str()), 0) << line;
        return {std::atoi(content(code).c_str()), content(out), content(err)};
    }
    bool is_empty() const { return fs::is_empty(folder_); }
    fs::path path(const std::string& name) const { return folder_ / name; }

private:
    fs::path folder_;
};

/// Every command, and those below it ("user add").
std::vector<Words> all_commands() {
    std::vector<Words> all;
    for (const auto& command : commands()) {
        CLI::App app;
        const auto work = command.declare(app);
        all.push_back({command.name});
        for (const auto* inner : app.get_subcommands({})) all.push_back({command.name, inner->get_name()});
    }
    return all;
}

Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

TEST(Commands, EachAnswersHelpAndDoesNothing) {
    const std::map<std::string, Words> parts{{"de", {"Aufruf:", "Beispiel:", "Rückgabe: 0 getan, 1 abgelehnt"}},
                                             {"nl", {"Gebruik:", "Voorbeeld:", "Uitgang: 0 gedaan, 1 geweigerd"}},
                                             {"en", {"Usage:", "Example:", "Exit codes: 0 done, 1 refused"}}};
    const Folder folder;
    for (const auto& command : all_commands())
        for (const auto& [language, expected] : parts) {
            const auto said = folder.type(with(command, {"--help"}), language);
            EXPECT_EQ(said.code, 0) << command.back();
            EXPECT_EQ(said.err, "") << command.back();
            for (const auto& part : expected) EXPECT_THAT(said.out, HasSubstr(part)) << command.back();
            EXPECT_THAT(said.out, HasSubstr("kartei " + command.front())) << "its example";
        }
    for (const char* report : {"customers", "register", "sales", "former-numbers", "changes"})
        EXPECT_THAT(folder.type({"report", "--help"}).out, HasSubstr(report));
    EXPECT_EQ(folder.type({"help", "backup"}).out, folder.type({"backup", "--help"}).out);
    EXPECT_EQ(folder.type({"--help"}).code, 0);
    EXPECT_EQ(folder.type({}).code, 2);
    EXPECT_TRUE(folder.is_empty()) << "nothing was opened or made";
}

void expect_described(const CLI::App& app) {
    EXPECT_NE(app.get_description(), "") << app.get_name();
    EXPECT_THAT(app.get_description(), Not(StartsWith("command."))) << app.get_name();
    for (const auto* option : app.get_options())
        EXPECT_NE(option->get_description(), "") << app.get_name() << " " << option->get_name();
    for (const auto* inner : app.get_subcommands({})) expect_described(*inner);
}

TEST(Commands, EachWordAndOptionIsDescribed) {
    for (const auto& command : commands())
        for (const auto language : {Language::de, Language::nl, Language::en}) {
            CLI::App app("", "kartei " + command.name);
            const auto work = command.declare(app);
            settings::describe(app, command.name, language);
            expect_described(app);
        }
}

TEST(Commands, UnknownWordsAreRefusedBeforeAnythingIsOpened) {
    const Folder folder;
    for (const auto& command : all_commands()) {
        const auto said = folder.type(with(command, {"--no-such-option"}), "de");
        EXPECT_EQ(said.code, 2) << command.back();
        EXPECT_EQ(said.out, "") << command.back();
        EXPECT_THAT(said.err, HasSubstr("--help")) << command.back();
    }
    EXPECT_THAT(folder.type({"migrate", "--no-such-option"}, "de").err, HasSubstr("„--no-such-option“ kennt dieser"));
    EXPECT_THAT(folder.type({"backup"}, "de").err, HasSubstr("Es fehlt: FILE."));
    EXPECT_THAT(folder.type({"export"}, "de").err, HasSubstr("Es fehlt: WHAT."));
    EXPECT_EQ(folder.type({"report", "sales", "--season", "2026/27"}).code, 2) << "an option of another report";
    EXPECT_EQ(folder.type({"import", "gremlins", "x.csv"}).code, 2);
    EXPECT_EQ(folder.type({"import", "customers", "x.csv", "--encoding", "klingon"}).code, 2);
    EXPECT_THAT(folder.type({"no-such-command"}, "nl").err, HasSubstr("no-such-command"));
    EXPECT_TRUE(folder.is_empty());
}

/// What a command is typed with in a house that holds two customers, and what its output begins with.
struct Example {
    Words words;
    std::string begins;
    int code = 0;
    std::string holds = "";
};

void fill(const Folder& folder) {
    std::ofstream(folder.path("customers.csv")) << "number,name,first_name,town,email\n1001,Müller,Anna,Bonn,a@example.com\n"
                                                   "1002,Mueller,Anna,Bonn,a@example.com\n1003,Weber,Ida,Köln,\n";
    std::ofstream(folder.path("events.csv")) << "code,name,starts_at\nE1,Tosca,2026-06-01 19:30\n";
    std::ofstream(folder.path("everybody.json")) << "{}\n";
    std::ofstream(folder.path("bookings.csv")) << "booking,customer,kind,booked_on,line,description,count,unit_price\n"
                                                  "1,1003,booking,2026-01-02,1,Hotel Sonne,1,100.00\n";
    std::ofstream(folder.path("bank.csv")) << "Buchungstag;Name;Betrag\n01.03.2026;Weber;12,00\n";
    ASSERT_EQ(folder.type({"import", "customers", "customers.csv"}).code, 0);
    ASSERT_EQ(folder.type({"import", "events", "events.csv"}).code, 0);
    ASSERT_EQ(folder.type({"import", "bookings", "bookings.csv"}).code, 0);
}

/// Change event of a merge of two of them.
std::string merge_event(const Folder& folder) {
    const auto out = folder.type({"merge", "1001", "1002"}).out;
    return out.substr(std::string("change event ").size(), out.find('\n') - 13);
}

std::multimap<std::string, Example> examples(const std::string& event) {
    return {{"migrate", {{}, "The schema is up to date."}},
            {"check", {{}, "database: as they should be\n"}},
            {"openapi", {{}, "{"}},
            {"schema", {{}, "-- The schema on SQLite"}},
            {"settings", {{}, "database = "}},
            {"backup", {{"copy.sqlite"}, "database: as they should be\n", 0, "\nSaved to "}},
            {"backup", {{"unseen.sqlite", "--unchecked"}, "Saved to "}},
            {"restore", {{"copy.sqlite"}, "database: as they should be\n", 0, "\nRestored from "}},
            {"key", {{"check"}, "key file "}},
            {"key", {{"change"}, "The key file "}},
            {"user", {{"add", "erika", "--role", "counter"}, ""}},
            {"user", {{"list"}, "erika\t"}},
            {"user", {{"password", "erika"}, ""}},
            {"import", {{"customers", "customers.csv", "--dry-run"}, "3 rows: "}},
            {"import", {{"bank-statement", "bank.csv"}, "1 new entries, 0 known already, 0 posted at once\n"}},
            {"report", {{"journal", "--columns", "day,amount"}, "day,amount\n"}},
            {"report", {{"trial-balance"}, "account,account_name,debit_sum,credit_sum,balance\n"}},
            {"report", {{"customers", "--event", "E1", "--type", "sold", "--columns", "order,name"}, "order,name\n"}},
            {"report", {{"sales", "--columns", "order,count"}, "order,count\n"}},
            {"report", {{"former-numbers", "--kind", "customer"}, "number,kind,customer_name"}},
            {"report", {{"selection", "--document", "{}", "--columns", "number"}, "number\n"}},
            {"report", {{"bookings", "--from", "2026-01-01", "--to", "2026-12-31"}, "booking,kind,state"}},
            {"report", {{"open-items", "--on", "2026-12-31"}, "customer,name,booking,order,kind,due_on"}},
            {"debit", {{"--collect-on", "2026-12-15", "--preview"}, "", 1}},
            {"receipt", {{"B2026-00001"}, "", 1}},
            {"report", {{"receipts", "--columns", "receipt,reference"}, "receipt,reference\n"}},
            {"till", {{"1"}, "", 1}},
            {"dun", {{"--on", "2026-12-15", "--preview"}, "customer,name,booking,order,level"}},
            {"select", {{"everybody.json", "--count"}, "2\n"}},
            {"select", {{"everybody.json", "--set", "category=regular", "--dry-run"}, "2\n"}},
            {"send", {{"labels", "everybody.json", "--purpose", "contract", "--dry-run"}, "{"}},
            {"label-rules", {{"--dry-run"}, "", 0}},
            {"seat-plan", {{"Großer Saal"}, "", 1}},
            {"tickets", {{"4711", "--preview"}, "", 1}},
            {"renew", {{"--make-rights"}, "0 "}},
            {"cancel-event-date", {{"E1", "--refund", "original", "--cancel", "--preview"}, "order,name,tickets"}},
            {"cancel-event-date", {{"E9", "--credit"}, "", 1}},
            {"expire-reservations", {{"--preview"}, "0 "}},
            {"report", {{"overpaid-orders", "--columns", "order,overpaid"}, "order,overpaid\n"}},
            {"report", {{"reservations", "--columns", "order,state"}, "order,state\n"}},
            {"report", {{"cancelled-dates", "--columns", "order,outcome"}, "order,outcome\n"}},
            {"labels", {{}, ""}},
            {"labels", {{"give", "Stammgast", "--customers", "1001"}, "Stammgast: "}},
            {"contact", {{"1003"}, ""}},
            {"search", {{"weber"}, "number,kind,name"}},
            {"merge", {{"1001", "1003", "--preview"}, ""}},
            {"unmerge", {{event, "--preview"}, ""}},
            {"duplicates", {{"--threshold", "10"}, "customer,other,score"}},
            {"export", {{"customers"}, "number,"}},
            {"export", {{"emails", "--purpose", "contract"}, "number,"}},
            {"export", {{"permissions"}, "customer,permission,state"}},
            {"export", {{"sales", "--from", "2026-10-01", "--event", "E1", "--columns", "order,count"}, "order,count\n"}},
            {"export", {{"journal", "--from", "2026-10-01", "--columns", "day,amount"}, "day,amount\n"}},
            {"export", {{"datev", "--from", "2026-10-01", "--to", "2026-10-31", "--preview"}, "", 1}},
            {"letter", {{"1003", "--text", "Guten Tag"}, "%PDF-"}},
            {"label", {{"1003"}, "%PDF-"}},
            {"settle-agencies", {{"--preview"}, "agency,name,operator"}},
            {"archive", {{"bookings", "--older-than", "10"}, "state,bookings\ngoing,0\n"}},
            {"paper", {{"1", "--kind", "confirmation", "--preview"}, "%PDF-"}},
            {"parameters", {{"--all"}, ""}},
            {"privacy", {{"expire", "--preview"}, ""}},
            {"undo", {{event, "--dry-run"}, ""}},
            {"undo", {{event}, "change event "}},
            {"demo", {{}, "", 1}},
            {"serve", {{"--port", "0"}, "Kartei is running at ", 0}}};
}

// Logs go to standard error: what is piped on is the table, the document or the answer and nothing else.
TEST(Commands, EachGivesAPipeNothingButItsOutput) {
    const Folder folder;
    fill(folder);
    const auto by_command = examples(merge_event(folder));
    for (const auto& command : commands()) {
        const auto [first, last] = by_command.equal_range(command.name);
        EXPECT_NE(first, last) << command.name << " is tried by nobody";
        for (auto it = first; it != last; ++it) {
            const auto& [words, begins, code, holds] = it->second;
            const auto said = folder.type(with({command.name, "--log-level", "debug"}, words));
            EXPECT_EQ(said.code, command.name == "serve" ? 124 : code) << command.name << " " << said.err;
            EXPECT_THAT(said.out, StartsWith(begins)) << command.name;
            EXPECT_THAT(said.out, HasSubstr(holds)) << command.name;
            for (const char* level : {"[trace]", "[debug]", "[info]", "[warning]", "[error]"})
                EXPECT_THAT(said.out, Not(HasSubstr(level))) << command.name;
        }
    }
    EXPECT_THAT(folder.type({"report", "customers", "--event", "E1", "--columns", "order"}).err, HasSubstr("[info]"))
        << "or the test above tries nothing";
}

/// Every command that works in a house and may not begin one, typed as in the examples.
std::vector<Words> typed_in_a_house() {
    std::vector<Words> all;
    for (const auto& [name, example] : examples("1")) {
        auto words = with({name}, example.words);
        if (find_command(name)->needs != Needs::nothing && !may_found(words)) all.push_back(std::move(words));
    }
    return all;
}

// decision 137: a mistyped place becomes no house
TEST(Commands, NoneButThoseThatFoundMakeAHouseWhereNoneIs) {
    const Folder folder;
    for (const auto& words : typed_in_a_house()) {
        const auto said = folder.type(with(words, {"--database", "sqlite:hause/kartei.sqlite"}));
        EXPECT_EQ(said.code, 2) << words.front();
        EXPECT_EQ(said.out, "") << words.front();
        EXPECT_THAT(said.err, HasSubstr("There is no house at " + folder.path("hause/kartei.sqlite").string()));
    }
    EXPECT_TRUE(folder.is_empty()) << "nothing is left behind";
    EXPECT_THAT(folder.type({"check"}, "de").err, HasSubstr("kein Haus"));
    EXPECT_THAT(folder.type({"check"}, "nl").err, HasSubstr("geen huis"));
    std::ofstream(folder.path("notes.txt")) << "no database\n";
    EXPECT_EQ(folder.type({"search", "weber", "--database", "sqlite:notes.txt"}).code, 2);
    EXPECT_EQ(content(folder.path("notes.txt")), "no database\n");
    for (const Words& words : {Words{"migrate"}, {"user", "add", "erika", "--role", "administrator"}}) {
        const Folder own;
        EXPECT_EQ(own.type(words).code, 0) << words.front();
        EXPECT_EQ(own.type({"check"}).code, 0) << words.front();
    }
}

TEST(Commands, NoneButThoseThatFoundMakeAHouseOnPostgresql) {
    const auto engines = test::engines();
    if (std::find(engines.begin(), engines.end(), sql::Engine::postgresql) == engines.end())
        GTEST_SKIP() << "not among KARTEI_TEST_ENGINES";
    const Folder folder;
    test::FreshDatabase fresh(sql::Engine::postgresql, false);
    const auto place = fresh.location().target;
    const Words where{"--database", place, "--key-file", "house.key"};
    for (const auto& words : typed_in_a_house()) {
        const auto said = folder.type(with(words, where));
        EXPECT_EQ(said.code, 2) << words.front();
        EXPECT_THAT(said.err, HasSubstr("There is no house at postgresql://")) << words.front();
    }
    EXPECT_TRUE(folder.is_empty());
    EXPECT_FALSE(sql::has_schema(*fresh));
    const auto nowhere = folder.type({"check", "--database", place.substr(0, place.rfind('/')) + "/kartei_nowhere",
                                      "--key-file", "house.key"});
    EXPECT_EQ(nowhere.code, 2) << nowhere.err;
    EXPECT_THAT(nowhere.err, HasSubstr("There is no house at postgresql://"));
    EXPECT_THAT(nowhere.err, HasSubstr("kartei_nowhere"));
    // A server that answers otherwise, or not at all, is a failure and no missing house.
    const auto away = folder.type({"check", "--database", "postgresql://127.0.0.1:1/kartei?connect_timeout=2",
                                   "--key-file", "house.key"});
    EXPECT_EQ(away.err.find("There is no house"), std::string::npos) << away.err;
    EXPECT_EQ(folder.type(with({"migrate"}, where)).code, 0);
    EXPECT_EQ(folder.type(with({"check"}, where)).code, 0);
}

// A copy of the house is as confidential as the house.
TEST(Commands, ABackupIsReadByItsOwnerAlone) {
    const Folder folder;
    ASSERT_EQ(folder.type({"migrate"}).code, 0);
    ASSERT_EQ(folder.type({"backup", "copy.sqlite"}).code, 0);
    struct stat status {};
    ASSERT_EQ(::stat(folder.path("copy.sqlite").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    EXPECT_GT(status.st_size, 4096);
    EXPECT_EQ(folder.type({"backup", "copy.sqlite"}).code, 1) << "it is not overwritten";
    EXPECT_EQ(folder.type({"check", "--database", "sqlite:copy.sqlite", "--key-file", "house/kartei.sqlite.key"}).code, 0);
}

// docs/decisions/0139: what is derived and differs is named, and mended by who says so
TEST(Commands, CheckMakesTurnoverAnew) {
    const Folder folder;
    fill(folder);
    EXPECT_THAT(folder.type({"check"}).out, HasSubstr("turnover: as they should be\n"));
    const auto house = sql::parse_location("sqlite:" + folder.path("house/kartei.sqlite").string());
    ASSERT_TRUE(house);
    sql::Database::open(*house)->write(
        [](sql::Transaction& transaction) { transaction.execute("UPDATE turnover_line SET turnover = 1"); });
    const auto found = folder.type({"check"});
    EXPECT_EQ(found.code, 1);
    EXPECT_THAT(found.out, HasSubstr("turnover: customer 1003, departing 0000-00: kept 1 bookings, turnover 1,"));
    EXPECT_THAT(found.out, HasSubstr("reckoned 1 bookings, turnover 10000,"));
    const auto mended = folder.type({"check", "--repair"});
    EXPECT_EQ(mended.code, 0) << mended.out;
    EXPECT_THAT(mended.out, HasSubstr("turnover: made anew\n"));
    EXPECT_EQ(folder.type({"check"}).code, 0);
}

// decisions.md 34: nobody can be asked at the end of a pipe, so the count is sent
TEST(Commands, AMassUndoNeedsItsCount) {
    const Folder folder;
    std::ofstream file(folder.path("many.csv"));
    file << "number,name\n";
    for (int i = 1; i <= 150; ++i) file << i << ",Gast" << i << "\n";
    file.close();
    const auto imported = folder.type({"import", "customers", "many.csv", "--duplicates", "off"}).out;
    const auto place = imported.find("kartei undo ") + 12;
    const auto event = imported.substr(place, imported.find_first_not_of("0123456789", place) - place);
    const auto refused = folder.type({"undo", event}, "de");
    EXPECT_EQ(refused.code, 1);
    EXPECT_THAT(refused.err, HasSubstr("Wird wieder gelöscht: 150 Kunden"));
    EXPECT_THAT(refused.err, HasSubstr("--confirm 150"));
    EXPECT_EQ(folder.type({"undo", event, "--confirm", "149"}).code, 1);
    EXPECT_THAT(folder.type({"undo", event, "--dry-run"}).out, StartsWith("Deleted again: 150 customers\n"));
    EXPECT_EQ(folder.type({"undo", event, "--confirm", "150"}).code, 0);
    EXPECT_EQ(folder.type({"undo", event, "--confirm", "150"}).code, 1) << "it is undone already";
}

}  // namespace
}  // namespace kartei::program
