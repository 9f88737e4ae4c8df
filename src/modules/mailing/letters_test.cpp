// Letters made from words and templates, serial letters, and the files for mailings of other programs.
#include <gmock/gmock.h>

#include <sstream>

#include "audit/audit_api.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_commands.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/mailing/letters_api.hpp"
#include "modules/mailing/address_exports.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/profile/profile_api.hpp"
#include "modules/profile/profile_json.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/pdf_pages.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::mailing {
namespace {

using test::if_match;
using test::Json;
using test::pages_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Letters : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        db().write([](sql::Transaction& transaction) { parameters::found_parameters(transaction); });
        server_.reset(new test::SmallServer(
            {customers::customer_endpoints(house()), profile::profile_endpoints(house()), letters_endpoints(house()),
             parameters::parameters_endpoints(house())},
            {customers::customer_schemas(), profile::profile_schemas(), parameters::parameters_schemas(),
             audit::audit_schemas()},
            [](Actor& actor) {
                actor.all_permissions = actor.name == "chief";
                actor.permissions = {"customers.read"};
            }));
    }
    void TearDown() override {
        server_.reset();
        InAHouse::TearDown();
    }
    test::ApiClient& chief() { return server_->as("chief"); }
    test::ApiClient& clerk() { return server_->as("clerk"); }

    Json add(const std::string& path, const Json& values) {
        const auto made = chief().post(path, values);
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json;
    }
    std::int64_t customer(const Json& more = Json::object()) {
        Json values{{"name", "Müller"}, {"first_name", "Anna"}, {"salutation", "Frau"}, {"language", "de"},
                    {"street", "Markt"}, {"house_number", "3"}, {"postcode", "53111"}, {"town", "Bonn"}};
        values.update(more);
        return add("/customers", values).at("id");
    }
    static std::string path_of(std::int64_t id) { return "/customers/" + std::to_string(id); }
    test::ApiAnswer words(std::int64_t id, const Json& order) {
        return chief().post(path_of(id) + "/letter-words", order);
    }
    std::string exported(const std::string& what) {
        std::ostringstream out, err;
        EXPECT_EQ(test::type_command(customers::export_command, house(), Actor::system(),
                                     {what, "--purpose", "contract"}, out, err), 0) << err.str();
        EXPECT_THAT(err.str(), HasSubstr("rows_written"));
        return out.str();
    }
    std::unique_ptr<test::SmallServer> server_;
};
ON_BOTH_ENGINES(Letters);

// J-067: in the letter, in its words and in the file for the serial letters of other programs
TEST_P(Letters, WithoutALetterSalutationItStaysBlank) {
    const auto with = customer(), without = customer({{"first_name", "Ute"}, {"letter_salutation", "x"}});
    ASSERT_EQ(chief().patch(path_of(without), {{"letter_salutation", nullptr}}, {if_match(1)}).status, 200);
    EXPECT_EQ(words(with, {{"text", "Hallo"}}).json.at("salutation"), "Sehr geehrte Frau Müller,");
    const auto blank = words(without, {{"text", "[{letter_salutation}] Hallo"}});
    EXPECT_EQ(blank.json.at("salutation"), nullptr);
    EXPECT_EQ(blank.json.at("text"), "[] Hallo");
    EXPECT_EQ(chief().post("/letters", {{"customers", {with, without}}, {"text", "Hallo"}}).status, 200);
    const auto file = exported("letters");
    EXPECT_THAT(file, HasSubstr(",Anna,,Müller,Sehr geehrte Frau Müller,de,"));
    EXPECT_THAT(file, HasSubstr(",Ute,,Müller,,de,"));
}

// J-109: decisions.md 23 reads the word processor as a letter made from a template
TEST_P(Letters, WhatIsSaidOfAMemberNeedsAMarkedOne) {
    const auto anna = customer(), other = customer({{"first_name", "Ute"}});
    const auto ole = add(path_of(anna) + "/family", {{"name", "Müller"}, {"first_name", "Ole"}}).at("id");
    const Json about_him{{"text", "für {member.first_name}"}};
    EXPECT_THAT(words(anna, about_him).issues(), ElementsAre("text: error.placeholder_needs_member"));
    EXPECT_EQ(chief().post(path_of(anna) + "/letters", about_him).status, 422);
    const Json marked{{"text", "für {member.first_name}"}, {"member", ole}};
    EXPECT_EQ(words(anna, marked).json.at("text"), "für Ole");
    EXPECT_EQ(chief().post(path_of(anna) + "/letters", marked).status, 200);
    EXPECT_THAT(words(other, marked).issues(), ElementsAre("member: error.no_such_member"));
}

// J-110
TEST_P(Letters, ATemplateIsHandedAllOfTheCustomerAndOfTheMarkedMember) {
    const auto anna = customer({{"birth_date", "1980-05-01"}, {"country", "NL"}, {"category", "regular"}});
    const auto ole = add(path_of(anna) + "/family", {{"name", "Müller"},
                                                     {"first_name", "Ole"},
                                                     {"birth_date", "2012-03-01"},
                                                     {"role", "child"}}).at("id");
    std::string all;
    for (const auto& member : customers::customer_fields())
        if (!member.field.name.starts_with("po_box")) all += "{" + std::string(member.field.name) + "}\n";
    for (const auto& field : profile::list_named("family").fields) all += "{member." + std::string(field.name) + "}\n";
    const auto everything = add("/base-data/letter-templates", {{"name", "Alles"}, {"text", all}});
    const auto filled = words(anna, {{"template", everything.at("id")}, {"member", ole}});
    ASSERT_EQ(filled.status, 200) << filled.text;
    EXPECT_THAT(filled.json.at("text").get<std::string>(), Not(HasSubstr("{")));
    const auto invitation = add("/base-data/letter-templates",
                                {{"name", "Einladung"},
                                 {"subject", "Reise mit {member.first_name}"},
                                 {"text", "{full_name} ({birth_date}, {town}, {country}, {category}) und {member.role} "
                                          "{member.first_name} {member.name}, {member.birth_date} {so nicht}"}});
    const auto letter = words(anna, {{"template", invitation.at("id")}, {"member", ole}});
    EXPECT_EQ(letter.json.at("subject"), "Reise mit Ole");
    EXPECT_EQ(letter.json.at("text"),
              "Anna Müller (01.05.1980, Bonn, Niederlande, Stammkunde) und Kind Ole Müller, 01.03.2012 {so nicht}");
    EXPECT_THAT(words(anna, {{"subject", "{nachname}"}, {"text", "{nummer}"}}).issues(),
                ElementsAre("subject: error.unknown_placeholder", "text: error.unknown_placeholder"));
    EXPECT_THAT(words(anna, {{"template", 4711}}).issues(), ElementsAre("template: error.no_such_record"));
}

// J-070: the post box is no business of letters
TEST_P(Letters, ThePostBoxIsNoPlaceholder) {
    const auto anna = customer({{"po_box", "12 34"}, {"po_box_postcode", "53001"}, {"po_box_town", "Bonn"}});
    for (auto name : {"po_box", "po_box_postcode", "po_box_town"}) {
        const Json letter{{"text", "{" + std::string(name) + "}"}};
        EXPECT_THAT(words(anna, letter).issues(), ElementsAre("text: error.unknown_placeholder")) << name;
        EXPECT_EQ(chief().post(path_of(anna) + "/letters", letter).status, 422) << name;
    }
}

TEST_P(Letters, ASalutationThatEndsWithAMarkGetsNoComma) {
    EXPECT_EQ(words(customer({{"letter_salutation", "Liebe Anna!"}}), {{"text", "x"}}).json.at("salutation"),
              "Liebe Anna!");
    EXPECT_EQ(words(customer({{"letter_salutation", "Liebe Anna,"}}), {{"text", "x"}}).json.at("salutation"),
              "Liebe Anna,");
}

// J-183: no serial letter, and not in the lists that are made for mailings; J-189, J-191
TEST_P(Letters, WhoIsInNoSelectionGetsNoSerialLetter) {
    const auto anna = customer(), none = customer({{"first_name", "Ute"}, {"no_selection", true}, {"email", "u@x.de"}}),
               dead = customer({{"first_name", "Karl"}, {"hidden_in_search", true}, {"email", "k@x.de"}}),
               tired = customer({{"first_name", "Max"}, {"mailing_kind", "none"}}),
               nowhere = customer({{"first_name", "Eva"}, {"town", nullptr}});
    Json order{{"customers", {anna, none, dead, tired, nowhere}}, {"text", "Hallo {first_name}"}};
    Json question{{"customers", order["customers"]}};
    const auto told = chief().post("/letters/recipients", question).json;
    EXPECT_EQ(told.at("count"), 1);
    std::vector<std::string> why;
    for (const auto& one : told.at("left_out")) why.push_back(one.at("why"));
    EXPECT_EQ(why.size(), 4u);
    EXPECT_EQ(pages_of(chief().post("/letters", order).text), 1u);
    order["also_excluded"] = true;
    EXPECT_EQ(pages_of(chief().post("/letters", order).text), 3u) << "on demand, but never to who wants none";
    EXPECT_EQ(clerk().post("/letters", order).status, 403);
    EXPECT_EQ(chief().post("/letters", {{"customers", {none}}, {"text", "Hallo"}}).status, 409);
    const auto letters = exported("letters"), mails = exported("emails");
    EXPECT_THAT(letters, HasSubstr(",Anna,"));
    for (const auto* name : {",Ute,", ",Karl,"}) {
        EXPECT_THAT(letters, Not(HasSubstr(name)));
        EXPECT_THAT(mails, Not(HasSubstr(name)));
    }
}

// J-199: the flag decides, where the module is on and there is a number to send to
TEST_P(Letters, TextMessagesGoToTheSmsList) {
    const auto switch_sms = [&](bool on) {
        const auto version = chief().get("/parameters").version();
        ASSERT_EQ(chief().patch("/parameters", {{"module_sms", on}}, {if_match(version)}).status, 200);
    };
    switch_sms(true);
    customer({{"phone_mobile", "+49 171 1234567"}, {"sms_list", true}});
    customer({{"first_name", "Ute"}, {"phone_mobile", "+49 171 7654321"}});
    customer({{"first_name", "Eva"}, {"sms_list", true}});
    customer({{"first_name", "Max"}, {"phone_mobile", "+49 171 2222222"}, {"sms_list", true}, {"no_selection", true}});
    const auto file = exported("text-messages");
    EXPECT_THAT(file, HasSubstr("+491711234567"));
    EXPECT_EQ(std::count(file.begin(), file.end(), '+'), 1);
    switch_sms(false);
    EXPECT_THAT(exported("text-messages"), Not(HasSubstr("+49171"))) << "without the module nobody gets one";
}

}  // namespace
}  // namespace kartei::mailing
