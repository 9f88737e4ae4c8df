// What a house sets for itself, through the API: parameters, captions, lists, ranges, the house itself; and its undo.
#include <gmock/gmock.h>

#include <filesystem>

#include "documents/reading_child.hpp"
#include "documents/table_apart.hpp"
#include "modules/customers/register_server_fixture.hpp"
#include "tests/support/read_by.hpp"

namespace kartei::customers {
namespace {

using test::ApiAnswer;
using test::if_match;
using test::Json;
using testing::Contains;
using testing::ElementsAre;

class HouseSettings : public WithRegisterServer {
protected:
    void SetUp() override {
        WithRegisterServer::SetUp();
        if (!IsSkipped()) db().write([](sql::Transaction& transaction) { parameters::found_parameters(transaction); });
    }
    Json parameter(const std::string& name) {
        const auto all = chief().get("/parameters").json;
        for (const auto& group : all.at("groups"))
            for (const auto& one : group.at("parameters"))
                if (one.at("name") == name) return one;
        ADD_FAILURE() << "no parameter " << name;
        return {};
    }
    ApiAnswer try_to_set(const Json& values) {
        return chief().patch("/parameters", values, {if_match(chief().get("/parameters").version())});
    }
    std::int64_t set(const Json& values) {
        const auto answer = try_to_set(values);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json.value("change_event", 0);
    }
    Json captions(const std::string& kind) { return chief().get("/captions?kind=" + kind).json; }
    Json list(const std::string& name) { return chief().get("/choice-lists/" + name).json; }
    ApiAnswer put_list(const std::string& name, const Json& entries) {
        return chief().put("/choice-lists/" + name, {{"entries", entries}}, {if_match(list(name).at("version"))});
    }
    ApiAnswer customer(Json values) {
        values.emplace("name", "Müller");
        return chief().post("/customers", values);
    }
    void undo(const Json& event) {
        const auto answer = chief().post("/change-events/" + event.dump() + "/reversal");
        EXPECT_EQ(answer.status, 200) << answer.text;
    }
};
ON_BOTH_ENGINES(HouseSettings);

TEST_P(HouseSettings, ParametersAreChangedTogetherAndGoBack) {
    EXPECT_EQ(parameter("print_copies").at("value"), 1);
    const auto event = set({{"print_copies", 2}, {"ask_missing_email", true}, {"letter_form", "a"}});
    EXPECT_EQ(parameter("print_copies").at("value"), 2);
    EXPECT_EQ(parameter("ask_missing_email").at("value"), true);
    EXPECT_EQ(parameter("letter_form").at("default"), "b");
    undo(event);
    EXPECT_EQ(parameter("print_copies").at("value"), 1);
    EXPECT_EQ(parameter("letter_form").at("value"), "b");
    EXPECT_EQ(set({{"print_copies", nullptr}}), 0) << "nothing changed, so nothing is written down";
}

TEST_P(HouseSettings, EveryMistakeIsNamedAndNobodyOverwritesAnother) {
    EXPECT_THAT(try_to_set({{"print_copies", 10},
                            {"letter_form", "c"},
                            {"ask_missing_email", "yes"},
                            {"colour", "blue"},
                            {"mandatory_fields_private", {"shoe_size"}}})
                    .issues(),
                ElementsAre("ask_missing_email: error.parameter_value", "colour: error.no_such_parameter",
                            "letter_form: error.not_offered", "mandatory_fields_private: error.unknown_field",
                            "print_copies: error.parameter_out_of_range"));
    const auto version = chief().get("/parameters").version();
    set({{"print_copies", 3}});
    EXPECT_EQ(chief().patch("/parameters", {{"print_copies", 4}}, {if_match(version)}).status, 412);
    EXPECT_EQ(clerk().patch("/parameters", {{"print_copies", 4}}, {if_match(version + 1)}).status, 403);
}

TEST_P(HouseSettings, EveryParameterHasItsWords) {
    for (const auto& parameter : parameters::declared_parameters()) {
        const auto name = parameter.type == parameters::ParameterType::captions ? "caption" : parameter.name;
        EXPECT_TRUE(has_text("parameter." + name)) << name;
        EXPECT_TRUE(has_text("parameter." + name + ".effect")) << name;
        EXPECT_TRUE(has_text("parameter.group." + std::string(parameter.group))) << parameter.group;
        for (auto choice : parameter.choices)
            EXPECT_TRUE(has_text("parameter." + name + "." + std::string(choice))) << name << choice;
    }
}

// J-072, J-075, J-076, J-107, J-108, J-174, J-177
TEST_P(HouseSettings, CaptionsAreThoseOfTheKindAndTheLanguage) {
    EXPECT_EQ(captions("private").at("code1"), nullptr) << "the standard caption";
    set({{"caption_private_code1", {{"de", "Mitgliedsnummer"}, {"en", "Member number"}}},
         {"caption_company_status7", {{"nl", "Beurs"}}},
         {"caption_search_code1", {{"en", "Member"}}},
         {"caption_passport_free2", {{"en", "Visa"}}}});
    EXPECT_EQ(captions("private").at("code1"), "Member number");
    EXPECT_EQ(captions("company").at("code1"), nullptr);
    EXPECT_EQ(captions("company").at("status7"), "Beurs") << "a caption in one language serves the others";
    EXPECT_EQ(captions("private").at("status7"), nullptr);
    EXPECT_EQ(captions("agency").at("passport_free2"), "Visa");
    EXPECT_EQ(captions("agency").at("search_code1"), "Member");
}

// J-077, J-078
TEST_P(HouseSettings, CodesCanBeMandatoryListedAndShort) {
    set({{"mandatory_fields_company", {"code1", "street"}}, {"code1_as_list", true}, {"code1_six_characters", true}});
    EXPECT_THAT(customer({{"kind", "company"}}).issues(),
                ElementsAre("code1: error.required", "street: error.required"));
    EXPECT_THAT(customer({{"code1", "GOLD"}}).issues(), ElementsAre("code1: error.not_offered"));
    const auto put = put_list("code1", {{{"code", "GOLD"}, {"kind", "private"}, {"label_en", "Gold card"}}});
    EXPECT_EQ(put.status, 200) << put.text;
    EXPECT_EQ(customer({{"code1", "GOLD"}}).status, 201);
    EXPECT_THAT(customer({{"code1", "GOLD"}, {"kind", "company"}, {"street", "Markt"}}).issues(),
                ElementsAre("code1: error.not_offered"));
    EXPECT_THAT(customer({{"code1", "PLATINUM"}}).issues(), Contains("code1: error.too_long"));
    EXPECT_EQ(chief().get("/choices").json.at("code1").at("private").at(0).at("label"), "Gold card");
    const auto shown = captions("company");
    EXPECT_EQ(shown.at("mandatory"), Json({"code1", "street"}));
    EXPECT_EQ(shown.at("listed"), Json({"code1"}));
    EXPECT_EQ(shown.at("code1_length"), 6);
    EXPECT_EQ(shown.at("card_date_format"), "mm/yy");
    set({{"card_date_format", "mmyy"}});
    EXPECT_EQ(captions("company").at("card_date_format"), "mmyy");
}

// J-045
TEST_P(HouseSettings, OnlyCategoriesOfTheKindAreTaken) {
    EXPECT_EQ(customer({{"category", "subscriber"}}).status, 201);
    EXPECT_THAT(customer({{"category", "subscriber"}, {"kind", "company"}}).issues(),
                ElementsAre("category: error.not_offered"));
}

TEST_P(HouseSettings, LockedFieldsAndAbsentModulesAreNotFilled) {
    set({{"locked_fields", {"address_addition"}}, {"module_fees", false}});
    EXPECT_THAT(customer({{"address_addition", "Hinterhaus"}}).issues(),
                ElementsAre("address_addition: error.field_locked"));
    const auto number = customer({}).json.at("number");
    EXPECT_THAT(customer({{"fees_from", number}}).issues(), ElementsAre("fees_from: error.field_absent"));
    EXPECT_THAT(captions("private").at("absent"), Contains("fees_from"));
    EXPECT_THAT(captions("private").at("locked"), Contains("address_addition"));
}

// J-120, J-121
TEST_P(HouseSettings, NewCustomersBeginWithTheirKindsStandards) {
    set({{"payment_kind_company", "invoice"}, {"payment_term_company", "thirty_days"}});
    const auto company = customer({{"kind", "company"}}).json, person = customer({}).json;
    EXPECT_EQ(company.at("payment_kind"), "invoice");
    EXPECT_EQ(company.at("payment_term"), "thirty_days");
    EXPECT_EQ(person.at("payment_kind"), "unknown");
    EXPECT_EQ(person.at("mailing_kind"), "unknown");
}

// J-062, J-063, J-065
TEST_P(HouseSettings, SalutationsAreOfferedAndFreelyWritten) {
    EXPECT_EQ(list("letter_salutation").at("entries").at(0).at("code"), "Sehr geehrte Damen und Herren");
    const auto offered = chief().get("/choices").json;
    for (const char* of : {"salutation", "title", "letter_salutation"}) EXPECT_FALSE(offered.at(of).empty()) << of;
    const auto free = customer({{"salutation", "Kapitän"}, {"title", "Geheimrat"}, {"letter_salutation", "Ahoi Käpt'n"}});
    ASSERT_EQ(free.status, 201) << free.text;
    EXPECT_EQ(free.json.at("salutation"), "Kapitän");
    EXPECT_EQ(free.json.at("title"), "Geheimrat");
    EXPECT_EQ(free.json.at("letter_salutation"), "Ahoi Käpt'n");
}

TEST_P(HouseSettings, ListsAreEditedAsAWholeAndUsedCodesStay) {
    ASSERT_EQ(customer({{"category", "press"}}).status, 201);
    auto entries = list("category").at("entries");
    for (auto& entry : entries)
        if (entry.at("code") == "press") EXPECT_EQ(entry.at("used"), true);
        else if (entry.at("code") == "friend") EXPECT_EQ(entry.at("used"), false);
    Json without = Json::array(), hidden = entries;
    for (const auto& entry : entries)
        if (entry.at("code") != "press") without.push_back(entry);
    EXPECT_EQ(put_list("category", without).status, 409);
    for (auto& entry : hidden)
        if (entry.at("code") == "press") entry["hidden"] = true;
    hidden.push_back({{"kind", "private"}, {"label_de", "Chor Mitglied"}});
    const auto put = put_list("category", hidden);
    ASSERT_EQ(put.status, 200) << put.text;
    const auto offered = chief().get("/choices").json.at("category").at("private").dump();
    EXPECT_EQ(offered.find("press"), std::string::npos);
    EXPECT_NE(offered.find("chor_mitglied"), std::string::npos) << offered;
    undo(put.json.at("change_event"));
    EXPECT_NE(chief().get("/choices").json.at("category").at("private").dump().find("press"), std::string::npos);
    EXPECT_EQ(list("category").at("entries").size(), entries.size());
    EXPECT_EQ(chief().put("/choice-lists/category", {{"entries", entries}}, {if_match(1)}).status, 412);
}

// J-034, J-035, J-038
TEST_P(HouseSettings, RangesOfNumbersAreChangedAndGoBack) {
    const auto ranges = chief().get("/number-ranges").json.at("ranges");
    ASSERT_EQ(ranges.size(), 8u);
    ASSERT_EQ(customer({}).json.at("number"), 100001);
    const auto put = chief().put("/number-ranges/private/customer", {{"start", 42}}, {if_match(1)});
    ASSERT_EQ(put.status, 200) << put.text;
    EXPECT_EQ(customer({}).json.at("number"), 100002) << "the highest counts";
    EXPECT_EQ(chief().put("/number-ranges/private/customer", {{"start", 1000000000}}, {if_match(2)}).status, 422);
    EXPECT_EQ(chief().put("/number-ranges/private/debtor", {{"start", 1000000000}}, {if_match(1)}).status, 200);
    EXPECT_EQ(chief().put("/number-ranges/alien/debtor", {{"start", 10}}, {if_match(1)}).status, 404);
    undo(put.json.at("change_event"));
    EXPECT_EQ(chief().get("/number-ranges").json.at("ranges").at(0).at("start"), 100001);
    EXPECT_EQ(chief().get("/number-ranges").json.at("ranges").at(0).at("last"), nullptr);
    const auto over = chief().put("/number-ranges/private/customer", {{"last", 500001}}, {if_match(3)});
    EXPECT_THAT(over.issues(), ElementsAre("last: error.number_range_overlaps"));
    const auto cut = chief().put("/number-ranges/private/customer", {{"last", 100002}}, {if_match(3)});
    ASSERT_EQ(cut.status, 200) << cut.text;
    EXPECT_EQ(cut.json.at("last"), 100002);
    const auto full = customer({});
    EXPECT_EQ(full.status, 409) << "used up: " << full.text;
    EXPECT_THAT(full.text, testing::HasSubstr("100002"));
}

/// Two PNGs, red squares of 20 and of 8 pixels.
constexpr const char* square =
    "89504e470d0a1a0a0000000d494844520000001400000014080200000002eb8a5a0000001a4944415478da63f8cfc0403662"
    "18d53caa7954f3a8e681d50c0031cd8e80840b8b8c0000000049454e44ae426082";
constexpr const char* small_square =
    "89504e470d0a1a0a0000000d49484452000000080000000808020000004b6d29dc000000114944415478da63f8cfc0801531"
    "0c2d090028ff3fc1ce77c84f0000000049454e44ae426082";

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return bytes;
}

TEST_P(HouseSettings, TheHouseIsGivenANameAndALogo) {
    const auto before = clerk().get("/house").json;
    EXPECT_EQ(before.at("logo"), nullptr);
    EXPECT_EQ(clerk().patch("/house", {{"name", "Meins"}}, {if_match(1)}).status, 403);
    EXPECT_THAT(chief().patch("/house", {{"name", "  "}}, {if_match(1)}).issues(), ElementsAre("name: error.required"));
    const auto named = chief().patch("/house", {{"name", "Theater am Markt"}}, {if_match(1)});
    ASSERT_EQ(named.status, 200) << named.text;
    EXPECT_EQ(chief().get("/house").json.at("name"), "Theater am Markt");
    EXPECT_EQ(chief().get("/house/logo").status, 404);
    EXPECT_EQ(clerk().upload("/house/logo", bytes_of(square)).status, 403);
    const auto kept = chief().upload("/house/logo", bytes_of(square));
    ASSERT_EQ(kept.status, 200) << kept.text;
    EXPECT_EQ(kept.json.at("logo").at("width"), 20);
    EXPECT_EQ(clerk().get("/house/logo").text, bytes_of(square));
    undo(kept.json.at("change_event"));
    EXPECT_EQ(chief().get("/house").json.at("logo"), nullptr);
    undo(named.json.at("change_event"));
    EXPECT_EQ(chief().get("/house").json.at("name"), before.at("name"));
}

TEST_P(HouseSettings, WhatIsNoLogoIsRefusedWithItsLimits) {
    const auto refused = [&](const std::string& bytes) { return chief().upload("/house/logo", bytes).issues(); };
    EXPECT_THAT(refused("<svg xmlns='http://www.w3.org/2000/svg'/>"), ElementsAre("file: error.picture_kind"));
    EXPECT_THAT(refused(bytes_of(small_square)), ElementsAre("file: error.picture_measures"));
    EXPECT_THAT(refused(bytes_of(square).substr(0, 60)), ElementsAre("file: error.picture_broken"));
    EXPECT_THAT(refused(bytes_of(square) + std::string(600'000, ' ')), ElementsAre("file: error.picture_too_large"));
    EXPECT_THAT(refused("\xff\xd8\xff\xd9"), ElementsAre("file: error.picture_broken"));
    EXPECT_EQ(chief().get("/house").json.at("logo"), nullptr);
}

// docs/decisions/0022: whatever somebody sent is taken apart by a locked-in process, once
TEST_P(HouseSettings, ALogoIsLookedAtByAProcessOfItsOwn) {
    const auto program = (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "kartei").string();
    {
        const ReadBy real({program, documents::reading_word});
        const auto kept = chief().upload("/house/logo", bytes_of(square));
        ASSERT_EQ(kept.status, 200) << kept.text;
        EXPECT_EQ(kept.json.at("logo").at("height"), 20);
        EXPECT_THAT(chief().upload("/house/logo", bytes_of(square).substr(0, 60)).issues(),
                    ElementsAre("file: error.picture_broken"));
        EXPECT_THAT(chief().upload("/house/logo", bytes_of(small_square)).issues(),
                    ElementsAre("file: error.picture_measures"));
    }
    const ReadBy broken({"/bin/sh", "-c", "kill -SEGV $$"});
    EXPECT_THAT(chief().upload("/house/logo", bytes_of(square) + " ").issues(), ElementsAre("file: error.picture_broken"));
    EXPECT_EQ(chief().get("/house").json.at("logo").at("width"), 20) << "nobody reads it again to say so";
    EXPECT_EQ(chief().get("/house/logo").text, bytes_of(square));
}

TEST_P(HouseSettings, ALogoIsNotTakenApartWhenItIsShown) {
    ASSERT_EQ(chief().upload("/house/logo", bytes_of(square)).status, 200);
    db().write([](sql::Transaction& transaction) {
        transaction.execute("UPDATE house_logo SET content = :content", sql::Bytes{"no picture"});
    });
    EXPECT_EQ(chief().get("/house").json.at("logo").at("width"), 20);
    EXPECT_EQ(chief().get("/house/logo").text, "no picture");
    // One of before its measures were kept: its head says them.
    db().write([](sql::Transaction& transaction) {
        transaction.execute("UPDATE house_logo SET width = NULL, height = NULL, content = :content",
                            sql::Bytes{bytes_of(square)});
    });
    EXPECT_EQ(chief().get("/house").json.at("logo").at("width"), 20);
    EXPECT_EQ(chief().get("/house/logo").text, bytes_of(square));
}

// J-064: what a house offers as letter salutation has no comma either
TEST_P(HouseSettings, LetterSalutationsOfTheListStandWithoutTheirComma) {
    const auto changed =
        put_list("letter_salutation", Json::array({{{"kind", "de"}, {"label_de", "Hallo zusammen,,"}}}));
    ASSERT_EQ(changed.status, 200) << changed.text;
    const auto entry = list("letter_salutation").at("entries").at(0);
    EXPECT_EQ(entry.at("code"), "Hallo zusammen");
    EXPECT_EQ(entry.at("label_de"), "Hallo zusammen");
}

// J-033, J-069
TEST_P(HouseSettings, TheFormIsToldWhatIsProposedAndWhatIsMissing) {
    chief().post("/base-data/postcodes", {{"country", "DE"}, {"postcode", "53111"}, {"town", "Bonn"}});
    set({{"ask_missing_email", true}});
    const auto told = chief().post("/customers/proposals", {{"name", "müller"},
                                                            {"salutation", "Frau"},
                                                            {"postcode", "53111"},
                                                            {"phone_mobile", "12"},
                                                            {"vat_id", "DE136695977"},
                                                            {"number", 7}});
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.json.at("town"), "Bonn");
    EXPECT_EQ(told.json.at("number"), 100001);
    EXPECT_EQ(told.json.at("debtor_number"), 7) << "as the number that was typed";
    EXPECT_EQ(told.json.at("letter_salutation"), "Sehr geehrte Frau Müller");
    std::vector<std::string> warned;
    for (const auto& warning : told.json.at("warnings"))
        warned.push_back(warning.at("field").get<std::string>() + (warning.at("asks").get<bool>() ? "?" : ""));
    EXPECT_THAT(warned, ElementsAre("street?", "email?", "phone_mobile", "vat_id", "number"));
}

// J-006, J-007, J-008, J-009
TEST_P(HouseSettings, AllFourKindsAreCreatedAndChanged) {
    for (const char* kind : {"private", "company", "agency", "prospect"})
        EXPECT_EQ(customer({{"kind", kind}}).json.at("kind"), kind);
    const auto id = customer({{"kind", "prospect"}}).json.at("id").dump();
    const auto path = "/customers/" + id + "/kind";
    EXPECT_EQ(clerk().post(path, {{"kind", "private"}}, {if_match(1)}).status, 403);
    const auto changed = chief().post(path, {{"kind", "private"}, {"number", "new"}}, {if_match(1)});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.json.at("kind"), "private");
    EXPECT_EQ(changed.json.at("number"), 100002);
    EXPECT_EQ(chief().post(path, {{"kind", "agency"}}, {if_match(1)}).status, 412);
    undo(changed.json.at("change_event"));
    EXPECT_EQ(chief().get("/customers/" + id).json.at("kind"), "prospect");
}

}  // namespace
}  // namespace kartei::customers
