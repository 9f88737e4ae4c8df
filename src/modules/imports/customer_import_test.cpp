// Customers taken over: who is new, who is changed, what is refused, and that it all can go back.
#include "base/random.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/parameters/number_ranges.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/imports/import_test_support.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

class CustomerImports : public ImportTest {
protected:
    void set_range(const char* kind, const char* target, const parameters::PlainValues& values) {
        db().write([&](Transaction& transaction) {
            auto rows = transaction.query("SELECT version FROM number_range WHERE kind = :kind AND target = :target",
                                          kind, target);
            ASSERT_TRUE(rows.next());
            ASSERT_TRUE(parameters::change_range(house(), transaction, clerk(), kind, target, rows.integer(0), values));
        });
    }
    /// By hand.
    customers::Customer create(const customers::NewValues& values) {
        return db().write([&](Transaction& transaction) {
            const auto saved = customers::create_customer(house(), transaction, clerk(), values);
            EXPECT_TRUE(saved) << saved.refusal().issues.at(0).key;
            return saved ? saved->customer : customers::Customer{};
        });
    }
    /// "name number debtor number" of all.
    std::string numbers_by_name() {
        return db().read([](Transaction& transaction) {
            auto rows =
                transaction.query("SELECT name, number, debtor_number FROM customer WHERE id > 1 ORDER BY name");
            std::string all;
            while (rows.next())
                all += (all.empty() ? "" : ", ") + rows.string(0) + " " + rows.string(1) + " " + rows.string(2);
            return all;
        });
    }
    customers::Customer by_number(std::int64_t number) {
        return db().read([&](Transaction& transaction) {
            const auto id = customers::id_of_number(transaction, number);
            return id ? *customers::find_customer(transaction, *id) : customers::Customer{};
        });
    }
};
ON_BOTH_ENGINES(CustomerImports);

// J-201
TEST_P(CustomerImports, BringWhatTheArchiveKnows) {
    EXPECT_EQ(import("customers", "number,name,archived_bookings,last_departure_on,last_booked_on\n"
                                  "7001,Berg,1,2019-07-03,2019-01-15\n")["new"], 1);
    const auto berg = by_number(7001);
    EXPECT_TRUE(berg.archived_bookings);
    EXPECT_EQ(berg.last_departure_on + " " + berg.last_booked_on, "2019-07-03 2019-01-15");
}

TEST_P(CustomerImports, NewOnesComeWithProposalsLinesAndTerms) {
    const auto result = import("customers", customer_file);
    EXPECT_EQ(result["new"], 2);
    const auto anna = by_number(1001);
    EXPECT_EQ(anna.kind, "private");
    EXPECT_EQ(anna.matchcode, "Müller*Anna");
    EXPECT_EQ(anna.gender, "female");
    EXPECT_EQ(anna.street + "|" + anna.house_number + "|" + anna.house_number_suffix, "Lindenstraße|12|a");
    EXPECT_EQ(anna.first_contact_on, "2026-03-01");
    EXPECT_EQ(anna.letter_salutation, "Sehr geehrte Frau Müller");
    EXPECT_EQ(anna.created_event, result["change_event"].get<std::int64_t>());
    expect_sound();
}

// J-031 J-034
TEST_P(CustomerImports, WithoutNumberTheNextOfTheKindsRangeIsTaken) {
    import("customers", "kind,name,number\nprivate,A,\ncompany,B,\nprivate,C,\nprivate,D,100002\n");
    EXPECT_EQ(text_of("SELECT name FROM customer WHERE number = 100001"), "A");
    EXPECT_EQ(text_of("SELECT name FROM customer WHERE number = 500001"), "B");
    EXPECT_EQ(text_of("SELECT name FROM customer WHERE number = 100003"), "C") << "100002 is given in the file";
    EXPECT_EQ(number_of("SELECT next FROM number_range WHERE kind = 'private' AND target = 'customer'"), 100004);
}

// J-031 J-034 J-037 J-039
TEST_P(CustomerImports, DebtorNumbersComeAsTheyDoAtEntry) {
    set_range("agency", "debtor", {{"start", std::int64_t{7000000001}}, {"same_as_customer", false}});
    import("customers", "kind,name,number,debtor_number\n"
                        "private,A,,\n"       // both from the range, equal
                        "private,B,42,\n"     // equal to his own
                        "private,C,43,4711\n" // both his own
                        "private,D,4711,\n"   // somebody's debtor number: one of the range
                        "agency,E,,\n"
                        "agency,F,,\n"
                        "private,G,,42000\n");
    EXPECT_EQ(numbers_by_name(), "A 100001 100001, B 42 42, C 43 4711, D 4711 100003, E 700001 7000000001, "
                                 "F 700002 7000000002, G 100002 42000");
    // The next ones, by hand and from a file, go on behind them.
    const auto by_hand = create({{"name", Value("H")}, {"kind", Value("agency")}});
    EXPECT_EQ(by_hand.number, 700003);
    EXPECT_EQ(by_hand.debtor_number, 7000000003);
    EXPECT_EQ(create({{"name", Value("I")}}).debtor_number, 100004) << "100003 is a debtor number";
    import("customers", "name,number\nJ,\n");
    EXPECT_EQ(by_number(100005).debtor_number, 100005);
    expect_sound();
}

// J-032 J-034 J-037
TEST_P(CustomerImports, NumbersOfTheFileMoveTheirRangeOn) {
    import("customers", "kind,name,number,debtor_number\nprivate,A,100010,\ncompany,B,500020,500040\nprivate,C,7,\n");
    EXPECT_EQ(create({{"name", Value("D")}}).number, 100011);
    const auto company = create({{"name", Value("E")}, {"kind", Value("company")}});
    EXPECT_EQ(company.number, 500021);
    EXPECT_EQ(company.debtor_number, 500021);
    set_range("private", "customer", {{"start", std::int64_t{100000}}});
    import("customers", "name\nF\nG\n");
    EXPECT_EQ(by_number(100012).name, "F") << "after the highest of the range that was changed";
    set_range("private", "customer", {{"gap_search", true}});
    import("customers", "name,number\nH,\nI,\nJ,100001\n");
    EXPECT_EQ(by_number(100000).name, "H");
    EXPECT_EQ(by_number(100002).name, "I");
}

TEST_P(CustomerImports, DebtorNumbersAreNeverDoubled) {
    import("customers", "name,number,debtor_number\nA,1,11\n");
    const auto refused = run("customers", file("name,number,debtor_number\nB,2,11\nC,3,12\nD,4,12\nE,5,0\n"));
    ASSERT_TRUE(refused);
    EXPECT_THAT(problems(*refused),
                ElementsAre("2 debtor_number error.number_taken", "4 debtor_number error.import_twice",
                            "5 debtor_number error.number_not_positive"));
    const auto changed = run("customers", file("number,debtor_number\n1,13\n"));
    EXPECT_THAT(problems(*changed), ElementsAre("2 debtor_number error.number_only_at_entry"));
}

TEST_P(CustomerImports, WhereNoNumberIsProposedTheFileMustBringOne) {
    set_range("prospect", "customer", {{"propose", false}});
    const auto refused = run("customers", file("kind,name,number\nprospect,A,\nprospect,B,815\nprivate,C,\n"));
    EXPECT_THAT(problems(*refused), ElementsAre("2 number error.number_demanded"));
}

TEST_P(CustomerImports, ARangeThatIsUsedUpRefusesTheWholeImport) {
    set_range("private", "customer", {{"start", std::int64_t{999999998}}});
    const auto before = dump();
    EXPECT_THAT(keys(run("customers", file("name\nA\nB\nC\n"))), ElementsAre("error.number_range_full"));
    EXPECT_EQ(dump(), before);
    EXPECT_EQ(import("customers", "name\nA\nB\n")["new"], 2) << "the place is free again";
}

// J-120 J-121
TEST_P(CustomerImports, WhatEntryFillsInIsFilledIn) {
    import("customers", "number,name,country,phone_mobile,phone_private,fax,payment_kind\n"
                        "1,A,,0171 1234567,(030) 123456,12,\n"
                        "2,B,NL,06-12345678,,,direct_debit\n");
    const auto a = by_number(1), b = by_number(2);
    EXPECT_EQ(a.phone_mobile + " " + a.phone_mobile_e164, "0171 1234567 +491711234567");
    EXPECT_EQ(a.phone_private_e164, "+4930123456");
    EXPECT_EQ(a.fax_e164, "") << "no number that could be dialled";
    EXPECT_EQ(b.phone_mobile_e164, "+31612345678") << "read as in his own country";
    const auto by_hand = create({{"name", Value("C")}});
    EXPECT_EQ(a.payment_kind, by_hand.payment_kind);
    EXPECT_NE(a.payment_kind, "");
    EXPECT_EQ(b.payment_kind, "direct_debit");
    EXPECT_EQ(b.payment_term, by_hand.payment_term);
    EXPECT_EQ(b.mailing_kind, by_hand.mailing_kind);
    import("customers", "number,country\n1,AT\n");
    EXPECT_EQ(by_number(1).phone_mobile_e164.substr(0, 3), "+43");
}

TEST_P(CustomerImports, ExistingOnesAreChangedFieldByField) {
    import("customers", customer_file);
    const auto result = import("customers", "number,town,email\n1001,Potsdam,\n1002,Amsterdam,jan@example.com\n");
    EXPECT_EQ(result["changed"], 1);
    EXPECT_EQ(result["unchanged"], 1);
    EXPECT_EQ(result["sample"][0]["differences"][0].dump(), R"({"after":"Potsdam","before":"Berlin","field":"town"})");
    EXPECT_EQ(by_number(1001).town, "Potsdam");
    EXPECT_EQ(by_number(1001).email, "anna@example.com") << "an empty cell leaves the field alone";
    EXPECT_EQ(by_number(1001).street, "Lindenstraße") << "a column that is absent leaves it too";
    expect_sound();
}

TEST_P(CustomerImports, ClearEmptyEmpties) {
    import("customers", customer_file);
    ImportSettings settings;
    settings.clear_empty = true;
    import("customers", "number,name,email\n1001,Müller,\n", settings);
    EXPECT_EQ(by_number(1001).email, "");
    const auto refused = run("customers", file("number,name,email\n1001,,x@example.com\n"), settings);
    ASSERT_TRUE(refused);
    EXPECT_THAT(problems(*refused), ElementsAre("2 name error.required"));
}

TEST_P(CustomerImports, KeysOfOldSystemsLeadToTheirCustomer) {
    ImportSettings settings;
    settings.source = "Altsystem";
    EXPECT_EQ(import("customers", "source_key,name\nK1,Schulz\nK2,Meyer\n", settings)["new"], 2);
    const auto again = import("customers", "source_key,name,town\nK1,Schulz,Kiel\nK3,Neu,\n", settings);
    EXPECT_EQ(again["changed"], 1);
    EXPECT_EQ(again["new"], 1);
    EXPECT_EQ(
        text_of(
            "SELECT c.town FROM customer c JOIN customer_source s ON s.customer_id = c.id WHERE s.source_key = 'K1'"),
        "Kiel");
    EXPECT_THAT(keys(run("customers", file("source_key,name\nK9,X\n"))), ElementsAre("error.import_source_missing"));
    // A number of one and a key of another: nobody knows who is meant.
    import("customers", "number,name\n77,Andere\n");
    const auto crossed = run("customers", file("number,source_key,name\n77,K1,Schulz\n"), settings);
    EXPECT_THAT(problems(*crossed), ElementsAre("2 source_key error.import_source_elsewhere"));
}

TEST_P(CustomerImports, LabelsComeAlongAndShowInTheLists) {
    const auto result = import("customers", "number,name,labels\n1,Adam,Presse;Freunde\n2,Eva,Freunde\n3,Kain,\n");
    EXPECT_THAT(result["created"]["labels"], UnorderedElementsAre("Presse", "Freunde"));
    EXPECT_EQ(number_of("SELECT count(*) FROM customer_label"), 3);
    expect_sound();
    EXPECT_EQ(import("customers", "number,name,labels\n1,Adam,Presse\n3,Kain,Presse\n")["changed"], 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM customer_label"), 4) << "labels are added, none is taken away";
    expect_sound();
}

TEST_P(CustomerImports, LinksMayPointAtCustomersOfTheSameFile) {
    import("customers", "number,name,kind,agency\n1,Kunde,private,2\n2,Büro,agency,\n");
    EXPECT_EQ(by_number(1).agency, 2);
    const auto refused = run("customers", file("number,name,agency\n3,Kunde,99\n"));
    EXPECT_THAT(problems(*refused), ElementsAre("2 agency error.no_such_customer"));
    EXPECT_FALSE((*refused)["published"]);
}

TEST_P(CustomerImports, OneCustomerTwiceInAFileIsRefused) {
    ImportSettings settings;
    settings.each = true;
    const auto result = run("customers", file("number,name\n5,A\n6,B\n5,C\n"), settings);
    ASSERT_TRUE(result);
    EXPECT_EQ((*result)["new"], 2);
    EXPECT_THAT(problems(*result), ElementsAre("4 number error.import_twice"));
    EXPECT_EQ(by_number(5).name, "A");
}

TEST_P(CustomerImports, AllOrNothingUnlessEach) {
    const auto before = dump();
    const auto path = file("number,name,birth_date\n1,Gut,1980-02-01\n2,Schlecht,1980-02-31\n");
    const auto refused = run("customers", path);
    ASSERT_TRUE(refused);
    EXPECT_EQ((*refused)["refused"], 1);
    EXPECT_FALSE((*refused)["published"]);
    EXPECT_EQ(dump(), before);
    ImportSettings settings;
    settings.each = true;
    const auto each = run("customers", path, settings);
    ASSERT_TRUE(each);
    EXPECT_TRUE((*each)["published"]);
    EXPECT_EQ(by_number(1).name, "Gut");
    EXPECT_EQ(by_number(2).name, "");
}

TEST_P(CustomerImports, RefusedRowsAreMendedAndSentAgain) {
    ImportSettings settings;
    settings.each = true;
    const auto path = file(
        "number,name,birth_date\n1,Gut,1980-02-01\n2,\"Schlecht, Karl\",1980-02-31\n3,Karte,4111 1111 1111 1111\n");
    const auto result = run("customers", path, settings);
    ASSERT_TRUE(result);
    std::ifstream in((*result)["refused_file"].get<std::string>());
    std::string content((std::istreambuf_iterator<char>(in)), {});
    EXPECT_EQ(content,
              "refused_line,refused_column,refused_value,refused_reason,number,name,birth_date\n"
              "3,birth_date,1980-02-31,There is no such day in the calendar.,2,\"Schlecht, Karl\",1980-02-31\n"
              "4,birth_date,," + text(Language::en, "error.card_number") + ",3,Karte,\n");
    const auto mended = content.replace(content.rfind("1980-02-31"), 10, "1980-02-28");
    EXPECT_EQ(import("customers", mended)["new"], 2);
    EXPECT_EQ(by_number(2).birth_date, "1980-02-28");
}

TEST_P(CustomerImports, UnreadableOptionalValuesCanBeLeftEmpty) {
    ImportSettings settings;
    settings.unreadable_empty = true;
    const auto result = run(
        "customers", file("number,name,birth_date,email\n1,A,gestern,kein\n2,B,1990-01-01,b@example.com\n"), settings);
    ASSERT_TRUE(result);
    EXPECT_EQ((*result)["new"], 2);
    EXPECT_EQ((*result)["left_empty"], 2);
    EXPECT_EQ(by_number(1).birth_date, "");
    EXPECT_EQ(by_number(2).birth_date, "1990-01-01");
    EXPECT_TRUE(result->contains("refused_file")) << "what was left empty is listed";
    const auto nameless = run("customers", file("number,name\n3,\n"), settings);
    EXPECT_EQ((*nameless)["refused"], 1) << "a required value cannot be left empty";
}

TEST_P(CustomerImports, UndoLeavesEverythingAsItWas) {
    import("customers", customer_file);
    const auto before = dump();
    ImportSettings settings;
    settings.source = "Altsystem";
    const auto result = import("customers",
                               "number,source_key,name,first_name,town,labels\n1001,K1,Müller,Anna,Potsdam,"
                               "Presse\n1002,,van der Berg,Jan,Breda,\n"
                               ",K2,Neumann,Nora,Ulm,Presse;Ehrengast\n,,Ohne,Nummer,Hof,\n",
                               settings);
    EXPECT_EQ(result["changed"], 2);
    EXPECT_EQ(result["new"], 2);
    expect_sound();
    const auto imported = dump();
    EXPECT_NE(imported, before);
    undo(result["change_event"]);
    EXPECT_EQ(dump(), before);
    expect_sound();
    undo(number_of("SELECT max(id) FROM change_event"));
    EXPECT_EQ(dump(), imported) << "labels and keys of the old system come back with their customers";
    expect_sound();
}

TEST_P(CustomerImports, TheSameFileAgainShowsTheEarlierResultUnlessItWasUndone) {
    const auto path = file(customer_file);
    const auto first = run("customers", path);
    ASSERT_TRUE(first);
    const auto again = run("customers", path);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->value("repeated", false));
    EXPECT_EQ((*again)["new"], 2) << "the earlier counts";
    EXPECT_EQ(number_of("SELECT count(*) FROM change_event"), 1);
    undo((*first)["change_event"]);
    const auto third = run("customers", path);
    ASSERT_TRUE(third);
    EXPECT_FALSE(third->value("repeated", false));
    EXPECT_EQ((*third)["new"], 2) << "the numbers are free again";
}

TEST_P(CustomerImports, ADryRunWritesNothing) {
    const auto before = dump();
    const auto result = preview("customers", file(customer_file));
    ASSERT_TRUE(result);
    EXPECT_EQ((*result)["new"], 2);
    EXPECT_EQ((*result)["sample"][0]["state"], "new");
    EXPECT_EQ((*result)["sample"][0]["values"]["town"], "Berlin");
    EXPECT_EQ(dump(), before);
    EXPECT_EQ(number_of("SELECT count(*) FROM import_run"), 0);
}

TEST_P(CustomerImports, BlockFieldsNeedTheirRight) {
    auto actor = clerk();
    actor.all_permissions = false;
    actor.permissions = {"imports.run"};
    TestProgress progress;
    const auto refused =
        run_import(house(), actor, request("customers", file("number,name,booking_block\n1,A,1\n")), progress);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.refusal().kind, RefusalKind::forbidden);
    EXPECT_EQ(refused.refusal().issues[0].field, "booking_block");
    const auto numbers = run_import(house(), actor, request("customers", file("number,name\n1,A\n")), progress);
    EXPECT_TRUE(numbers) << "numbers are what a take-over is about";
}

TEST_P(CustomerImports, ThousandsGoThroughManyTransactions) {
    std::string content = "number,first_name,name,postcode,email\n";
    for (int i = 0; i < 7000; ++i)
        content += std::to_string(200000 + i) + ",Vorname" + std::to_string(i % 97) + ",Name" +
                   std::to_string((i * 7919) % 7001) + ",1" + std::to_string(1000 + i % 8999) + ",p" +
                   std::to_string(i) + "@example.com\n";
    const auto before = dump();
    const auto result = import("customers", content);
    EXPECT_EQ(result["new"], 7000);
    EXPECT_GT(number_of("SELECT count(*) FROM audit_entry"), 4);
    expect_sound();
    undo(result["change_event"]);
    EXPECT_EQ(dump(), before);
    expect_sound();
}

}  // namespace
}  // namespace kartei::imports
