// Selections over HTTP, on the command line and as a list; every answer is judged by the OpenAPI document.
#include "modules/selections/selections_api.hpp"

#include "audit/audit_api.hpp"
#include "lists/report_command.hpp"
#include "modules/selections/selection_report.hpp"
#include "modules/selections/selections_commands.hpp"
#include "modules/selections/selections_fixture.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::selections {
namespace {

using std::string;
using test::if_match;

class SelectionsApi : public WithSelections {
protected:
    void SetUp() override {
        WithSelections::SetUp();
        if (IsSkipped()) return;
        db().write([](Transaction& transaction) {
            transaction.execute("INSERT INTO role (id, name) VALUES (3, 'counter'), (4, 'press')");
            transaction.execute(
                "INSERT INTO user_account (id, name, display_name, language, active, all_events, created_at,"
                " password_hash, organisation_id) VALUES (7, 'anke', 'Anke', 'de', 1, 1, '2026-01-01T00:00:00Z', 'x', "
                "1),"
                " (8, 'bert', 'Bert', 'de', 1, 1, '2026-01-01T00:00:00Z', 'x', 1)");
            transaction.execute("INSERT INTO user_role (user_id, role_id) VALUES (8, 3)");
        });
        add("Adler", {{"town", string("Ulm")}, {"first_name", string("Anna")}});
        add("Bär", {{"town", string("Ulm")}, {"no_selection", true}});
        add("Celik", {{"town", string("Bonn")}});
        server_.reset(
            new test::SmallServer({selections_endpoints(house(), engine_), audit::audit_endpoints(house(), nullptr)},
                                  {selections_schemas(), audit::audit_schemas()}, rights_of));
    }
    void TearDown() override {
        server_.reset();
        WithSelections::TearDown();
    }
    static void rights_of(Actor& actor) {
        actor.user_id = actor.name == "anke" ? 7 : actor.name == "bert" ? 8 : 1;
        actor.all_permissions = actor.name == "chief";
        actor.permissions = {"customers.read", "selections.run", "selections.save", "changes.undo"};
        if (actor.name == "anke") actor.permissions.insert("selections.share");
    }
    test::ApiClient& anke() { return server_->as("anke"); }
    test::ApiClient& bert() { return server_->as("bert"); }

    static json ulm() { return {{"where", {{"field", "town"}, {"is", "equal"}, {"value", "Ulm"}}}}; }
    json save(const string& name, const json& document, const json& more = json::object()) {
        json body{{"name", name}, {"document", document}};
        body.update(more);
        const auto made = anke().post("/selections", body);
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json;
    }
    static string path(const json& selection) { return "/selections/" + std::to_string(selection.at("id").get<int>()); }
    json run(const json& selection) {
        const auto made = anke().post(path(selection) + "/runs");
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json;
    }
    json changes_of(const json& selection, const json& run, const string& since = "") {
        auto told = anke().get(path(selection) + "/runs/" + run["id"].dump() + "/changes" + since).json;
        told.erase("named");
        return told;
    }
    static json named(const string& name) { return {{"where", {{"selection", name}}}}; }

    std::unique_ptr<test::SmallServer> server_;
};
ON_BOTH_ENGINES(SelectionsApi);

TEST_P(SelectionsApi, CountsTheWholeEachLineAndWhatIsTakenAway) {
    const auto answer = anke().post("/selections/count", {{"document", ulm()}, {"lines", true}});
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.json["count"], 1);
    EXPECT_EQ(answer.json["lines"]["hits"], 2);
    EXPECT_EQ(answer.json["waterfall"][0], json({{"step", "where"}, {"removed", 1}, {"added", 0}, {"left", 2}}));
    EXPECT_EQ(answer.json["waterfall"][2], json({{"step", "no_selection"}, {"removed", 1}, {"added", 0}, {"left", 1}}));
    EXPECT_GT(answer.json["position"], 0);
    EXPECT_TRUE(anke().post("/selections/count", {{"document", ulm()}}).json["lines"].is_null());
    const auto refused =
        anke().post("/selections/count", {{"document", {{"where", {{"field", "x"}, {"is", "empty"}}}}}});
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_THAT(refused.issues(), ElementsAre("where.field: error.selection_field"));
}

TEST_P(SelectionsApi, SaysWhySomebodyIsInOrOut) {
    const auto why = [&](const string& name) {
        return anke().post("/selections/explain", {{"document", ulm()}, {"customer", numbers_[name]}}).json;
    };
    const auto in = why("Adler"), out = why("Bär"), elsewhere = why("Celik");
    EXPECT_EQ(in["in"], true);
    EXPECT_EQ(in["tree"]["result"], true);
    EXPECT_EQ(in["tree"]["values"], json({{"town", "Ulm"}}));
    EXPECT_EQ(out["in"], false);
    EXPECT_EQ(out["tree"]["result"], true);
    EXPECT_EQ(out["reasons"][0]["step"], "no_selection");
    EXPECT_EQ(elsewhere["tree"]["values"], json({{"town", "Bonn"}}));
    EXPECT_EQ(elsewhere["reasons"][0]["step"], "where");
    EXPECT_EQ(anke().post("/selections/explain", {{"document", ulm()}, {"customer", 999}}).status, 422);
}

TEST_P(SelectionsApi, SampleAndCriteria) {
    const auto sample = anke().post("/selections/sample", {{"document", ulm()}}).json["customers"];
    ASSERT_EQ(sample.size(), 1u);
    EXPECT_EQ(sample[0]["name"], "Adler");
    const auto criteria = anke().get("/selections/criteria").json;
    std::vector<string> fields;
    for (const auto& field : criteria["fields"]) fields.push_back(field["name"]);
    EXPECT_THAT(fields, testing::IsSupersetOf({"town", "birth_date", "mailing_kind", "created_at", "company"}));
    EXPECT_THAT(fields, testing::Not(testing::Contains("hidden_in_search")))
        << "of those he may not see he is told nothing";
    EXPECT_EQ(criteria["statuses"].size(), 32u);
    EXPECT_EQ(criteria["links"].size(), 8u);
}

// J-021: the list of saved selections, one's own and what is shared
TEST_P(SelectionsApi, SavedOnesAreTheirOwnersAndThoseOfTheRolesTheyAreSharedWith) {
    const auto own = save("Ulm", ulm());
    EXPECT_EQ(bert().get(path(own)).status, 404);
    const auto shared = save("Alle", json::object(), {{"shared_with", {3}}, {"note", "für die Kasse"}});
    const auto seen = bert().get("/selections").json["selections"];
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0]["name"], "Alle");
    EXPECT_EQ(seen[0]["may_change"], false);
    EXPECT_EQ(bert().patch(path(shared), {{"name", "Meine"}}, {if_match(1)}).status, 403);
    EXPECT_EQ(bert().del(path(shared), {if_match(1)}).status, 403);
    EXPECT_EQ(bert().post("/selections", {{"name", "B"}, {"document", ulm()}, {"shared_with", {3}}}).status, 403);
    EXPECT_EQ(anke().post("/selections", {{"name", "Ulm"}, {"document", ulm()}}).status, 422) << "the name is taken";
}

TEST_P(SelectionsApi, ChangesNameTheirVersionAndGoBack) {
    const auto saved = save("Ulm", ulm());
    EXPECT_EQ(anke().patch(path(saved), {{"note", "x"}}).status, 428);
    const auto changed = anke().patch(path(saved), {{"document", json::object()}}, {if_match(1)});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(anke().patch(path(saved), {{"note", "y"}}, {if_match(1)}).status, 412);
    const auto undo = [&](const json& event) {
        return server_->as("chief")
            .post("/change-events/" + std::to_string(event.get<int>()) + "/reversal", nullptr)
            .status;
    };
    EXPECT_EQ(undo(changed.json["change_event"]), 200);
    EXPECT_EQ(anke().get(path(saved)).json["document"], ulm());
    const auto gone = anke().del(path(saved), {if_match(3)});
    ASSERT_EQ(gone.status, 200) << gone.text;
    EXPECT_EQ(anke().get(path(saved)).status, 404);
    EXPECT_EQ(undo(gone.json["change_event"]), 200);
    EXPECT_EQ(anke().get(path(saved)).json["name"], "Ulm");
}

TEST_P(SelectionsApi, SavedOnesAreCriteriaButNeverInACircle) {
    const auto ulm_saved = save("Ulm", ulm());
    const auto not_ulm = save("Andere", {{"where", {{"not", {{"selection", "Ulm"}}}}}});
    EXPECT_EQ(anke().post("/selections/count", {{"document", named("Andere")}}).json["count"], 1)
        << "Celik; Bär is in no selection";
    EXPECT_EQ(
        anke().post("/selections/count", {{"document", {{"where", {{"selection", ulm_saved["id"]}}}}}}).json["count"],
        1);
    const auto circle = anke().patch(path(ulm_saved), {{"document", named("Andere")}}, {if_match(1)});
    EXPECT_EQ(circle.status, 422);
    EXPECT_THAT(circle.issues(), ElementsAre("document.where.selection.where.not.selection: error.selection_circle"));
    EXPECT_EQ(anke().patch(path(ulm_saved), {{"document", named("Ulm")}}, {if_match(1)}).status, 422);
    const auto used = anke().del(path(ulm_saved), {if_match(1)});
    EXPECT_EQ(used.status, 409);
    EXPECT_THAT(used.text, testing::HasSubstr("Andere")) << "it names the one that uses it";
    EXPECT_EQ(anke().patch(path(ulm_saved), {{"name", "Neu-Ulm"}}, {if_match(1)}).status, 409);
    EXPECT_EQ(anke().del(path(not_ulm), {if_match(1)}).status, 200);
    EXPECT_EQ(anke().del(path(ulm_saved), {if_match(1)}).status, 200);
    EXPECT_THAT(anke().post("/selections/count", {{"document", named("Ulm")}}).issues(),
                ElementsAre("where.selection: error.selection_unknown"));
}

TEST_P(SelectionsApi, RunsFreezeWhomTheyHeldAndTellWhoCameAndWent) {
    const auto saved = save("Ulm", ulm());
    const auto first = run(saved);
    EXPECT_EQ(first["count"], 1);
    change("Adler", {{"town", string("Bonn")}}), change("Celik", {{"town", string("Ulm")}});
    const auto second = run(saved);
    EXPECT_EQ(changes_of(saved, first), json({{"came", {numbers_["Adler"]}}, {"went", json::array()}}));
    EXPECT_EQ(changes_of(saved, second), json({{"came", {numbers_["Celik"]}}, {"went", {numbers_["Adler"]}}}));
    const auto answer = anke().get(path(saved) + "/runs/" + second["id"].dump() + "/changes").json;
    EXPECT_EQ(answer["named"][0]["name"], "Celik");
    EXPECT_EQ(answer["named"][1]["number"], numbers_["Adler"]);
    EXPECT_EQ(anke().patch(path(saved), {{"document", json::object()}}, {if_match(1)}).status, 200);
    const auto runs = anke().get(path(saved) + "/runs").json["runs"];
    ASSERT_EQ(runs.size(), 2u);
    EXPECT_EQ(runs[1]["document"], ulm()) << "as it was when it ran";
    EXPECT_EQ(anke().get(path(saved)).json["last_count"], 1);
    EXPECT_EQ(anke().get(path(saved) + "/runs/999/changes").status, 404);
    change("Adler", {{"town", string("Ulm")}}), run(saved);
    const auto third = run(saved);
    EXPECT_EQ(changes_of(saved, third), json({{"came", json::array()}, {"went", json::array()}}));
    const auto since = [](const json& run) { return "?since=" + run["id"].dump(); };
    EXPECT_EQ(changes_of(saved, third, since(second))["went"], json::array());
    EXPECT_EQ(changes_of(saved, second, since(first)), changes_of(saved, second));
    EXPECT_EQ(changes_of(saved, first, since(second)), json({{"came", {numbers_["Adler"]}}, {"went", {numbers_["Celik"]}}}))
        << "backwards, too";
    EXPECT_EQ(anke().get(path(saved) + "/runs/" + first["id"].dump() + "/changes?since=999").status, 404);
}

TEST_P(SelectionsApi, ARunTellsOthersOfNobodyWhomTheyMayNotSee) {
    const auto made =
        server_->as("chief").post("/selections", {{"name", "Alle"}, {"document", ulm()}, {"shared_with", {3}}});
    ASSERT_EQ(made.status, 201) << made.text;
    add("Dorn", {{"town", string("Ulm")}});
    const auto runs = path(made.json) + "/runs";
    ASSERT_EQ(server_->as("chief").post(runs).json["count"], 2);
    change("Dorn", {{"hidden_in_search", true}});
    const auto seen = bert().get(runs).json["runs"];
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0]["count"], 1) << "and so many are named";
    EXPECT_EQ(bert().get(path(made.json)).json["last_count"], 1);
    EXPECT_EQ(bert().get(runs + "/" + std::to_string(seen[0]["id"].get<int>()) + "/changes").json["came"],
              json({numbers_["Adler"]}));
    EXPECT_EQ(server_->as("chief").get(runs).json["runs"][0]["count"], 2);
}

TEST_P(SelectionsApi, ARunOverBookingsIsNotForWhoMayNotReadBookings) {
    const auto made = server_->as("chief").post(
        "/selections",
        {{"name", "Reisende"}, {"document", {{"where", {{"bookings", json::object()}}}}}, {"shared_with", {3}}});
    ASSERT_EQ(made.status, 201) << made.text;
    const auto runs = path(made.json) + "/runs";
    const auto run = server_->as("chief").post(runs);
    ASSERT_EQ(run.status, 201) << run.text;
    const auto refused = bert().get(runs);
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.issues(), ElementsAre("where: error.permission"));
    EXPECT_EQ(bert().get(runs + "/" + std::to_string(run.json["id"].get<int>()) + "/changes").status, 403);
    EXPECT_TRUE(bert().get(path(made.json)).json["last_count"].is_null());
    EXPECT_EQ(bert().post(runs).status, 403);
}

// J-176, J-183: lists by a selection, in its order, with the register's columns
TEST_P(SelectionsApi, AreListsInTheOrderOfTheDocument) {
    add("Äckermann", {{"town", string("Ulm")}, {"status5", true}});
    save("Ulm", ulm());
    const auto listed = [&](std::vector<string> words) {
        words.insert(words.begin(), "selection");
        words.insert(words.end(), {"--columns", "name,town"});
        std::stringstream out, err;
        const auto declare = [](CLI::App& app) {
            return lists::report_command(app, {selection_report(std::make_shared<Engine>())});
        };
        EXPECT_EQ(test::type_command(declare, house(), Actor::system(), words, out, err), 0) << err.str();
        return out.str();
    };
    EXPECT_EQ(listed({"--selection", "Ulm"}), "name,town\nÄckermann,Ulm\nAdler,Ulm\n");
    auto by_number = ulm();
    by_number["sort"] = {"number"};
    EXPECT_EQ(listed({"--document", by_number.dump()}), "name,town\nAdler,Ulm\nÄckermann,Ulm\n");
    EXPECT_EQ(listed({"--document", json({{"where", {{"status", 5}}}}).dump()}), "name,town\nÄckermann,Ulm\n");
}

// J-020: kartei select
TEST_P(SelectionsApi, TheCommandCountsExplainsAndLists) {
    const auto typed = [&](const json& document, std::vector<string> words, int code = 0) {
        std::istringstream in(document.dump());
        std::stringstream out, err;
        words.insert(words.begin(), "-");
        EXPECT_EQ(test::type_command(select_command, house(), words, {in, out, err, Actor::system(), "."}), code)
            << err.str();
        return code == 0 ? out.str() : err.str();
    };
    EXPECT_EQ(typed(ulm(), {"--count"}), "1\n");
    EXPECT_EQ(json::parse(typed(ulm(), {"--lines"}))["lines"]["hits"], 2);
    EXPECT_EQ(json::parse(typed(ulm(), {"--explain", std::to_string(numbers_["Bär"])}))["in"], false);
    EXPECT_THAT(typed(ulm(), {"--format", "csv"}), testing::HasSubstr("Adler"));
    EXPECT_THAT(typed({{"where", {{"field", "x"}, {"is", "empty"}}}}, {"--count"}, 1),
                testing::HasSubstr("where.field: "));
}

}  // namespace
}  // namespace kartei::selections
