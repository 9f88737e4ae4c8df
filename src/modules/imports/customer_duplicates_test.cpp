// New rows that are probably somebody who is there already: found by the engine of the register, listed with reasons,
// and created, left out or held back as it was asked.
#include <fstream>
#include <sstream>

#include "modules/customers/customer_store.hpp"
#include "modules/duplicates/duplicate_actions.hpp"
#include "modules/imports/import_test_support.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string heading = "first_name,name,street,postcode,town,birth_date,email\n";
const std::string anna_again = "Anna,Mueller,Lindenstr. 12a,10115,Berlin,,anna@example.com\n";
const std::string karl = "Karl,Neumann,Hafenweg 3,20095,Hamburg,1961-04-02,karl.neumann@example.org\n";
const std::string karl_again = "Carl,Neumann,Hafenweg 3,20095,Hamburg,1961-04-02,\n";
const std::string ida = "Ida,Brandt,Kaiserallee 77,76133,Karlsruhe,1990-12-24,ida@example.net\n";

class CustomerDuplicates : public ImportTest {
protected:
    void SetUp() override {
        ImportTest::SetUp();
        if (IsSkipped()) return;
        import("customers", customer_file);
    }
    static ImportSettings by(const std::string& duplicates) {
        ImportSettings settings;
        settings.duplicates = duplicates;
        return settings;
    }
    /// Runs with files for both lists beside the file.
    ImportResult take(const std::string& content, const std::string& duplicates = "create") {
        auto wanted = request("customers", file(content), by(duplicates));
        wanted.duplicates_path = wanted.path + ".duplicates.csv";
        TestProgress progress;
        auto result = run_import(house(), clerk(), wanted, progress);
        EXPECT_TRUE(result);
        return result ? *result : ImportResult{};
    }
    static std::string content_of(const ImportResult& result, const char* member) {
        std::ifstream in(result.value(member, ""), std::ios::binary);
        std::stringstream content;
        content << in.rdbuf();
        return content.str();
    }
    /// "line number-or-line" of every probable duplicate that a result shows.
    static std::vector<std::string> shown(const ImportResult& result) {
        std::vector<std::string> list;
        for (const auto& row : result.at("sample"))
            if (row.at("state") == "duplicate") {
                const auto& similar = row.at("similar");
                const bool known = !similar.at("number").is_null();
                list.push_back(std::to_string(row.at("line").get<int>()) + (known ? " customer " : " line ") +
                               std::to_string(similar.at(known ? "number" : "line").get<int>()));
            }
        return list;
    }
    std::int64_t customers() { return number_of("SELECT count(*) FROM customer WHERE number > 0"); }
    /// So many more customers, none like another.
    void fill_register(int count) {
        static const char* const syllables[] = {"ber", "lin", "mo", "ras", "tek", "wol", "han", "gri", "do", "fel"};
        auto word = [&](int seed) {
            return std::string(syllables[seed % 10]) + syllables[seed / 10 % 10] + syllables[(seed / 100 + seed) % 10];
        };
        std::string content = "first_name,name,street,postcode,town,birth_date\n";
        for (int i = 0; i < count; ++i)
            content += word(i * 7 + 1) + "," + word(i) + "," + word(i * 3) + "weg " + std::to_string(i % 90 + 1) + "," +
                       std::to_string(30000 + i) + "," + word(i % 40) + ",19" + std::to_string(50 + i % 49) + "-0" +
                       std::to_string(1 + i % 9) + "-1" + std::to_string(i % 10) + "\n";
        import("customers", content);
    }
};
ON_BOTH_ENGINES(CustomerDuplicates);

// J-027 J-028
TEST_P(CustomerDuplicates, AreFoundInTheRegisterAndAmongTheRowsBefore) {
    const auto result = take(heading + anna_again + karl + karl_again + ida);
    EXPECT_EQ(result["new"], 2);
    EXPECT_EQ(result["duplicates"], 2);
    EXPECT_EQ(result["refused"], 0);
    EXPECT_EQ(result["duplicates_complete"], true);
    EXPECT_THAT(shown(result), ElementsAre("2 customer 1001", "4 line 3"));
    const auto& anna = result["sample"][0];
    EXPECT_EQ(anna["similar"]["name"], "Anna Müller");
    EXPECT_EQ(anna["similar"]["line"], nullptr);
    EXPECT_GE(anna["similar"]["score"], 50);
    EXPECT_GT(anna["similar"]["points"]["email"], 0);
    EXPECT_EQ(anna["values"]["name"], "Mueller");
    EXPECT_EQ(result["sample"][2]["similar"]["name"], "Karl Neumann");
}

TEST_P(CustomerDuplicates, AreNotLookedForWhenSomebodySaysSo) {
    const auto result = take(heading + anna_again + karl + karl_again + ida, "off");
    EXPECT_EQ(result["new"], 4);
    EXPECT_EQ(result["duplicates"], 0);
    EXPECT_EQ(result["duplicates_checked"], false);
    EXPECT_FALSE(result.contains("duplicates_file"));
    EXPECT_EQ(customers(), 6);
    EXPECT_EQ(take(heading + ida)["duplicates_checked"], true);
}

// J-030
TEST_P(CustomerDuplicates, AreCreatedAndListedUnlessSomethingElseIsSaid) {
    const auto result = take(heading + anna_again + karl + karl_again + ida);
    EXPECT_EQ(result["created_duplicates"], 2);
    EXPECT_EQ(customers(), 6);
    const auto list = content_of(result, "duplicates_file");
    EXPECT_THAT(list, HasSubstr("duplicate_line,duplicate_customer,duplicate_of_line,duplicate_score,duplicate_points,"
                                "first_name,name,"));
    EXPECT_THAT(list, HasSubstr("\n2,1001,,"));
    EXPECT_THAT(list, HasSubstr("\n4,,3,"));
    EXPECT_THAT(list, HasSubstr("E-mail +"));
    EXPECT_THAT(list, HasSubstr(",Anna,Mueller,Lindenstr. 12a,10115,Berlin,,anna@example.com\n"));
    EXPECT_THAT(list, Not(HasSubstr("Ida")));
    EXPECT_FALSE(result.contains("refused_file"));
    expect_sound();
    undo(result["change_event"]);
    EXPECT_EQ(customers(), 2);
    expect_sound();
}

TEST_P(CustomerDuplicates, ThePreviewSaysTheSame) {
    const auto content = heading + anna_again + karl + karl_again + ida;
    for (const auto* what : {"create", "skip", "hold"}) {
        const auto before = preview("customers", file(content), by(what));
        ASSERT_TRUE(before);
        EXPECT_EQ((*before)["duplicates"], 2);
        EXPECT_EQ((*before)["new"], 2);
        EXPECT_EQ((*before)["created_duplicates"], what == std::string("create") ? 2 : 0);
    }
    EXPECT_EQ(customers(), 2);
}

TEST_P(CustomerDuplicates, LeftOutTheyTakeNoNumberAndRefuseNothing) {
    const auto result = take(heading + anna_again + karl + karl_again + ida, "skip");
    EXPECT_EQ(result["published"], true);
    EXPECT_EQ(result["duplicates"], 2);
    EXPECT_EQ(result["created_duplicates"], 0);
    EXPECT_EQ(customers(), 4);
    EXPECT_EQ(text_of("SELECT first_name FROM customer WHERE number = 100001"), "Karl");
    EXPECT_EQ(text_of("SELECT first_name FROM customer WHERE number = 100002"), "Ida");
    EXPECT_EQ(number_of("SELECT next FROM number_range WHERE kind = 'private' AND target = 'customer'"), 100003);
    EXPECT_THAT(content_of(result, "duplicates_file"), HasSubstr("\n2,1001,,"));
    EXPECT_FALSE(result.contains("refused_file"));
    expect_sound();
    undo(result["change_event"]);
    EXPECT_EQ(customers(), 2);
}

TEST_P(CustomerDuplicates, AnEditedFileSentAgainCreatesOnlyWhatIsNew) {
    EXPECT_EQ(take(heading + karl + ida, "skip")["new"], 2);
    EXPECT_EQ(take(heading + karl + ida, "skip")["repeated"], true);
    const auto result = take(heading + karl + ida + "Omar,Haddad,Ringstraße 9,50667,Köln,1984-07-15,\n", "skip");
    EXPECT_EQ(result["new"], 1);
    EXPECT_EQ(result["duplicates"], 2);
    EXPECT_EQ(customers(), 5);
    const auto nothing = take(heading + karl, "skip");
    EXPECT_EQ(nothing["change_event"], nullptr) << "nothing was to do";
    EXPECT_EQ(take(heading + karl, "skip")["repeated"], true);
}

TEST_P(CustomerDuplicates, HeldBackTheyWaitAmongTheRefusedRows) {
    const auto result = take(heading + anna_again + karl + karl_again + ida, "hold");
    EXPECT_EQ(result["published"], true);
    EXPECT_EQ(result["refused"], 0);
    EXPECT_EQ(customers(), 4);
    auto held = content_of(result, "refused_file");
    EXPECT_THAT(held, HasSubstr("first_name,name,street,postcode,town,birth_date,email,number\n"));
    EXPECT_THAT(held, HasSubstr("\n2,number,,\"Probably customer 1001, Anna Müller (score "));
    EXPECT_THAT(held, HasSubstr("Probably the same person as in line 3: Karl Neumann (score "));
    EXPECT_THAT(held, Not(HasSubstr("Ida")));

    // The one who is there gets his number and is changed; the other one is somebody else after all.
    const std::string without = "anna@example.com,\n";
    held.replace(held.find(without), without.size(), "anna@example.com,1001\n");
    const auto sent = take(held, "create");
    EXPECT_EQ(sent["changed"], 1);
    EXPECT_EQ(sent["duplicates"], 1);
    EXPECT_EQ(customers(), 5);
    EXPECT_EQ(text_of("SELECT name FROM customer WHERE number = 1001"), "Mueller");
    expect_sound();
}

TEST_P(CustomerDuplicates, AFamilyAtOneAddressIsNotOnePerson) {
    const std::string street = ",Oberhauser,Lindenstraße 12,50667,Köln,";
    const auto result = take(heading + "Lukas" + street + "1968-11-20,familie@example.org\n" +  // father
                                 "Lukas" + street + "2001-05-03,familie@example.org\n" +            // son of his name
                                 "Jonas" + street + "2001-05-03,familie@example.org\n" +            // his twin
                                 "Sabine" + street + ",familie@example.org\n",
                             "skip");
    EXPECT_EQ(result["new"], 4) << result["sample"].dump(1);
    EXPECT_EQ(result["duplicates"], 0);
    // And once more, when they are in the register and the file is small beside it.
    fill_register(700);
    const auto more = take(heading + "Marie" + street + "2003-01-30,\n" + "Lukas" + street + "1935-02-11,\n", "skip");
    EXPECT_EQ(more["duplicates"], 0) << more["sample"].dump(1);
}

TEST_P(CustomerDuplicates, ASmallFileIsLookedUpInALargeRegister) {
    fill_register(700);
    const auto result = take(heading + anna_again + karl + karl_again + ida);
    EXPECT_THAT(shown(result), ElementsAre("2 customer 1001", "4 line 3"));
    EXPECT_EQ(result["new"], 2);
    EXPECT_GT(result["sample"][0]["similar"]["points"]["email"], 0);
    // Whoever resembles one who resembles Anna means Anna.
    const auto chain = take(heading + karl_again + "Carl,Neuman,Hafenweg 3,20095,Hamburg,1961-04-02,\n", "skip");
    EXPECT_EQ(chain["duplicates"], 2);
    for (const auto& row : chain["sample"]) EXPECT_TRUE(row["similar"]["number"].is_number()) << row.dump(1);
}

TEST_P(CustomerDuplicates, TheRulesOfTheHouseHold) {
    db().write([&](Transaction& transaction) {
        auto rules = duplicates::find_rules(transaction);
        rules.threshold = 100;
        ASSERT_TRUE(duplicates::change_rules(house(), transaction, clerk(), rules, rules.version));
    });
    EXPECT_EQ(take(heading + karl + karl_again)["duplicates"], 0);
}

TEST_P(CustomerDuplicates, WhoHasANumberOrAKeyIsNotNew) {
    const auto result = take("number," + heading + "1001," + anna_again);
    EXPECT_EQ(result["changed"], 1);
    EXPECT_EQ(result["duplicates"], 0);
}

TEST_P(CustomerDuplicates, ALinkToARowThatIsLeftOutIsRefused) {
    const auto links = customers::customer_fields();
    const auto link = std::find_if(links.begin(), links.end(), [](const auto& member) {
        return member.field.kind == FieldKind::customer_number;
    });
    ASSERT_NE(link, links.end());
    const std::string own(link->field.name);
    const auto result = take("number," + own + "," + heading + "77,," + anna_again + "78,77," + ida + "79,78," + karl,
                             "skip");
    EXPECT_EQ(result["published"], false);
    EXPECT_EQ(result["refused"], 2) << "and whoever points at that one";
    EXPECT_THAT(problems(result), ElementsAre("3 " + own + " error.no_such_customer",
                                              "4 " + own + " error.no_such_customer"));
}

TEST_P(CustomerDuplicates, ThousandsWithoutANameOfTheirOwnStayBounded) {
    std::string content = heading;
    for (int i = 0; i < 5000; ++i) content += "Unbekannt,Unbekannt,,,,,\n";
    const auto result = take(content + karl + karl_again);
    EXPECT_EQ(result["duplicates_complete"], false);
    EXPECT_THAT(shown(result), testing::Contains("5003 line 5002"));
    EXPECT_EQ(result["new"].get<int>() + result["duplicates"].get<int>(), 5002);
    EXPECT_EQ(customers(), 5004);
}

TEST_P(CustomerDuplicates, CancellingLeavesNothing) {
    const auto before = dump();
    for (const auto* phase : {"duplicates.phase_reading", "duplicates.phase_learning", "duplicates.phase_comparing"}) {
        TestProgress progress;
        progress.cancel_in = phase;
        EXPECT_THROW(
            (void)run_import(house(), clerk(), request("customers", file(heading + karl + karl_again)), progress),
            jobs::Cancelled)
            << phase;
    }
    EXPECT_EQ(dump(), before);
}

}  // namespace
}  // namespace kartei::imports
