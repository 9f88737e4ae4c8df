// What a house says of its labels and permissions on their pages, and what follows for the customers who carry or gave them.
#include "modules/consents/label_terms.hpp"
#include "modules/consents/labels_api.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/mailing/contact.hpp"
#include "modules/mailing/gate.hpp"
#include "modules/parameters/settings_api.hpp"
#include "tests/scenarios/served_register.hpp"

namespace kartei::consents {
namespace {

using test::if_match;
using test::Json;
using testing::Contains;
using testing::ElementsAre;

class LabelsAndPermissions : public imports::ImportTest {
public:
    void SetUp() override {
        ImportTest::SetUp();
        if (IsSkipped()) return;
        import("customers", "name;number;email\nMüller;10001;m@example.org\nMeier;10002;\n");
        server_.reset(new test::SmallServer(
            {profile::profile_endpoints(house()), consents_endpoints(house()), labels_endpoints(house(), nullptr),
             parameters::base_data_endpoints(house()), audit::audit_endpoints(house(), nullptr)},
            {profile::profile_schemas(), parameters::base_data_schemas(), audit::audit_schemas()}, [](Actor& actor) {
                actor.user_id = 1;
                actor.all_permissions = actor.name == "chief";
                if (actor.name == "clerk") actor.permissions = {"customers.read", "customers.change"};
            }));
        mueller_ = number_of("SELECT id FROM customer WHERE number = 10001");
        path_ = "/customers/" + std::to_string(mueller_);
    }
    void TearDown() override {
        server_.reset();
        ImportTest::TearDown();
    }

protected:
    test::ApiClient& chief() { return server_->as("chief"); }
    test::ApiClient& clerk_there() { return server_->as("clerk"); }
    static std::string at(const std::string& what, const Json& row) {
        return "/base-data/" + what + "/" + std::to_string(row.at("id").get<int>());
    }
    Json made(const std::string& what, const Json& values) {
        const auto answer = chief().post("/base-data/" + what, values);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json;
    }
    test::ApiAnswer give(const Json& label, Json more = Json::object()) {
        more["customers"] = Json::array({mueller_});
        return chief().post("/labels/" + std::to_string(label.at("id").get<int>()) + "/customers", more);
    }
    Json carried() { return chief().get(path_ + "/labels").json["labels"]; }
    std::string end() { return carried().at(0).at("expires_at").get<std::string>(); }
    std::vector<std::string> warnings() {
        std::vector<std::string> texts;
        const auto lists = chief().get(path_ + "/lists");
        for (const auto& one : lists.json.at("warnings")) texts.push_back(one["text"]);
        return texts;
    }
    test::ApiAnswer declare(const Json& said) { return chief().post(path_ + "/declarations", said); }
    mailing::ContactAnswer by_email() {
        return db().read([&](sql::Transaction& transaction) {
            const auto customer = customers::find_customer(transaction, mueller_);
            return mailing::contact_of(house(), transaction, *customer).answers[1];
        });
    }
    void undo(const Json& event) {
        const auto number = std::to_string(event.get<std::int64_t>());
        const auto back = chief().post("/change-events/" + number + "/reversal", nullptr);
        EXPECT_EQ(back.status, 200) << back.text;
    }
    std::int64_t mueller_ = 0;
    std::string path_;

private:
    std::unique_ptr<test::SmallServer> server_;
};
ON_BOTH_ENGINES(LabelsAndPermissions);

// counter.md 5: colour, icon, abbreviation, expiry, pop-up
TEST_P(LabelsAndPermissions, ALabelSaysHowItLooksWhereverItsCustomerIs) {
    const auto label = made("label-definitions", {{"name", "Stammgast"},
                                                  {"abbreviation", "SG"},
                                                  {"colour", "#1a7f37"},
                                                  {"icon", "star"},
                                                  {"notice", "Bitte persönlich begrüßen."}});
    ASSERT_EQ(give(label).status, 200);
    const auto shown = carried().at(0);
    EXPECT_EQ(shown["label"], "Stammgast");
    EXPECT_EQ(shown["abbreviation"], "SG");
    EXPECT_EQ(shown["colour"], "#1a7f37");
    EXPECT_EQ(shown["icon"], "star");
    EXPECT_EQ(shown["granted_by"], "chief");
    EXPECT_EQ(shown["expires_at"], nullptr) << "a label that says no end has none";
    EXPECT_EQ(shown["has_expired"], false);
    EXPECT_EQ(chief().get(path_ + "/lists").json["labels"], carried()) << "the profile shows the same";
    EXPECT_THAT(warnings(), Contains("Stammgast: Bitte persönlich begrüßen."));

    const auto plain = chief().patch(at("label-definitions", label), {{"colour", nullptr}}, {if_match(1)});
    ASSERT_EQ(plain.status, 200) << plain.text;
    EXPECT_EQ(carried().at(0)["colour"], nullptr);
    undo(plain.json["change_event"]);
    EXPECT_EQ(carried().at(0)["colour"], "#1a7f37");
    EXPECT_THAT(chief().del(at("label-definitions", label), {if_match(3)}).issues(),
                ElementsAre(": error.label_is_carried"));
}

TEST_P(LabelsAndPermissions, WhatALabelCannotSayIsRefusedByName) {
    const auto refused = [&](Json values) {
        values["name"] = "X";
        return chief().post("/base-data/label-definitions", values).issues();
    };
    EXPECT_THAT(refused({{"colour", "green"}}), ElementsAre("colour: error.colour"));
    EXPECT_THAT(refused({{"valid_days", 0}}), ElementsAre("valid_days: error.label_days"));
    EXPECT_THAT(refused({{"valid_days", 30}, {"valid_until", "2026-12-31"}}),
                ElementsAre("valid_days: error.label_ends_once"));
    EXPECT_THAT(refused({{"valid_with", "Gold"}}), ElementsAre("valid_with: error.not_in_base_data"));
    EXPECT_FALSE(refused({{"icon", "skull"}}).empty());
    EXPECT_EQ(clerk_there().post("/base-data/label-definitions", {{"name", "X"}}).status, 201) << "who gives labels";
    EXPECT_EQ(clerk_there().post("/base-data/permission-definitions", {{"name", "X"}}).status, 403);
}

// counter.md 5: expiry by a date or by days; whoever gives it may say another
TEST_P(LabelsAndPermissions, WhatIsGivenHoldsAsLongAsItsLabelSays) {
    const auto days = made("label-definitions", {{"name", "Monat"}, {"valid_days", 30}});
    ASSERT_EQ(give(days).status, 200);
    EXPECT_EQ(end(), "2026-03-31T21:59:59Z") << "the thirtieth day is the last, on the clock of the house";
    ASSERT_EQ(give(days, {{"expires_at", "2026-05-01"}}).status, 200);
    EXPECT_EQ(end(), "2026-04-30T22:00:00Z");
    const auto year = made("label-definitions", {{"name", "Jahr"}, {"valid_until", "2026-12-31"}});
    ASSERT_EQ(give(year).status, 200);
    EXPECT_EQ(end(), "2026-12-31T22:59:59Z");
    const auto over = made("label-definitions", {{"name", "Alt"}, {"valid_until", "2025-12-31"}});
    EXPECT_THAT(give(over).issues(), ElementsAre(": error.label_is_over"));
    EXPECT_EQ(give(over, {{"preview", true}}).status, 409) << "told before, too";
}

// counter.md 5: an expired one is shown as such and does nothing any more
TEST_P(LabelsAndPermissions, AnExpiredLabelIsShownAndActsNoMore) {
    const auto label = made("label-definitions", {{"name", "Monat"}, {"valid_days", 30}, {"notice", "Sekt anbieten"}});
    give(label);
    EXPECT_EQ(chief().get("/labels").json["labels"][0]["customers"], 1);
    EXPECT_THAT(warnings(), Contains("Monat: Sekt anbieten"));
    clock().set(*read_instant("2026-04-01T00:00:00Z", "UTC"));
    EXPECT_EQ(carried().at(0)["has_expired"], true);
    EXPECT_EQ(chief().get("/labels").json["labels"][0]["customers"], 0);
    EXPECT_THAT(warnings(), testing::Not(Contains("Monat: Sekt anbieten")));
    EXPECT_EQ(give(label).json["changed"], 1) << "it is given anew";
    EXPECT_EQ(end(), "2026-05-01T21:59:59Z");
}

// files.md: files of before keep their columns; what they do not say the label says
TEST_P(LabelsAndPermissions, FilesBringLabelsWithWhatIsSaidOfThem) {
    import("label_definitions", "name;abbreviation;colour;valid_days\nStammgast;SG;#1a7f37;30\nVIP;;;\n");
    EXPECT_EQ(import("label_definitions", "name;valid_days\nVIP;10\n").at("changed"), 1);
    import("labels", "customer,label\n10001,Stammgast\n");
    EXPECT_EQ(end(), "2026-03-31T21:59:59Z");
    import("labels", "customer,label,granted_at,expires_at\n10002,Stammgast,2026-01-01,\n10002,VIP,,2027-01-01\n");
    const auto of_meier = "/customers/" + std::to_string(number_of("SELECT id FROM customer WHERE number = 10002"));
    const auto labels = chief().get(of_meier + "/labels").json["labels"];
    EXPECT_EQ(labels[0]["expires_at"], "2026-01-31T22:59:59Z") << "counted from the day on which it was given";
    EXPECT_EQ(labels[0]["has_expired"], true);
    EXPECT_EQ(labels[1]["expires_at"], "2026-12-31T23:00:00Z") << "the file knows better";
    import("customers", "name;number;labels\nNeu;10003;Stammgast\nMüller;10001;VIP\n");
    EXPECT_EQ(number_of("SELECT count(*) FROM customer_label WHERE expires_at = '2026-03-31T21:59:59Z'"), 2);
    EXPECT_EQ(number_of("SELECT count(*) FROM customer_label WHERE expires_at = '2026-03-11T22:59:59Z'"), 1);
    expect_sound();
}

// counter.md 5: a file gives no label that is over, as the desk gives none, and says so at its row
TEST_P(LabelsAndPermissions, FilesGiveNoLabelThatIsOver) {
    import("label_definitions", "name;valid_until\nAlt;2025-12-31\n");
    const auto told = [&](const char* what, const std::string& rows) {
        const auto done = run(what, file(rows));
        EXPECT_TRUE(done);
        EXPECT_EQ(done->at("refused"), 1) << done->dump(1);
        return problems(*done);
    };
    EXPECT_THAT(told("labels", "customer,label\n10001,Alt\n"), ElementsAre("2 label error.label_is_over"));
    const auto for_customers = ElementsAre("2 labels error.label_is_over");
    EXPECT_THAT(told("customers", "name;number;labels\nNeu;10003;Alt\n"), for_customers);
    EXPECT_THAT(told("customers", "name;number;labels\nMüller;10001;Alt\n"), for_customers);
    EXPECT_EQ(number_of("SELECT count(*) FROM customer_label"), 0);
    import("labels", "customer,label,granted_at,expires_at\n10001,Alt,2025-03-01,\n10002,Alt,,2027-01-01\n");
    EXPECT_EQ(number_of("SELECT count(*) FROM customer_label"), 2) << "given when it held, and with an end of the file's own";
    expect_sound();
}

// counter.md 5, customer-lists.md 10.6: versions of the words in every language, never overwritten
TEST_P(LabelsAndPermissions, WordsOfAPermissionAreNeverOverwritten) {
    const auto newsletter = made("permission-definitions", {{"name", "Newsletter"}});
    const auto said = [&](const char* language, const char* words, Json more = Json::object()) {
        more.update({{"permission", "Newsletter"}, {"language", language}, {"wording", words}});
        return chief().post("/base-data/permission-wordings", more);
    };
    const auto first = said("de", "Ich möchte den Newsletter.");
    ASSERT_EQ(first.status, 201) << first.text;
    EXPECT_EQ(first.json["wording_version"], "1");
    EXPECT_EQ(said("nl", "Ik wil de nieuwsbrief.").json["wording_version"], "1") << "the same version in Dutch";
    EXPECT_THAT(said("de", "Ich möchte den Newsletter.").issues(), ElementsAre("language: error.exists_already"));
    EXPECT_EQ(said("de", "Ich möchte monatlich den Newsletter.").json["wording_version"], "2");
    const auto changed = chief().patch(at("permission-wordings", first.json), {{"wording", "Anders"}}, {if_match(1)});
    EXPECT_THAT(changed.issues(), ElementsAre("wording: error.wording_stays"));

    EXPECT_THAT(declare({{"permission", "Newsletter"}, {"state", "given"}, {"wording_version", "9"}}).issues(),
                ElementsAre("wording_version: error.no_such_wording"));
    const auto given = declare({{"permission", "Newsletter"}, {"state", "given"}, {"wording_version", "1"}});
    ASSERT_EQ(given.status, 201) << given.text;
    EXPECT_EQ(given.json["holds"]["wording_version"], "1");
    EXPECT_THAT(chief().del(at("permission-wordings", first.json), {if_match(1)}).issues(),
                ElementsAre(": error.wording_is_declared"));
    EXPECT_THAT(chief().del(at("permission-definitions", newsletter), {if_match(1)}).issues(),
                testing::UnorderedElementsAre(": error.permission_is_declared", ": error.permission_has_wordings"));
    undo(given.json["change_event"]);
    EXPECT_EQ(chief().del(at("permission-wordings", first.json), {if_match(1)}).status, 200) << "nobody read it";
}

// counter.md 5: a translation makes no version of before the newest one, and words of a coming day are not proposed yet
TEST_P(LabelsAndPermissions, TheWordsThatHoldAreToldByTheServer) {
    for (const char* name : {"Newsletter", "Post"}) made("permission-definitions", {{"name", name}});
    const auto said = [&](const char* name, const char* language, const char* version, Json from = nullptr) {
        made("permission-wordings", {{"permission", name}, {"language", language}, {"wording", language},
                                     {"wording_version", version}, {"holds_from", from}});
    };
    const auto told = [&](std::size_t place) {
        const auto answer = chief().get("/permissions");
        return answer.json.at("wordings").at(place);
    };
    said("Newsletter", "de", "1");
    EXPECT_EQ(told(0)["holds"], "1");
    said("Newsletter", "de", "2", "2026-02-01");
    said("Newsletter", "de", "3", "2026-04-01");
    said("Newsletter", "nl", "1");
    said("Post", "de", "1", "2026-04-01");
    EXPECT_EQ(told(0)["holds"], "2") << "neither the translation that came later nor what holds from April on";
    EXPECT_EQ(told(0)["versions"], Json::array({"3", "2", "1"})) << "in the order in which they were begun";
    EXPECT_EQ(told(1)["holds"], nullptr) << "its day has not come";
    clock().set(*read_instant("2026-04-01T00:00:00Z", "UTC"));
    EXPECT_EQ(told(0)["holds"], "3");
    EXPECT_EQ(told(1)["holds"], "1");
}

TEST_P(LabelsAndPermissions, WordsComeWithAFile) {
    import("permission_definitions", "name;purpose\nNewsletter;advertising\n");
    import("permission_wordings", "permission;wording_version;language;wording\nNewsletter;2024-05;de;Ja, gern.\n");
    const auto changed = run("permission_wordings",
                             file("permission;wording_version;language;wording\nNewsletter;2024-05;de;Anders.\n"));
    ASSERT_TRUE(changed) << changed.refusal().issues.front().key;
    EXPECT_EQ(changed->at("refused"), 1) << "what was read stays";
    EXPECT_EQ(changed->at("changed"), 0);
    const auto rows = chief().get("/base-data/permission-wordings").json["rows"];
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0]["permission"], "Newsletter");
    EXPECT_EQ(rows[0]["wording_version"], "2024-05");
    EXPECT_EQ(rows[0]["language"], "de");
    EXPECT_EQ(rows[0]["wording"], "Ja, gern.");
}

// counter.md 5: a permission has a purpose and a channel, and serves no other
TEST_P(LabelsAndPermissions, APermissionServesItsPurposeAndChannelAlone) {
    const auto newsletter = made("permission-definitions", {{"name", "Newsletter"}});
    EXPECT_EQ(by_email().advertising, "no_permission");
    ASSERT_EQ(declare({{"permission", "Newsletter"}, {"state", "given"}}).status, 201);
    EXPECT_EQ(by_email().advertising, "") << "one that says nothing serves all";
    const auto put = [&](const Json& values, int version) {
        const auto done = chief().patch(at("permission-definitions", newsletter), values, {if_match(version)});
        EXPECT_EQ(done.status, 200) << done.text;
    };
    const auto order = [&] {
        return db().read([&](sql::Transaction& transaction) {
            const auto made = mailing::gate_order(transaction, Actor::system(), mailing::Channel::email,
                                                  mailing::Purpose::advertising, "Newsletter", false);
            return made ? std::string() : made.refusal().issues.front().key;
        });
    };
    put({{"channel", "letter"}}, 1);
    EXPECT_EQ(by_email().advertising, "no_permission");
    EXPECT_EQ(order(), "error.permission_of_other_channel");
    put({{"channel", "email"}, {"purpose", "information"}}, 2);
    EXPECT_EQ(by_email().advertising, "no_permission");
    EXPECT_EQ(order(), "error.permission_of_other_purpose");
    put({{"purpose", "advertising"}}, 3);
    EXPECT_EQ(by_email().advertising, "");
    EXPECT_EQ(order(), "");
}

}  // namespace
}  // namespace kartei::consents
