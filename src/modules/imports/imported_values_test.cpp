// What becomes of the values of a customer's row: taken as they are, but for what the import is asked to do with them.
#include "modules/customers/customer_kind.hpp"
#include "modules/imports/import_test_support.hpp"
#include "modules/parameters/choice.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;

class ImportedValues : public ImportTest {
protected:
    customers::Customer by_number(std::int64_t number) {
        return db().read([&](Transaction& transaction) {
            const auto id = customers::id_of_number(transaction, number);
            return id ? *customers::find_customer(transaction, *id) : customers::Customer{};
        });
    }
};
ON_BOTH_ENGINES(ImportedValues);

TEST_P(ImportedValues, LettersStayAsTheyAreUnlessCapitalsAreAskedFor) {
    const std::string small = "number,kind,name,first_name,town\n"
                              "6001,private,klein,willeke,ijsselstein\n"
                              "6002,company,dm-drogerie,,köln\n";
    import("customers", small);
    EXPECT_EQ(by_number(6001).name + " " + by_number(6001).town, "klein ijsselstein");
    import("customers", "number,name\n6001,kurz\n");
    EXPECT_EQ(by_number(6001).name, "kurz") << "changes as they come, too";
    ImportSettings capitals;
    capitals.capitals = true;
    import("customers", small, capitals);
    EXPECT_EQ(by_number(6001).name + " " + by_number(6001).town, "Klein IJsselstein");
    EXPECT_EQ(by_number(6002).name + " " + by_number(6002).town, "dm-drogerie Köln");
}

TEST_P(ImportedValues, LetterSalutationsSpeakTheCustomersLanguageAndFollowHisName) {
    import("customers", "number,salutation,name,country,letter_salutation\n"
                        "6001,Frau,Müller,,\n"
                        "6002,mevrouw,Meer,NL,\n"
                        "6003,Herr,Kunz,,\"Hallo S,,\"\n");
    EXPECT_EQ(by_number(6001).letter_salutation, "Sehr geehrte Frau Müller") << "not that of the shell";
    EXPECT_EQ(by_number(6002).letter_salutation, "Geachte mevrouw Meer");
    EXPECT_EQ(by_number(6003).letter_salutation, "Hallo S") << "J-064";
    import("customers", "number,name\n6001,Weber\n6002,van der Meer\n6003,Klar\n");
    EXPECT_EQ(by_number(6001).letter_salutation, "Sehr geehrte Frau Weber");
    EXPECT_EQ(by_number(6002).letter_salutation, "Geachte mevrouw Van der Meer");
    EXPECT_EQ(by_number(6003).letter_salutation, "Hallo S");
}

// J-119, J-121, J-127
TEST_P(ImportedValues, KindsAndTermsThatNoListHasAreRefused) {
    db().write([](Transaction& transaction) { parameters::found_parameters(transaction); });
    for (auto field : {"mailing_kind", "payment_kind", "payment_term"}) {
        const auto result = preview("customers", file(std::string("number,name,") + field + "\n6001,Berg,pigeon\n"));
        ASSERT_TRUE(result);
        EXPECT_EQ(result->at("refused"), 1) << field;
        EXPECT_EQ(result->at("sample")[0]["issues"][0]["field"], field);
    }
    import("customers", "number,name,payment_kind\n6001,Berg,Bankeinzug\n6002,Klar,cash\n");
    EXPECT_EQ(by_number(6001).payment_kind + " " + by_number(6002).payment_kind, "direct_debit cash");
}

TEST_P(ImportedValues, FirstLettersBecomeCapitalAsByHand) {
    ImportSettings capitals;
    capitals.capitals = true;
    const std::string file = "number,name,first_name,name_prefix,street,town\n"
                             "7001,bruijn,willeke,de,dorpsstraat,eindhoven\n"
                             "7002,van dijk,'t Anker,,ooststraße,köln\n";
    EXPECT_EQ(import("customers", file, capitals)["new"], 2);
    const auto willeke = by_number(7001);
    EXPECT_EQ(willeke.first_name + " " + willeke.name_prefix + " " + willeke.name, "Willeke de Bruijn");
    EXPECT_EQ(willeke.street + ", " + willeke.town, "Dorpsstraat, Eindhoven");
    EXPECT_EQ(by_number(7002).name, "van dijk") << "a prefix stays as it is";
    EXPECT_EQ(import("customers", "number,name,first_name\n7001,bruijn,willeke\n", capitals)["unchanged"], 1);
}

// A file may bring addresses of any country: what was let through by its check is let through when it is written.
TEST_P(ImportedValues, APostcodeWithoutACountryIsWrittenAsItWasChecked) {
    import("customers", "number,name,postcode\n6001,Berg,10115\n");
    const auto abroad = by_number(6001);
    ASSERT_TRUE(db().write([&](Transaction& transaction) {
        return customers::change_customer(house(), transaction, clerk(), abroad.id, abroad.version,
                                          {{"country", Value()}});
    }));
    EXPECT_EQ(import("customers", "number,postcode\n6001,8001\n")["changed"], 1);
    EXPECT_EQ(by_number(6001).postcode, "8001");
    const auto german = preview("customers", file("number,postcode,country\n6001,8001,DE\n"));
    ASSERT_TRUE(german);
    EXPECT_EQ(german->at("refused"), 1) << "where a country is said, its rule holds";
}

// J-165: of the house or of the same file
TEST_P(ImportedValues, OnlyAnAgencyIsAnAgency) {
    import("customers", "number,kind,name\n6001,agency,Reise Berg\n6002,company,Bus Berg\n");
    const auto result = preview("customers", file("number,kind,name,agency\n"
                                                  "6003,agency,Reise Vos,\n"
                                                  "6004,company,Bus Vos,\n"
                                                  "6005,private,Gut,6001\n"
                                                  "6006,private,Gut,6003\n"
                                                  "6007,private,Falsch,6002\n"
                                                  "6008,private,Falsch,6004\n"));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->at("refused"), 2);
    for (const auto& row : result->at("sample"))
        if (row["state"] == "refused") EXPECT_EQ(row.at("issues").at(0).at("field"), "agency") << row;
    import("customers", "number,name,agency\n6005,Gut,6001\n");
    const auto keep = db().write([&](Transaction& transaction) {
        const auto agency = by_number(6001);
        return customers::change_kind(house(), transaction, clerk(), agency.id, agency.version, {"company"});
    });
    ASSERT_FALSE(keep);
    EXPECT_EQ(keep.refusal().issues[0].key, "error.agency_of_others");
}

}  // namespace
}  // namespace kartei::imports
