// Nothing of a file ends up nowhere: rows are counted once and only once, refused ones are given back as they were,
// columns are named, values that mean something are read, and what is exported is read back.
#include "base/module.hpp"
#include "modules/customers/register_export.hpp"
#include "modules/imports/import_test_support.hpp"

namespace kartei::imports {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class WholeFiles : public ImportTest {
protected:
    static ImportSettings each() {
        ImportSettings settings;
        settings.each = true;
        return settings;
    }
    std::string refused_text(const std::string& path) {
        std::ifstream in(path + ".refused.csv");
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static std::int64_t count(const ImportResult& result, const char* name) {
        return result.at(name).get<std::int64_t>();
    }
    static void expect_whole(const ImportResult& result, std::int64_t rows) {
        EXPECT_EQ(count(result, "rows"), rows) << result.dump(1);
        EXPECT_EQ(count(result, "new") + count(result, "changed") + count(result, "unchanged") +
                      count(result, "refused") + count(result, "duplicates"),
                  rows)
            << result.dump(1);
    }
    static std::string said(const Result<ImportResult>& result) {
        std::string all;
        if (!result)
            for (const auto& issue : result.refusal().issues)
                all += text(Language::en, issue.key, issue.parameters) + "\n";
        return all;
    }
    /// The file that `kartei export WHAT` writes, by what each row holds.
    std::string exported(const std::string& what) {
        for (const auto& one : handed_in<customers::RegisterExport>())
            if (one.name == what) return written(one);
        ADD_FAILURE() << "no such export: " << what;
        return "";
    }
    std::string written(const customers::RegisterExport& one) {
        std::string out;
        const auto columns = one.columns(false);
        for (const auto& column : columns) out.append(out.empty() ? "" : ",").append(column.field.name);
        out += "\n";
        db().read([&](sql::Transaction& transaction) {
            std::int64_t rows = 0;
            one.each(house(), transaction, false, [&](const std::vector<Value>& values) {
                EXPECT_EQ(values.size(), columns.size());
                for (std::size_t i = 0; i < columns.size(); ++i)
                    out.append(i ? ",\"" : "\"").append(write_value(columns[i].field, values[i], house().rules)) +=
                        "\"";
                out += "\n";
                return ++rows, true;
            });
            EXPECT_EQ(one.count(transaction), rows);
        });
        return out;
    }
};

ON_BOTH_ENGINES(WholeFiles);

/// What the reader of the file refuses, in every kind of file: the row's bytes come back, one reason, the right line.
TEST_P(WholeFiles, RefusedRowsComeBackAsTheyWere) {
    import("customers", customer_file);
    import("events", event_file);
    struct Case {
        std::string what, heading, good, bad, kept;
    };
    const std::vector<Case> cases{
        {"customers", "number,name,town", "1,Abel,Bonn\n", "2,\"Zum Löwen\" Gasthof,Hof\n", "Gasthof"},
        {"customers", "number,name,town", "1,Abel,Bonn\n", "2,\"Berg,Hof\n", "Berg"},
        {"customers", "number,name,town", "1,Abel,Bonn\n", std::string("2,Be\0rg,Hof\n", 12), "Hof"},
        {"customers", "number,name,town", "1,Abel,Bonn\n", "2,Berg,Hof,und mehr\n", "und mehr"},
        {"events", "code,name,capacity", "E8,Oper,5\n", "E9,\"Tanz\" heute,5\n", "heute"},
        {"tickets", "order,event,customer,state", "7,E1,1001,sold\n", "8,\"E2,1001,sold\n", "E2"},
        {"labels", "customer,label", "1001,Abo\n", "1002,\"Gold\" alt\n", "alt"},
        {"permissions", "customer,permission,state", "1001,Post,given\n", "1002,\"Post,given\n", "Post"},
        {"products", "order,product,quantity", "9,Buch,1\n", "9,\"Heft\" alt,1\n", "Heft"},
        {"notes", "customer,text", "1001,ruft an\n", "1002,\"sagte\" nein\n", "sagte"},
        {"family", "customer,name", "1001,Kind\n", "1002,\"Tante,\n", "Tante"},
        {"postcodes", "country_code,zipcode,place", "DE,10115,Berlin\n", "DE,\"10117,Berlin\n", "10117"},
    };
    for (const auto& [what, heading, good, bad, kept] : cases) {
        const auto path = file(heading + "\n" + bad + good);
        const auto result = run(what, path, each());
        ASSERT_TRUE(result) << what << " " << said(result);
        expect_whole(*result, 2);
        EXPECT_EQ(count(*result, "refused"), 1) << what;
        const auto list = problems(*result);
        ASSERT_EQ(list.size(), 1u) << what << ": one reason; " << result->at("sample").dump(1);
        EXPECT_EQ(list[0].substr(0, 3), "2  ") << what;
        EXPECT_THAT(refused_text(path), HasSubstr(kept)) << what;
    }
    expect_sound();
}

// An open mark in row 2 of 6 takes no row with it.
TEST_P(WholeFiles, AnOpenMarkSwallowsNoRows) {
    const auto path = file("number,name,town\n1,Abel,Bonn\n2,\"Berg,Hof\n3,Carl,Kiel\n4,Dorn,Jena\n5,Ehlers,Köln\n"
                           "6,\"Fink\",Ulm\n");
    const auto result = run("customers", path, each());
    ASSERT_TRUE(result) << said(result);
    expect_whole(*result, 6);
    EXPECT_EQ(count(*result, "new"), 5);
    EXPECT_THAT(problems(*result), ElementsAre("3  error.csv_quote_not_closed"));
    EXPECT_THAT(refused_text(path), HasSubstr("2,\"\"\"Berg\",Hof"));
    // Mended there and sent again it is taken, and nothing comes twice.
    auto mended = refused_text(path);
    mended.replace(mended.find("\"\"\"Berg\""), 8, "Berg");
    EXPECT_EQ(import("customers", mended)["new"], 1);
}

TEST_P(WholeFiles, ARefusalDropsNothingOfTheRowButTheCard) {
    const auto path = file("number,name,phone_mobile,code1,free1,birth_date\n1,Abel,4915112345674,4006381333931,"
                           "Karte 4111111111111111 alt,30.02.1999\n");
    const auto result = run("customers", path, each());
    ASSERT_TRUE(result);
    EXPECT_THAT(problems(*result), ElementsAre("2 free1 error.card_number", "2 birth_date error.date_does_not_exist"));
    EXPECT_THAT(refused_text(path),
                HasSubstr("1,Abel,4915112345674,4006381333931,Karte ************1111 alt,30.02.1999"));
}

TEST_P(WholeFiles, EqualHeadingsAreToldApart) {
    const std::string content = "name,Telefon,Telefon\nAbel,0228 123456,0228 654321\n";
    ImportSettings settings;
    settings.mapping = {{"Telefon", "phone_private"}};
    EXPECT_THAT(said(run("customers", file(content), settings)), HasSubstr("Telefon (2)"));
    settings.mapping["Telefon (2)"] = "phone_business";
    import("customers", content, settings);
    EXPECT_EQ(text_of("SELECT phone_business FROM customer WHERE name = 'Abel'"), "0228 654321");
    EXPECT_THAT(said(run("customers", file("name,town,town\nA,Bonn,Ulm\n"))), HasSubstr("town (2)"));
}

TEST_P(WholeFiles, AFilledColumnWithoutHeadingIsNamed) {
    const std::string content = "number,name,,town\n1,Abel,,Bonn\n2,Berg,wichtig,Ulm\n";
    const auto refused = run("customers", file(content));
    EXPECT_THAT(said(refused), testing::AllOf(HasSubstr("#3"), HasSubstr("line 3")));
    ImportSettings settings;
    settings.mapping = {{"#3", "free1"}};
    import("customers", content, settings);
    EXPECT_EQ(text_of("SELECT free1 FROM customer WHERE number = 2"), "wichtig");
    EXPECT_EQ(import("customers", "number,name,,\n3,Carl,,\n")["new"], 1) << "an empty one is nothing";
}

TEST_P(WholeFiles, TitlesAboveTheHeadings) {
    const auto path = file("Kundenliste, Stand 01.11.2026\n\nnumber;name;town\n1;Abel;Bonn\n");
    EXPECT_THAT(said(run("customers", path)), HasSubstr("--heading-row 3"));
    ImportSettings settings;
    settings.heading_row = 3;
    const auto result = run("customers", path, settings);
    ASSERT_TRUE(result) << said(result);
    EXPECT_EQ((*result)["new"], 1);
}

TEST_P(WholeFiles, ErrorsOfFormulasMatterOnlyWhereTheyAreTaken) {
    const std::string content = "number,name,Summe\n1,Abel,#BEZUG!\n2,#NV,3\n";
    ImportSettings settings = each();
    settings.mapping = {{"Summe", ""}};
    const auto result = run("customers", file(content), settings);
    ASSERT_TRUE(result) << said(result);
    EXPECT_THAT(problems(*result), ElementsAre("3 name error.spreadsheet_error"));
    EXPECT_EQ((*result)["new"], 1);
}

TEST_P(WholeFiles, ValuesAreGivenAMeaningAndItIsRemembered) {
    const std::string content = "number,name,gender\n1,Abel,1\n2,Berg,2\n3,Carl,1\n";
    const auto first = preview("customers", file(content), each());
    ASSERT_TRUE(first);
    const auto& unread = first->at("unread_values");
    ASSERT_EQ(unread.size(), 1u);
    EXPECT_EQ(unread[0]["field"], "gender");
    EXPECT_EQ(unread[0]["values"].dump(), R"([{"rows":2,"value":"1"},{"rows":1,"value":"2"}])");
    EXPECT_THAT(unread[0]["choices"].dump(), HasSubstr(R"({"code":"female","label":"female"})"));
    ASSERT_TRUE(
        store_mapping(house(), {"customers", "old", {}, "", {{"gender", {{"1", "male"}, {"2", "female"}}}}, true}));
    ImportSettings settings;
    settings.mapping_name = "old";
    import("customers", content, settings);
    EXPECT_EQ(text_of("SELECT gender FROM customer WHERE number = 2"), "female");
    // With it goes what becomes of line breaks.
    import("customers", "number,name,gender\n4,\"Dorn\nund Söhne\",2\n", settings);
    EXPECT_EQ(text_of("SELECT name FROM customer WHERE number = 4"), "Dorn und Söhne");
}

TEST_P(WholeFiles, ALineBreakInAOneLineFieldIsCalledSo) {
    const std::string content = "number,name,alternative_emails\n1,\"Abel\nund Berg\",\"a@example.de\nb@example.de\"\n";
    const auto refused = run("customers", file(content));
    ASSERT_TRUE(refused);
    EXPECT_THAT(problems(*refused), ElementsAre("2 name error.line_break"));
    ImportSettings settings;
    settings.line_breaks_blank = true;
    import("customers", content, settings);
    EXPECT_EQ(text_of("SELECT name FROM customer WHERE number = 1"), "Abel und Berg");
    EXPECT_EQ(text_of("SELECT alternative_emails FROM customer WHERE number = 1"), "a@example.de;b@example.de");
}

TEST_P(WholeFiles, WhatCannotBeIsRefusedOrMended) {
    const auto result = run("customers",
                            file("number,name,birth_date,postcode,country\n1,A,2035-01-01,,\n2,B,1000-01-01,,\n"
                                 "3,C,1904-01-01,1067,DE\n4,D,,8000,DE\n5,E,,1067,AT\n6,F,,0184,IT\n7,G,,1069,\n"
                                 "8,H,,A-1010,\n10,J,,1067.0,DE\n11,K,,10115,\n"),
                            each());
    ASSERT_TRUE(result);
    EXPECT_THAT(problems(*result),
                ElementsAre("2 birth_date error.birth_date_ahead", "3 birth_date error.birth_date_too_early",
                            "5 postcode error.postcode_digits"));
    EXPECT_EQ(text_of("SELECT postcode FROM customer WHERE number = 3"), "01067");
    EXPECT_EQ(text_of("SELECT postcode FROM customer WHERE number = 5"), "1067");
    EXPECT_EQ(text_of("SELECT postcode FROM customer WHERE number = 6"), "00184");
    EXPECT_EQ(text_of("SELECT postcode FROM customer WHERE number = 7"), "1069") << "no country is said";
    EXPECT_EQ(text_of("SELECT country FROM customer WHERE number = 8"), "AT") << "the sign says it";
    EXPECT_EQ(text_of("SELECT postcode FROM customer WHERE number = 10"), "01067");
    EXPECT_EQ(text_of("SELECT country FROM customer WHERE number = 11"), "DE") << "the house's";
    const auto again = run("customers", file("number,birth_date\n3,2035-01-01\n"));
    ASSERT_TRUE(again);
    EXPECT_THAT(problems(*again), ElementsAre("2 birth_date error.birth_date_ahead"));
    const auto family = run("family", file("customer,name,birth_date\n3,Kind,2035-01-01\n"));
    ASSERT_TRUE(family);
    EXPECT_THAT(problems(*family), ElementsAre("2 birth_date error.birth_date_ahead"));
}

// C8: what an old system says of bookings that stay in it is handed over for customers who are there, too.
TEST_P(WholeFiles, ArchiveFieldsOfKnownCustomers) {
    import("customers", customer_file);
    const auto result = import("customers", "number,archived_bookings,last_departure_on\n1001,ja,2019-07-01\n");
    EXPECT_EQ(result["changed"], 1);
    EXPECT_EQ(text_of("SELECT last_departure_on FROM customer WHERE number = 1001"), "2019-07-01");
    undo(result["change_event"].get<std::int64_t>());
    EXPECT_EQ(text_of("SELECT last_departure_on FROM customer WHERE number = 1001"), "");
    expect_sound();
}

// C8: exports of events, tickets, products and labels are files that imports read, and nothing is different then.
// What can be taken over can be handed on: in the same columns, under the same name.
TEST_P(WholeFiles, EveryImportHasAnExportThatItReads) {
    std::vector<std::string> names{"orders"};
    for (const auto* kind : import_kinds())
        if (kind->name != "bounces") names.push_back(std::string(kind->name));  // mails that came back
    for (const auto& name : names) {
        const auto heading = exported(name);
        const auto* kind = find_kind(name);
        ASSERT_TRUE(kind) << name;
        std::istringstream columns(heading.substr(0, heading.find('\n')));
        for (std::string column; std::getline(columns, column, ',');)
            if (column != "created_at" && column != "changed_at") EXPECT_GE(kind->target(column), 0) << name << " " << column;
    }
}

TEST_P(WholeFiles, WhatIsExportedIsReadBack) {
    import("customers", customer_file);
    import("customers", "number,postcode,country\n1002,1012 AB,NL\n");  // else Germany is meant, where zeros get lost
    import("events", event_file);
    import(
        "tickets",
        "ticket,order,customer,ordered_at,event,ticket_type,price,section,seat,state,subscription,subscription_season,"
        "promotion,payment_type,paid,description\nT1,100,1001,2025-01-02 "
        "10:00,E1,Normal,35.50,A,7,sold,Premieren,24/25,"
        "Früh,cash,71,Loge\nT2,100,1001,2025-01-02 10:00,E1,Normal,35.50,A,8,sold,,,,card,71,Loge\n"
        ",101,,,E2,Frei,0,B,1,reserved,,,,,,\n");
    import("tickets", "ticket,order,event,price,fee,state,refunded,fee_kept\nT9,102,E1,20,2.50,deleted,21,1.50\n");
    import(
        "products",
        "order,customer,product,sku,event,quantity,unit_price,vat_rate,state\n100,1001,Programm,P1,E1,2,4.50,7,sold\n");
    import("labels",
           "customer,label,granted_at,expires_at\n1001,Abo,2024-01-01 10:00,2027-01-01 00:00\n1002,Presse,,\n");
    import("permissions", "customer,permission,state,channel,at,source\n1001,Post,given,email,2023-05-01 10:00,form\n"
                          "1001,Post,withdrawn,phone,2025-05-01 10:00,call\n1002,Post,given,,2024-05-01 10:00,\n");
    import("postcodes", "country_code,zipcode,place\nDE,10115,Berlin\nNL,5611 AB,Eindhoven\nGB,SW1A 1AA,London\n");
    import("suppressions", "email,source\nnever@example.com,Robinson\n");
    import("seat_plans", "hall,section,row,seat,price_zone\nSaal,A,1,1,I\nSaal,A,1,2,I\n");
    const auto before = dump();
    for (const std::string what : {"customers", "events", "tickets", "orders", "products", "labels", "permissions",
                                   "postcodes", "suppressions", "seat_plans"}) {
        const auto content = exported(what);
        const auto result = import(what, content);
        if (what == "tickets") EXPECT_THAT(content, testing::HasSubstr(R"("21.00","1.50")")) << "what was kept of the fee";
        EXPECT_EQ(count(result, "unchanged"), count(result, "rows")) << what << "\n"
                                                                     << content << result["sample"].dump(1);
        EXPECT_GT(count(result, "rows"), 0) << what;
    }
    EXPECT_EQ(dump(), before);
}

}  // namespace
}  // namespace kartei::imports
