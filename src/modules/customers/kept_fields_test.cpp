// What the profile keeps of a customer beside name and address, through the API: what is understood, what is refused,
// whose right it takes.
#include <gmock/gmock.h>

#include "base/module.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/customers/register_export.hpp"
#include "modules/customers/register_server_fixture.hpp"

namespace kartei::customers {
namespace {

using test::if_match;
using test::Json;
using testing::ElementsAre;
using testing::IsEmpty;

class KeptFields : public WithRegisterServer {
protected:
    std::string add(const Json& values = {{"name", "Müller"}}) {
        const auto made = chief().post("/customers", values);
        EXPECT_EQ(made.status, 201) << made.text;
        return "/customers/" + std::to_string(made.json.at("id").get<std::int64_t>());
    }
    Json proposed(const Json& values) {
        const auto answer = chief().post("/customers/proposals", values);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    /// A value as it is kept; the key of the refusal when it is none.
    Json kept(const std::string& field, const Json& value) {
        const auto made = chief().post("/customers", {{"name", "Müller"}, {field, value}});
        return made.status == 201 ? made.json.at(field) : Json(made.issues());
    }
};
ON_BOTH_ENGINES(KeptFields);

// J-061, J-064, J-066: salutation and academic title make the letter salutation; it stands without a comma
TEST_P(KeptFields, SalutationAndTitleMakeTheLetterSalutation) {
    const Json woman{{"name", "Müller"}, {"first_name", "Anna"}, {"salutation", "Frau"}, {"title", "Prof. Dr."},
                     {"language", "de"}};
    EXPECT_EQ(proposed(woman)["letter_salutation"], "Sehr geehrte Frau Prof. Dr. Müller");
    auto plain = woman;
    plain.erase("title");
    EXPECT_EQ(proposed(plain)["letter_salutation"], "Sehr geehrte Frau Müller");
    const auto stored = chief().get(add(woman)).json;
    EXPECT_EQ(stored["salutation"], "Frau");
    EXPECT_EQ(stored["title"], "Prof. Dr.");
    EXPECT_EQ(stored["letter_salutation"].get<std::string>().find(','), std::string::npos);
}

// J-095, J-096: the salutation proposes the sex, and whoever enters may say another
TEST_P(KeptFields, TheSexIsProposedAndCanBeChanged) {
    EXPECT_EQ(proposed({{"name", "Berg"}, {"salutation", "Mevrouw"}})["gender"], "female");
    EXPECT_EQ(proposed({{"name", "Berg"}, {"salutation", "Herr"}})["gender"], "male");
    EXPECT_EQ(kept("gender", "diverse"), "diverse");
    const auto path = add({{"name", "Berg"}, {"salutation", "Frau"}, {"gender", "none"}});
    EXPECT_EQ(chief().get(path).json["gender"], "none");
    const auto changed = chief().patch(path, {{"gender", "female"}}, {if_match(1)});
    EXPECT_EQ(changed.json["gender"], "female");
}

// J-059: an addition or a contact person, printed below the name
TEST_P(KeptFields, TheAdditionStandsBesideTheName) {
    const auto path = add({{"name", "Blumen Berg"}, {"kind", "company"}, {"addition", "z. Hd. Frau Öz"}});
    EXPECT_EQ(chief().get(path).json["addition"], "z. Hd. Frau Öz");
    EXPECT_EQ(chief().get(path).json["name"], "Blumen Berg");
}

// J-134, J-135, J-137, J-138, J-139, J-142, J-143
TEST_P(KeptFields, TheTabZusatzUnderstandsWhatIsMeant) {
    for (const auto* field : {"free1", "free2", "free3", "free4"}) EXPECT_EQ(kept(field, "Fensterplatz"), "Fensterplatz");
    EXPECT_EQ(kept("credit_limit", "2.500,00"), "2500.00");
    EXPECT_EQ(kept("credit_limit", "-1"), Json({"credit_limit: error.negative"}));
    EXPECT_EQ(kept("ip_address", "2001:db8::17"), "2001:db8::17");
    EXPECT_EQ(kept("website", "https://www.example.com/reisen"), "https://www.example.com/reisen");
    EXPECT_EQ(kept("currency", "CHF"), "CHF");
    EXPECT_EQ(kept("currency", "XQZ"), Json({"currency: error.not_a_currency"}));
    EXPECT_EQ(kept("language", "nl"), "nl");
    EXPECT_EQ(kept("language", "zz"), Json({"language: error.not_a_language"}));
    EXPECT_EQ(kept("handler", "anke"), "anke");
    EXPECT_EQ(kept("print_copies", 3), 3);
    EXPECT_EQ(kept("print_copies", 12), Json({"print_copies: error.too_many_digits"}));
    EXPECT_EQ(kept("print_copies", -1), Json({"print_copies: error.negative"}));
}

// J-137: without the module nobody is told of a currency, and none is taken; what was stored comes back with it
TEST_P(KeptFields, WithoutTheModuleThereIsNoCurrency) {
    const auto path = add({{"name", "Berg"}, {"currency", "CHF"}});
    const auto switch_module = [&](bool on) {
        const auto version = chief().get("/parameters").version();
        ASSERT_EQ(chief().patch("/parameters", {{"module_currency", on}}, {if_match(version)}).status, 200);
    };
    switch_module(false);
    EXPECT_EQ(chief().get(path).json["currency"], nullptr);
    EXPECT_EQ(kept("currency", "CHF"), Json({"currency: error.field_absent"}));
    EXPECT_EQ(chief().patch(path, {{"town", "Bonn"}}, {if_match(1)}).json["currency"], nullptr);
    switch_module(true);
    EXPECT_EQ(chief().get(path).json["currency"], "CHF");
}

// J-119, J-121, J-127: what the list does not have is refused
TEST_P(KeptFields, KindsAndTermsAreThoseOfTheirLists) {
    db().write([](sql::Transaction& transaction) { parameters::found_parameters(transaction); });
    for (auto field : {"mailing_kind", "payment_kind", "payment_term"})
        EXPECT_EQ(kept(field, "pigeon"), Json({std::string(field) + ": error.not_offered"}));
    EXPECT_EQ(kept("mailing_kind", "catalogue"), "catalogue");
    EXPECT_EQ(kept("payment_kind", "direct_debit_b2b"), "direct_debit_b2b");
    EXPECT_EQ(kept("payment_term", "thirty_days"), "thirty_days");
    const auto path = add({{"name", "Berg"}});
    EXPECT_EQ(chief().patch(path, {{"payment_kind", "pigeon"}}, {if_match(1)}).status, 422);
}

// J-165: an end customer belongs to a travel agency
TEST_P(KeptFields, OnlyAnAgencyIsAnAgency) {
    const auto company = chief().post("/customers", {{"name", "Bus GmbH"}, {"kind", "company"}}).json["number"];
    const auto agency = chief().post("/customers", {{"name", "Reise Öz"}, {"kind", "agency"}}).json["number"];
    EXPECT_EQ(kept("agency", company), Json({"agency: error.no_agency"}));
    EXPECT_EQ(kept("agency", agency), agency);
}

// J-202: the tax numbers, and whether they are to be printed
TEST_P(KeptFields, TaxNumbersOfAgenciesAndCompanies) {
    for (const auto* kind : {"agency", "company"}) {
        const auto stored = chief().get(add({{"name", "Berg"}, {"kind", kind}, {"vat_id", "DE123456789"},
                                             {"tax_number", "12/345/67890"}, {"print_tax_number", true}})).json;
        EXPECT_EQ(stored["vat_id"], "DE123456789");
        EXPECT_EQ(stored["tax_number"], "12/345/67890");
        EXPECT_EQ(stored["print_tax_number"], true);
    }
}

// J-173, J-175, J-179: yes or no, and nothing else; as many as one likes
TEST_P(KeptFields, AStatusIsYesOrNo) {
    const auto several = chief().get(add({{"name", "Berg"}, {"status2", true}, {"status32", true}})).json;
    EXPECT_EQ(several["status1"], false);
    EXPECT_EQ(several["status2"], true);
    EXPECT_EQ(several["status32"], true);
    for (const auto* field : {"status1", "status32", "no_bonus_points"}) {
        EXPECT_EQ(kept(field, true), true) << field;
        EXPECT_EQ(kept(field, false), false) << field;
        EXPECT_EQ(chief().post("/customers", {{"name", "Müller"}, {field, "vielleicht"}}).status, 422) << field;
        EXPECT_EQ(chief().get(add()).json[field], false) << field;
    }
}

// J-026, J-188: keine Offenen-Posten takes a right of its own, and so do keine Selektion and the block; since when is
// noted
TEST_P(KeptFields, FlagsOfTheirOwnRight) {
    const auto path = add();
    std::int64_t version = 1;
    for (const auto* field : {"no_open_items", "no_selection", "booking_block"}) {
        const auto refused = clerk().patch(path, {{field, true}}, {if_match(version)});
        EXPECT_THAT(refused.issues(), ElementsAre(std::string(field) + ": error.no_right_to_field"));
        const auto set = chief().patch(path, {{field, true}}, {if_match(version++)});
        ASSERT_EQ(set.status, 200) << set.text;
        EXPECT_EQ(set.json[field], true);
        EXPECT_EQ(set.json[std::string(field) + "_since"], "2026-03-01");
        const auto other = clerk().patch(path, {{"town", "Bonn"}, {field, true}}, {if_match(version++)});
        EXPECT_EQ(other.status, 200) << "who leaves it as it is needs no right: " << other.text;
        clerk().patch(path, {{"town", "Köln"}}, {if_match(version++)});
    }
}

// J-201: nobody types them; they are seen, exported, and gone with the module
TEST_P(KeptFields, ArchiveFieldsAreThereForTheArchive) {
    const auto path = add();
    for (const auto* field : {"archived_bookings", "last_departure_on", "last_booked_on"}) {
        bool declared = false, exported = false;
        const auto fields = chief().get("/fields").json;
        for (const auto& one : fields["records"]["customer"])
            declared |= one["name"] == field && one["read_only"] == true;
        for (const auto& column : handed_in<RegisterExport>().front().columns(false)) exported |= column.field.name == field;
        EXPECT_TRUE(declared && exported) << field;
        EXPECT_TRUE(chief().get(path).json.contains(field));
        EXPECT_THAT(chief().patch(path, {{field, nullptr}}, {if_match(1)}).issues(),
                    ElementsAre(std::string(field) + ": error.read_only"));
    }
    const auto absent = [&] { return chief().get("/captions?kind=private").json["absent"].dump(); };
    EXPECT_THAT(absent(), testing::Not(testing::HasSubstr("archived_bookings")));
    const auto version = chief().get("/parameters").version();
    ASSERT_EQ(chief().patch("/parameters", {{"module_archive", false}}, {if_match(version)}).status, 200);
    EXPECT_THAT(absent(), testing::HasSubstr("archived_bookings"));
}

// J-080: what a house calls Code1 changes its caption, not its name in questions
TEST_P(KeptFields, Code1KeepsItsNameInQuestions) {
    add({{"name", "Müller"}, {"code1", "CLUB-77"}});
    const auto version = chief().get("/parameters").version();
    const auto renamed = chief().patch(
        "/parameters", {{"caption_private_code1", {{"de", "Mitglied"}, {"en", "Member"}}}}, {if_match(version)});
    ASSERT_EQ(renamed.status, 200) << renamed.text;
    EXPECT_EQ(chief().get("/search/customers?code1=club").json["hits"].size(), 1u);
    bool declared = false;
    const auto fields = chief().get("/fields").json;
    for (const auto& field : fields["records"]["customer"]) declared |= field["name"] == "code1";
    EXPECT_TRUE(declared);
}

}  // namespace
}  // namespace kartei::customers
