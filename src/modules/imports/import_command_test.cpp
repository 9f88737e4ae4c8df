// `kartei import` as it is typed: options, words, exit codes; and the real files that a house arrives with.
#include "modules/imports/import_command.hpp"

#include <filesystem>
#include <sstream>

#include "base/text.hpp"
#include "modules/imports/headings.hpp"
#include "modules/imports/import_test_support.hpp"
#include "modules/parameters/postcode.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::imports {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class ImportCommand : public ImportTest {
protected:
    struct Said {
        int code;
        std::string out, err;
    };
    Said type(const std::vector<std::string>& arguments, const std::string& input = "") {
        std::istringstream in(input);
        std::ostringstream out, err;
        const int code = test::type_command(import_command, house(), arguments,
                                            {in, out, err, clerk(), test::temporary_folder().string()});
        return {code, out.str(), err.str()};
    }
    /// A folder of real files beside the project; "" where there is none.
    static std::string real_files(const std::string& name) {
        for (auto folder = fs::current_path(); folder != folder.root_path(); folder = folder.parent_path())
            for (const auto& place : {folder / "data" / name, folder.parent_path() / "shared" / "data" / name})
                if (fs::exists(place)) return place.string();
        return "";
    }
};
ON_BOTH_ENGINES(ImportCommand);

TEST_P(ImportCommand, SaysWhatItDidAndHowToUndoIt) {
    const auto said = type({"customers", file(customer_file)});
    EXPECT_EQ(said.code, 0) << said.err;
    EXPECT_THAT(said.out, HasSubstr("2 rows: 2 new, 0 changed, 0 unchanged, 0 refused."));
    EXPECT_THAT(said.out, HasSubstr("kartei undo " + std::to_string(number_of("SELECT max(id) FROM change_event"))));
}

TEST_P(ImportCommand, ReadsStandardInput) {
    EXPECT_EQ(type({"customers", "-"}, customer_file).code, 0);
    EXPECT_EQ(number_of("SELECT count(*) FROM customer WHERE number > 0"), 2);
}

TEST_P(ImportCommand, NamesRefusedRowsAndTheirFile) {
    const auto path = file("number,name,birth_date\n1,A,1999-02-30\n2,B,\n");
    const auto said = type({"customers", path});
    EXPECT_EQ(said.code, 1);
    EXPECT_THAT(said.err, HasSubstr("Line 2, birth_date: There is no such day in the calendar."));
    EXPECT_THAT(said.out, HasSubstr("nothing was written"));
    EXPECT_TRUE(fs::exists(fs::path(path).replace_extension(".refused.csv")));
    EXPECT_EQ(type({"customers", path, "--each"}).code, 0);
    EXPECT_EQ(number_of("SELECT count(*) FROM customer WHERE number > 0"), 1);
}

TEST_P(ImportCommand, SaysWhoIsProbablyThereAlready) {
    type({"customers", file(customer_file)});
    const std::string again = "first_name,name,street,postcode,town,email\n"
                              "Anna,Mueller,Lindenstr. 12a,10115,Berlin,anna@example.com\n"
                              "Ida,Brandt,Kaiserallee 77,76133,Karlsruhe,ida@example.net\n";
    const auto path = file(again), list = test::temporary_path(".csv").string();
    const auto dry = type({"customers", path, "--dry-run"});
    EXPECT_THAT(dry.out, HasSubstr("2 rows: 1 new, 0 changed, 0 unchanged, 0 refused."));
    EXPECT_THAT(dry.out, HasSubstr("And 1 probable duplicate, created all the same."));
    EXPECT_TRUE(fs::exists(fs::path(path).replace_extension(".duplicates.csv")));
    const auto held = type({"customers", path, "--duplicates", "hold", "--duplicates-file", list});
    EXPECT_EQ(held.code, 0) << held.err;
    EXPECT_THAT(held.out, HasSubstr("And 1 probable duplicate, held back"));
    EXPECT_THAT(held.out, HasSubstr(list));
    EXPECT_EQ(number_of("SELECT count(*) FROM customer WHERE number > 0"), 3);
    EXPECT_THAT(type({"customers", path, "--duplicates=skip"}).out, HasSubstr("And 2 probable duplicates, left out."));
}

TEST_P(ImportCommand, OptionsAreUnderstood) {
    const auto path = file("Nachname\tNr=alt\tx\nMüller\t7\t1\n");
    EXPECT_EQ(type({"customers", path}).code, 1);
    EXPECT_THAT(type({"customers", path}).err, HasSubstr("Nachname=name"));
    const auto dry = type({"customers", path, "--map", "Nachname=name", "--map=Nr=alt=number", "--map",
                           "x=", "--save-mapping", "alt", "--dry-run", "--separator", "tab"});
    EXPECT_EQ(dry.code, 0) << dry.err;
    EXPECT_THAT(dry.out, HasSubstr("nothing was written"));
    EXPECT_EQ(type({"customers", path, "--mapping", "alt", "--encoding", "utf-8"}).code, 0);
    EXPECT_EQ(text_of("SELECT name FROM customer WHERE number = 7"), "Müller");
    EXPECT_THAT(type({"customers", path, "--mapping", "alt", "--encoding", "utf-8"}).out,
                HasSubstr("imported with this mapping before"));
}

TEST_P(ImportCommand, WrongWordsAreAnsweredWithTheUsage) {
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{},
                                                      {"customers"},
                                                      {"customers", "a", "b"},
                                                      {"customers", "a", "--no-such"},
                                                      {"customers", "a", "--duplicates", "perhaps"},
                                                      {"customers", "a", "--map", "x"}}) {
        const auto said = type(arguments);
        EXPECT_EQ(said.code, 2);
        EXPECT_THAT(said.err, HasSubstr("--help"));
    }
    EXPECT_EQ(type({"gremlins", file("name\nA\n")}).code, 2);
    EXPECT_EQ(type({"customers", "no-such-file.csv"}).code, 1);
}

TEST(Headings, KnownOnesLeadToFieldsThatExistAndAreFolded) {
    for (const auto& known : known_headings()) {
        const auto* kind = find_kind(known.kind);
        ASSERT_TRUE(kind) << known.kind;
        EXPECT_GE(kind->target(known.field), 0) << known.kind << " " << known.heading << " -> " << known.field;
        EXPECT_EQ(fold(known.heading), known.heading);
    }
}

TEST(Headings, OwnNamesAndCaptionsAreCertainOthersAreProposed) {
    const auto& kind = *find_kind("customers");
    const auto choices = choose_headings(
        kind, {"First_Name", "Geburtsdatum", "Plaats", "given_name", "Ggeburtsdatum", "xyzzy", "created_at"}, {}, {});
    auto is = [&](std::size_t column, HeadingChoice::By by, const std::string& field) {
        EXPECT_EQ(choices[column].by, by) << choices[column].heading;
        EXPECT_EQ(choices[column].field, field) << choices[column].heading;
    };
    is(0, HeadingChoice::By::name, "first_name");
    is(1, HeadingChoice::By::caption, "birth_date");
    is(2, HeadingChoice::By::caption, "town");
    is(3, HeadingChoice::By::nobody, "");  // first_name is taken by a column that is certain
    is(5, HeadingChoice::By::nobody, "");
    is(6, HeadingChoice::By::passed_over, "");
    EXPECT_EQ(choose_headings(kind, {"given_name"}, {}, {})[0].field, "first_name");
    EXPECT_EQ(choose_headings(kind, {"Ggeburtsdatum"}, {}, {})[0].by, HeadingChoice::By::proposal);
    EXPECT_EQ(choose_headings(kind, {"x"}, {{"x", "name"}}, {{"x", "town"}})[0].field, "name") << "by hand goes first";
}

TEST(Headings, ListsOfOtherSystemsAreProposed) {
    const auto fields = [](const std::string& kind, const std::vector<std::string>& header) {
        std::vector<std::string> fields;
        for (const auto& choice : choose_headings(*find_kind(kind), header, {}, {})) fields.push_back(choice.field);
        return fields;
    };
    using testing::ElementsAre;
    EXPECT_THAT(
        fields("bank_accounts", {"Kunden-Nr.", "Kontonummer", "BLZ", "IBAN", "SWIFT", "Kontoinhaber", "Mandatsdatum"}),
        ElementsAre("customer", "account_number", "bank_code", "iban", "bic", "holder", "mandate_on"));
    EXPECT_THAT(fields("bank_accounts", {"Klantnr", "Rekeningnummer", "Tenaamstelling", "Machtigingsnummer"}),
                ElementsAre("customer", "account_number", "holder", "mandate"));
    EXPECT_THAT(fields("passports",
                       {"Kundennummer", "Reisepassnummer", "Ausstellungsdatum", "Ablaufdatum", "Staatsbürgerschaft"}),
                ElementsAre("customer", "number", "issued_on", "valid_until", "nationality"));
    EXPECT_THAT(fields("passports", {"Klantnummer", "Paspoortnr.", "Datum van afgifte", "Geldig tot", "Meisjesnaam"}),
                ElementsAre("customer", "number", "issued_on", "valid_until", "birth_name"));
    EXPECT_THAT(fields("family", {"Klantnr", "Roepnaam", "Tussenvoegsels", "Achternaam", "Geboren op", "Relatie"}),
                ElementsAre("customer", "first_name", "name_prefix", "name", "birth_date", "role"));
    EXPECT_THAT(fields("cards", {"Kd.-Nr.", "Vielfliegernummer", "Karteninhaber", "Gültig"}),
                ElementsAre("customer", "number", "holder", "valid_until"));
    EXPECT_THAT(fields("phones", {"Kundennr", "Abt.", "Ansprechpartner", "Durchwahl"}),
                ElementsAre("customer", "department", "contact", "number"));
    EXPECT_THAT(fields("notes", {"Kundennr", "Bemerkung", "Sachbearbeiter"}),
                ElementsAre("customer", "text", "written_by"));
}

// Five thousand persons under foreign headings, some with blanks before them, some rows without a name.
TEST_P(ImportCommand, PersonsComeThroughASavedMapping) {
    const auto folder = real_files("persons");
    if (folder.empty()) GTEST_SKIP() << "the real files are not here";
    std::vector<std::string> arguments{"customers",
                                       folder + "/febrl4a.csv",
                                       "--save-mapping",
                                       "febrl",
                                       "--source",
                                       "febrl",
                                       "--each",
                                       "--refused",
                                       test::temporary_path(".csv").string()};
    for (const char* map : {"rec_id=source_key", "given_name=first_name", "surname=name", "street_number=house_number",
                            "address_1=street", "address_2=address_addition", "suburb=town", "postcode=postcode",
                            "state=", "date_of_birth=birth_date", "soc_sec_id=code1"})
        arguments.insert(arguments.end(), {"--map", map});
    const auto first = type(arguments);
    EXPECT_EQ(first.code, 0) << first.err;
    const auto imported = number_of("SELECT count(*) FROM customer WHERE number > 0");
    EXPECT_GT(imported, 4800);
    EXPECT_LT(imported, 5000) << "rows without a surname are refused";
    EXPECT_THAT(first.err, HasSubstr("name: This field must be filled in."));
    EXPECT_EQ(text_of("SELECT c.birth_date FROM customer c JOIN customer_source s ON s.customer_id = c.id WHERE "
                      "s.source = 'febrl' AND s.source_key = 'rec-1070-org'"),
              "1915-11-11");
    expect_sound();
    const auto second = type({"customers", folder + "/febrl4a.csv", "--mapping", "febrl", "--each", "--unreadable",
                              "empty", "--refused", test::temporary_path(".csv").string()});
    EXPECT_EQ(second.code, 0) << second.err;
    EXPECT_THAT(second.out, HasSubstr(" 0 changed, "));
    EXPECT_EQ(number_of("SELECT count(*) FROM customer WHERE number > 0"), imported) << "their keys lead to them";
}

TEST_P(ImportCommand, PostcodesOfSevenCountries) {
    const auto folder = real_files("postcodes");
    if (folder.empty()) GTEST_SKIP() << "the real files are not here";
    for (const char* country : {"de", "nl", "at", "ch", "be", "lu", "li"}) {
        const auto said = type({"postcodes", folder + "/zipcodes." + country + ".csv", "--refused",
                                test::temporary_path(".csv").string()});
        EXPECT_EQ(said.code, 0) << country << ": " << said.err;
    }
    EXPECT_GT(number_of("SELECT count(*) FROM postcode"), 40000);
    db().read([](sql::Transaction& transaction) {
        EXPECT_THAT(parameters::towns_of(transaction, "LU", "4968"), testing::ElementsAre("Schouweiler"));
        EXPECT_THAT(parameters::towns_of(transaction, "NL", "9401 AB"), testing::Contains("Assen"));
    });
}

}  // namespace
}  // namespace kartei::imports
