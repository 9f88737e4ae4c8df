// Sendings from a selection: through the gate, kept with everybody who got them or did not.
#include "modules/mailing/sendings_fixture.hpp"

#include "modules/customers/customer_commands.hpp"
#include "modules/mailing/sending_commands.hpp"

namespace kartei::mailing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class Sendings : public WithSendings {};
ON_BOTH_ENGINES(Sendings);

// J-003, J-010: the register is what mailings are made of, prospects among it
TEST_P(Sendings, ASerialLetterGoesToWhoTheGateLetsThroughAndIsKept) {
    reachable("Adler"), reachable("Bär", {{"kind", string("prospect")}});
    reachable("Celik"), reachable("Dora", {{"no_selection", true}}), reachable("Egon", {{"town", Value()}});
    declare("Adler", "given"), declare("Bär", "given"), declare("Celik", "withdrawn"), declare("Dora", "given");
    declare("Egon", "given");
    const auto asked = advertising({{"output", "letters"}, {"name", "Frühjahr"}, {"text", "Guten Tag {first_name}"},
                                    {"document", {{"excluded", {{"no_selection", "include"}}}}}});
    const auto told = chief().post("/sendings/preview", asked).json;
    EXPECT_EQ(told.at("going"), 2);
    EXPECT_THAT(reasons(told.at("dropped")),
                UnorderedElementsAre("permission_withdrawn 1", "no_selection 1", "no_address 1"));
    EXPECT_EQ(told.at("dropped").at(0).at("customers").size(), 1u);

    const auto id = sent(asked);
    EXPECT_EQ(test::pages_of(file()), 2u);
    const auto kept = sending(id);
    EXPECT_EQ(kept.at("state"), "done");
    EXPECT_EQ(kept.at("counts").at("sent"), 2);
    EXPECT_EQ(kept.at("counts").at("dropped"), 3);
    EXPECT_EQ(kept.at("permission"), "Newsletter");
    EXPECT_THAT(recipients(id), SizeIs(5));
    EXPECT_EQ(recipients(id, "sent").at(0).at("proof").at("at"), "2025-05-01T00:00:00Z");
    EXPECT_THAT(history("Adler"), ElementsAre("sent: Serial letter: Frühjahr (Newsletter, 2025-05-01)"));
    EXPECT_THAT(history("Celik"), ElementsAre("left_out: Serial letter: Frühjahr – permission withdrawn"));
    EXPECT_THAT(chief().get("/sendings").json.at("sendings"), SizeIs(1));
    EXPECT_THAT(clerk().get("/sendings").json.at("sendings"), IsEmpty()) << "everybody sees his own";
    EXPECT_EQ(clerk().get("/sendings/" + std::to_string(id)).status, 404);
}

/// Every report takes forty seconds, and after some another server looks whose sendings are left behind.
class SlowProgress final : public jobs::Progress {
public:
    SlowProgress(SettableClock& clock, std::function<void()> look)
        : clock_(clock), look_(std::move(look)) {}
    bool is_cancelled() override {
        look_();
        return false;
    }
    std::string result_file(std::string_view) override { return ""; }

private:
    void changed(bool) override { clock_.advance(std::chrono::seconds(40)); }

    SettableClock& clock_;
    std::function<void()> look_;
};

TEST_P(Sendings, OneThatIsBeingWrittenIsNotTakenForDead) {
    reachable("Adler"), reachable("Berg");
    declare("Adler", "given"), declare("Berg", "given");
    const auto begun = db().write([&](Transaction& transaction) {
        return begin_sending(house(), transaction, *engine_, Actor::system(), advertising({{"output", "addresses"}}));
    });
    ASSERT_TRUE(begun);
    int looked = 0;
    SlowProgress slow(clock(), [&] {
        ++looked;
        const auto now = db().read([&](Transaction& transaction) { return *find_sending(transaction, begun->id); });
        EXPECT_GT(now.seen_at, write_instant(clock().now() - std::chrono::seconds(60))) << "it says that it is alive";
        if (db().engine() == sql::Engine::postgresql) recover_sendings(house());
    });
    const auto path = test::temporary_path(".csv").string();
    const auto done = run_file_sending(house(), begun->id, path, Language::de, slow);
    ASSERT_TRUE(done) << done.refusal().issues.front().key;
    EXPECT_EQ(looked, 1);
    EXPECT_EQ(sending(begun->id).at("state"), "done");
    EXPECT_EQ(sending(begun->id).at("counts").at("sent"), 2);
}

TEST_P(Sendings, WhoWasTakenForDeadNotesNothingMore) {
    reachable("Adler");
    declare("Adler", "given");
    const auto begun = db().write([&](Transaction& transaction) {
        return begin_sending(house(), transaction, *engine_, Actor::system(), advertising({{"output", "addresses"}}));
    });
    ASSERT_TRUE(begun);
    SlowProgress slow(clock(), [&] { leave_sending(house(), begun->id); });
    const auto done =
        run_file_sending(house(), begun->id, test::temporary_path(".csv").string(), Language::de, slow);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.refusal().issues.front().key, "error.sending_given_up");
    EXPECT_EQ(sending(begun->id).at("state"), "failed");
    EXPECT_EQ(sending(begun->id).at("counts").at("sent"), 0);
    EXPECT_EQ(sending(begun->id).at("counts").at("cancelled"), 1);
}

TEST_P(Sendings, WhatIsWrongIsRefusedByItsName) {
    reachable("Adler"), declare("Adler", "given");
    const auto refused = [&](const json& asked) { return chief().post("/sendings", asked).issues(); };
    EXPECT_THAT(refused(advertising({{"output", "letters"}})), ElementsAre("text: error.required"));
    EXPECT_THAT(refused(advertising({{"output", "letters"}, {"text", "x"}, {"permission", "Gremlins"}})),
                ElementsAre("permission: error.which_permission"));
    EXPECT_THAT(refused(advertising({{"output", "labels"}, {"first_label", 99}})),
                ElementsAre("first_label: error.first_label"));
    EXPECT_THAT(refused(advertising({{"output", "labels"}, {"also_excluded", true}})),
                ElementsAre("also_excluded: error.never_for_advertising"));
    EXPECT_EQ(clerk().post("/sendings", {{"document", json::object()}, {"output", "labels"}, {"purpose", "contract"},
                                         {"also_excluded", true}}).status, 403);
    declare("Adler", "withdrawn", "2025-06-01T00:00:00Z");
    EXPECT_EQ(chief().post("/sendings", advertising({{"output", "labels"}})).status, 409) << "nobody takes part";
    EXPECT_EQ(chief().post("/sendings", advertising({{"output", "mail"}, {"subject", "x"}, {"text", "x"}})).status, 503)
        << "no mail server";
}

// J-071: the post box that was typed in the line of the town stands on the labels too
TEST_P(Sendings, LabelsBeginWhereTheSheetIsFree) {
    for (const char* name : {"Adler", "Bär", "Celik"}) reachable(name, {{"town", string("Bonn, Postfach 12 34")}});
    json asked{{"document", json::object()}, {"output", "labels"}, {"purpose", "contract"}, {"label_sheet", "l7160"}};
    sent(asked);
    EXPECT_EQ(test::pages_of(file()), 1u);
    asked["first_label"] = 20;
    sent(asked);
    EXPECT_EQ(test::pages_of(file()), 2u) << "two find room on the first sheet, one on the next";
}

// J-084: to Outlook by way of the selection
TEST_P(Sendings, OutlookAndCardsTakeTheAddressesOfWhoPermitted) {
    reachable("Adler", {{"first_name", string("Anna")}, {"birth_date", string("1980-05-01")}});
    reachable("Bär"), reachable("Reisen GmbH", {{"kind", string("company")}});
    declare("Adler", "given"), declare("Reisen GmbH", "given");
    sent(advertising({{"output", "outlook"}}));
    EXPECT_THAT(file(), HasSubstr("Title,First Name,Last Name,Company,Job Title,Business Street"));
    EXPECT_THAT(file(), HasSubstr(",Anna,Adler,"));
    EXPECT_THAT(file(), HasSubstr("05/01/1980,Adler@example.com,Anna Adler,"));
    EXPECT_THAT(file(), HasSubstr(",,,Reisen GmbH,,Markt 3,Bonn,53111,"));
    EXPECT_THAT(file(), Not(HasSubstr("Bär")));
    sent(advertising({{"output", "vcard"}, {"card", "3.0"}}));
    EXPECT_THAT(file(), HasSubstr("VERSION:3.0\r\n"));
    EXPECT_THAT(file(), HasSubstr("Anna Adler"));
    EXPECT_THAT(file(), Not(HasSubstr("Bär")));
}

// J-160: one letter for two who are greeted together
TEST_P(Sendings, TwoWhoAreGreetedTogetherGetOneLetter) {
    const auto bert = reachable("Bert", {{"name", string("Adler")}, {"first_name", string("Bert")},
                                         {"salutation", string("Herr")}});
    const auto anna = reachable(
        "Anna", {{"name", string("Adler")}, {"first_name", string("Anna")}, {"joint_salutation_with", bert}});
    change("Bert", {{"joint_salutation_with", anna}});
    sent({{"document", {{"joint_salutation", "together"}}}, {"output", "letters"}, {"purpose", "contract"}, {"text", "x"}});
    EXPECT_EQ(test::pages_of(file()), 1u);
}

TEST_P(Sendings, ASavedSelectionIsSentToAndNobodyIsDroppedInSilence) {
    reachable("Adler"), reachable("Bär");
    EXPECT_EQ(chief().post("/selections", {{"name", "Alle"}, {"document", {{"kinds", {"private"}}}}}).status, 201);
    const json asked{{"selection", "Alle"}, {"output", "addresses"}, {"purpose", "information"}, {"format", "csv"}};
    const auto begun = chief().post("/sendings", asked);
    ASSERT_EQ(begun.status, 201) << begun.text;
    job_ = finished(begun.json.at("job"));
    EXPECT_THAT(file(), HasSubstr("Adler"));
    const auto counts = sending(begun.json.at("id")).at("counts");
    EXPECT_EQ(counts.at("sent").get<int>() + counts.at("dropped").get<int>(), 2);
}

TEST_P(Sendings, TheCommandSendsAndTellsWhoWouldGetIt) {
    reachable("Adler"), reachable("Bär"), declare("Adler", "given");
    const auto folder = test::temporary_folder().string();
    std::ofstream(folder + "/all.json") << "{}";
    std::ostringstream out, err;
    const auto type = [&](std::vector<string> words) {
        out.str(""), err.str("");
        return test::type_command(send_command, house(), Actor::system(), words, out, err, folder);
    };
    ASSERT_EQ(type({"outlook", "all.json", "--purpose", "advertising", "--permission", "Newsletter", "--dry-run"}), 0)
        << err.str();
    EXPECT_EQ(json::parse(out.str()).at("dropped"), json({{"no_permission", 1}}));
    ASSERT_EQ(type({"outlook", "all.json", "--purpose", "advertising", "--permission", "Newsletter", "--out", "o.csv"}), 0)
        << err.str();
    EXPECT_EQ(json::parse(out.str()).at("sent"), 1);
    EXPECT_TRUE(std::ifstream(folder + "/o.csv").good());
    EXPECT_EQ(type({"outlook", "all.json", "--purpose", "advertising", "--out", "o.csv"}), 1);
    EXPECT_EQ(type({"outlook", "all.json", "--out", "o.csv"}), 2);
}

// Every way to address somebody: who has given no permission is in none of them, and who has is
TEST_P(Sendings, WhoPermittedNothingIsAdvertisedToByNoWay) {
    set_parameter("module_sms", true);  // without it there is no such list
    const customers::NewValues ways{{"phone_mobile", string("+49 171 1234567")}, {"sms_list", true}};
    reachable("Zustimmer", ways), reachable("Verweigerer", ways), reachable("Widerrufer", ways);
    declare("Zustimmer", "given"), declare("Widerrufer", "given", "2024-01-01T00:00:00Z");
    declare("Widerrufer", "withdrawn");
    const auto must_not_appear = [](const string& way, const string& bytes) {
        for (const char* name : {"Verweigerer", "Widerrufer"}) EXPECT_THAT(bytes, Not(HasSubstr(name))) << way;
    };
    for (const auto& output : output_names()) {
        if (output == "mail" || output == "sms") continue;  // mail_test.cpp, text_messages_test.cpp
        const auto id = sent(advertising({{"output", output}, {"text", "x"}}));
        EXPECT_THAT(recipients(id, "sent"), SizeIs(1)) << output;
        EXPECT_EQ(recipients(id, "sent").at(0).at("name"), "Zustimmer") << output;
        if (output != "letters" && output != "labels") must_not_appear(output, file());
    }
    const json all{ids_.at("Zustimmer"), ids_.at("Verweigerer"), ids_.at("Widerrufer")};
    const json letters{{"customers", all}, {"purpose", "advertising"}, {"permission", "Newsletter"}};
    EXPECT_EQ(chief().post("/letters/recipients", letters).json.at("count"), 1);
    for (const char* what : {"letters", "emails", "text-messages"}) {
        std::ostringstream out, err;
        EXPECT_EQ(test::type_command(customers::export_command, house(), Actor::system(),
                                     {what, "--purpose", "advertising", "--permission", "Newsletter"}, out, err), 0);
        must_not_appear(what, out.str());
        EXPECT_THAT(out.str(), HasSubstr("Zustimmer")) << what;
    }
    const auto contact = chief().get("/customers/" + std::to_string(ids_.at("Verweigerer")) + "/contact");
    for (const auto& channel : contact.json.at("channels"))
        EXPECT_FALSE(channel.at("advertising").at("allowed")) << channel;
}

}  // namespace
}  // namespace kartei::mailing
