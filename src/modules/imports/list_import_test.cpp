// The lists of customers taken over, and out again by `kartei export`.
#include <sstream>

#include "modules/customers/customer_commands.hpp"
#include "modules/imports/import_test_support.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/profile/row_store.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class ListImports : public ImportTest {
protected:
    void SetUp() override {
        ImportTest::SetUp();
        if (IsSkipped()) return;
        db().write([](Transaction& transaction) { parameters::found_parameters(transaction); });
        import("customers", "number,name,kind\n1001,Eriksson,private\n1002,Reisebüro Sonne,agency\n");
    }
    std::vector<profile::Row> rows(const std::string& list, std::int64_t number = 1001) {
        return db().read([&](Transaction& transaction) {
            return rows_of(house(), transaction, profile::list_named(list),
                           *customers::id_of_number(transaction, number));
        });
    }
    std::string text(const std::string& list, const std::string& field, std::size_t row = 0) {
        return profile::list_named(list).text(rows(list).at(row), field);
    }
    std::string exported(const std::vector<std::string>& words, int code = 0) {
        std::ostringstream out, err;
        EXPECT_EQ(test::type_command(customers::export_command, house(), clerk(), words, out, err, "/"), code) << err.str();
        return out.str();
    }
};
ON_BOTH_ENGINES(ListImports);

const char* const bank_file =
    "customer,position,iban,bic,holder,bank_name\n"
    "1001,1,DE89 3704 0044 0532 0130 00,COBADEFF,Anna Eriksson,Commerzbank\n"
    "1001,2,NL91ABNA0417164300,,,ABN\n";

// J-111: bank accounts by customer and position
TEST_P(ListImports, BankAccountsByPosition) {
    const auto result = import("bank-accounts", bank_file);
    EXPECT_EQ(result["new"], 2);
    EXPECT_EQ(text("bank_accounts", "iban"), "DE89370400440532013000");
    EXPECT_THAT(result["sample"].dump(), Not(HasSubstr("532013000")));
    const auto again = import("bank_accounts",
                              "customer,position,iban,holder\n1001,1,NL91ABNA0417164300,Anna Meyer\n"
                              "1001,2,NL91ABNA0417164300,\n");
    EXPECT_EQ(again["changed"], 1);
    EXPECT_EQ(again["unchanged"], 1);
    EXPECT_THAT(again["sample"].dump(), Not(HasSubstr("0417164300")));
    EXPECT_EQ(text("bank_accounts", "iban"), "NL91ABNA0417164300");
    EXPECT_EQ(text("bank_accounts", "bank_name"), "Commerzbank") << "a column that is absent leaves the field";
    ASSERT_TRUE(audit::reverse_event(house(), clerk(), again["change_event"].get<std::int64_t>()));
    EXPECT_EQ(text("bank_accounts", "holder"), "Anna Eriksson");
    ASSERT_TRUE(audit::reverse_event(house(), clerk(), result["change_event"].get<std::int64_t>()));
    EXPECT_TRUE(rows("bank_accounts").empty());
    db().read([](Transaction& transaction) { EXPECT_EQ(audit::verify_audit(transaction), ""); });
}

// J-098, J-100, J-103: a file names a member of the family by position
TEST_P(ListImports, FamilyPassportsAndWishes) {
    import("family", "customer,position,salutation,first_name,name,birth_date\n1001,1,Herr,Jan,Eriksson,02.01.1980\n");
    import("passports",
           "customer,holder,number,valid_until\n1001,0,C01X00T47,2031-05-01\n1001,1,C01X00T48,2032-05-01\n");
    import("wishes", "customer,holder,kind,code\n1001,1,wish,vegan\n");
    const auto member = rows("family").at(0);
    const auto& passports = profile::list_named("passports");
    EXPECT_EQ(passports.value(rows("passports").at(0), "holder"), Value(std::int64_t{0}));
    EXPECT_EQ(passports.value(rows("passports").at(1), "holder"), Value(member.id));
    EXPECT_EQ(text("wishes", "code"), "vegan");
    const auto again = import("passports", "customer,holder,number,valid_until\n1001,1,C01X00T48,2032-05-01\n");
    EXPECT_EQ(again["unchanged"], 1) << "without a position, the same row is not added again";
}

// J-116, J-226
TEST_P(ListImports, CardsNotesAndTheRest) {
    import("cards", "customer,kind,brand,last4,valid_until\n1001,credit,Visa,1111,03/27\n");
    EXPECT_EQ(text("cards", "valid_until"), "2027-03-31");
    import("notes", "customer,written_at,written_by,text\n1001,2001-05-01T10:00:00Z,HM,\"Zwei\nZeilen\"\n1001,,,Neu\n");
    EXPECT_EQ(text("notes", "written_by"), "HM");
    EXPECT_EQ(text("notes", "text"), "Zwei\nZeilen");
    EXPECT_EQ(text("notes", "written_by", 1), "anke");
    import("phones", "customer,department,number\n1001,Einkauf,0221 1234\n");
    import("surcharges", "customer,text,amount,per\n1001,Rabatt,\"-12,50\",person\n");
    import("agency", "customer,agency_number,founded_in\n1002,4711,1998\n");
    EXPECT_EQ(rows("agency", 1002).size(), 1u);
    EXPECT_EQ(import("agency", "customer,agency_number\n1002,4712\n")["changed"], 1);
}

// J-217: base data come in by file, row by row where some are wrong, go out as they came in, and go back
TEST_P(ListImports, BaseDataByFile) {
    const auto all = import("commission-tables",
                            "Kürzel;Bezeichnung;Höhe;Staffel nach Umsatz\nSTAMM;Stammkunden;6,5;\"25.000,00: 7;50000 8\"\n");
    import("operators", "code,name\nTUI,TUI Deutschland\nDER,DERTOUR\n");
    EXPECT_EQ(import("operators", "code,name\nTUI,TUI\nDER,DERTOUR\n")["changed"], 1);
    EXPECT_EQ(exported({"commission-tables"}).substr(0, 120),
              std::string("code,name,basis,rate,tiers,valid_from,valid_until,vat,cancellation_rate,cancellation_minimum,"
                          "cancellation_steps,hidden\nSTAMM,Stammkunden,percent,6.50,25000.00 7.00;50000.00 8.00,,,included")
                  .substr(0, 120));
    ImportSettings each;
    each.each = true;
    const auto wrong = run("fee-rules", file("code,name,amount,operator\nA,Eins,5,XYZ\nB,Zwei,5,DERTOUR\n,Drei,5,\n"), each);
    ASSERT_TRUE(wrong);
    EXPECT_THAT(problems(*wrong), ElementsAre("2 operator error.not_in_base_data", "4 code error.required"));
    EXPECT_THAT(exported({"fee-rules"}), HasSubstr("\nB,Zwei,Zwei,general,service,,DER,"));
    ASSERT_TRUE(audit::reverse_event(house(), clerk(), all["change_event"].get<std::int64_t>()));
    EXPECT_THAT(exported({"commission-tables"}), Not(HasSubstr("STAMM")));
}

// J-214, J-222: commission lines and fee rules, under the headings of other systems; out again as they came
TEST_P(ListImports, CommissionAndFees) {
    db().write([&](Transaction& transaction) {
        using parameters::base_data;
        const auto add = [&](const char* base, const parameters::PlainValues& values) {
            ASSERT_TRUE(parameters::create(house(), transaction, clerk(), *base_data(base), values));
        };
        add("operators", {{"code", "TUI"}, {"name", "TUI Deutschland"}});
        add("commission-tables", {{"code", "STAMM"}, {"name", "Stammkunden"}, {"rate", std::int64_t{500}}});
        add("fee-rules", {{"code", "VISUM"}, {"name", "Visum besorgen"}, {"amount", std::int64_t{3500}}});
    });
    import("commission-assignments", "Kundennummer;Veranstalter;Provisionstabelle\n1001;TUI Deutschland;Stammkunden\n");
    import("fee-assignments", "customer,fee_rule,amount\n1001,VISUM,\"-20,00\"\n");
    EXPECT_EQ(text("commission_assignments", "operator"), "TUI");
    EXPECT_EQ(exported({"commission_assignments"}),
              "customer,position,operator,product_type,destination,price_text,service_type,commission_table\n"
              "1001,1,TUI,,,,,STAMM\n");
    EXPECT_EQ(exported({"fee-assignments"}), "customer,position,fee_rule,amount\n1001,1,VISUM,-20.00\n");
    ImportSettings each;
    each.each = true;
    const auto wrong = run("fee_assignments", file("customer,fee_rule\n1001,UNBEKANNT\n"), each);
    ASSERT_TRUE(wrong);
    EXPECT_THAT(problems(*wrong), ElementsAre("2 fee_rule error.not_in_base_data"));
}

TEST_P(ListImports, WhatIsWrongIsRefusedWithoutShowingIt) {
    ImportSettings each;
    each.each = true;
    const auto path = file(
        "customer,kind,last4,number\n1001,credit,1111,4111111111111111\n1001,credit,12,\n7,member,,12\n,member,,12\n");
    const auto result = run("cards", path, each);
    ASSERT_TRUE(result);
    EXPECT_THAT(problems(*result), ElementsAre("2 number error.card_number", "3 last4 error.last_four",
                                               "4 customer error.no_such_customer", "5 customer error.required"));
    EXPECT_THAT(result->dump(), Not(HasSubstr("4111111111111111")));
    EXPECT_TRUE(rows("cards").empty());
    const auto banks = run("bank_accounts", file("customer,iban\n1001,DE88370400440532013000\n"), each);
    ASSERT_TRUE(banks);
    EXPECT_THAT(problems(*banks), ElementsAre("2 iban error.not_an_iban"));
    EXPECT_THAT(banks->dump(), Not(HasSubstr("532013000")));
    const auto twice = run("phones", file("customer,position,number\n1001,1,030 1\n1001,1,030 2\n"), each);
    ASSERT_TRUE(twice);
    EXPECT_THAT(problems(*twice), ElementsAre("3  error.import_twice"));
}

TEST_P(ListImports, ExportReadsBackWithoutAChange) {
    import("bank_accounts", bank_file);
    import("family", "customer,position,name,own_customer\n1001,3,Eriksson,1002\n");
    import("passports", "customer,holder,number\n1001,3,C01X00T47\n");
    const auto masked = exported({"bank_accounts"});
    EXPECT_THAT(masked, HasSubstr("customer,position,bank_name,bic"));
    EXPECT_THAT(masked, Not(HasSubstr("iban")));
    EXPECT_THAT(exported({"passports", "--sensitive"}),
                testing::StartsWith("customer,position,holder,document,number,issuing_country"));
    EXPECT_EQ(text_of("SELECT kind FROM change_event ORDER BY id DESC LIMIT 1"), "sensitive_read");
    for (const char* list : {"family", "passports", "bank_accounts"}) {
        const auto again = import(list, exported({list, "--sensitive"}));
        EXPECT_EQ(again["unchanged"], again["rows"]) << list;
        EXPECT_GT(again["rows"], 0) << list;
    }
    Actor nobody;
    std::ostringstream out, err;
    EXPECT_EQ(test::type_command(customers::export_command, house(), nobody, {"cards", "--sensitive"}, out, err, "/"), 1);
    EXPECT_EQ(out.str(), "");
    EXPECT_THAT(exported({"customers", "--headings", "de"}), HasSubstr("Kundennummer"));
    exported({"unheard"}, 2);
}

TEST_P(ListImports, TheImportOfACustomerGoesBackOnlyAfterWhatCameLater) {
    const auto result = import("customers", "number,name\n1003,Klein\n");
    const auto phones = import("phones", "customer,number\n1003,030 12345\n");
    const auto undo = [&](const ImportResult& what) {
        const auto reversed = audit::reverse_event(house(), clerk(), what["change_event"].get<std::int64_t>());
        return reversed && reversed->conflicts.empty();
    };
    EXPECT_FALSE(undo(result)) << "the phone number was entered since";
    EXPECT_EQ(number_of("SELECT count(*) FROM phone_entry"), 1);
    EXPECT_TRUE(undo(phones));
    EXPECT_TRUE(undo(result));
    EXPECT_EQ(number_of("SELECT count(*) FROM customer WHERE number = 1003"), 0);
}

}  // namespace
}  // namespace kartei::imports
