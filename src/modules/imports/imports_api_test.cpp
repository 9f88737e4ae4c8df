// The import page through HTTP: upload, mapping, preview, run, refused rows, saved mappings. Every answer is judged by
// the OpenAPI document (tests/support/api_client.hpp).
#include <thread>

#include "audit/audit_api.hpp"
#include "jobs/jobs.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/imports/import_test_support.hpp"
#include "modules/imports/imports_api.hpp"
#include "modules/imports/uploads.hpp"
#include "tests/support/api_client.hpp"
#include "web/server.hpp"

namespace kartei::imports {
namespace {

using test::ApiClient;
using test::Json;
using sql::Transaction;
using testing::ElementsAre;
using testing::HasSubstr;

class ImportsApi : public ImportTest {
protected:
    void SetUp() override {
        ImportTest::SetUp();
        if (IsSkipped()) return;
        jobs_.emplace(db(), house().folder + "/jobs");
        jobs_->begin();
        web::ServerHooks hooks;
        hooks.who = [](web::Request& request) -> std::optional<Actor> {
            Actor actor;
            actor.name = request.session_token;
            actor.user_id = actor.name == "chief" ? 7 : 8;
            actor.language = request.language;
            if (actor.name == "chief")
                actor.permissions = {"imports.run", "customers.create", "customers.change", "changes.undo"};
            if (actor.name == "linker")
                actor.permissions = {"imports.run", "customers.create", "customers.change", "customers.links"};
            // Nothing but the right to import; and one who may look at what others import.
            if (actor.name == "second") actor.permissions = {"imports.run"};
            if (actor.name == "overseer") actor.permissions = {"imports.run", "imports.all"};
            return actor;
        };
        hooks.token_is_valid = [](const web::Request&) { return true; };
        auto endpoints = imports_endpoints(house(), *jobs_);
        auto schemas = imports_schemas();
        for (auto& endpoint : audit::audit_endpoints(house(), &*jobs_)) endpoints.push_back(std::move(endpoint));
        for (auto& schema : audit::audit_schemas()) schemas.push_back(std::move(schema));
        server_.emplace(web::ServerOptions{}, std::move(endpoints), std::move(schemas), hooks);
        server_->start();
        client_.emplace(server_->port());
        client_->set_cookie("sid=chief");
        client_->set_token("token");
    }
    void TearDown() override {
        server_.reset();
        jobs_.reset();
        ImportTest::TearDown();
    }

    ApiClient& client() { return *client_; }
    ApiClient as(const std::string& name) {
        ApiClient other(server_->port());
        other.set_cookie("sid=" + name);
        other.set_token("token");
        return other;
    }
    int port() const { return server_->port(); }

    /// The result of a job that an answer started.
    Json result_of(const test::ApiAnswer& started) {
        EXPECT_EQ(started.status, 202) << started.text;
        const auto id = started.json.at("id").get<std::int64_t>();
        for (int i = 0; i < 3000; ++i) {
            const auto job = jobs_->find(id);
            if (job && jobs::is_over(job->state))
                return job->state == jobs::State::done ? Json::parse(job->result) : Json::parse(job->problem);
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        ADD_FAILURE() << "the job does not end";
        return {};
    }
    /// What became of a file.
    Json sent_and_run(ApiClient& who, const std::string& what, const std::string& content) {
        const auto sent = who.upload("/imports?what=" + what + "&file_name=x.csv", content);
        EXPECT_EQ(sent.status, 201) << what << " " << sent.text;
        if (sent.status != 201) return {{"refused", -1}, {"new", -1}};
        return result_of(who.post(path_of(sent.json, "/runs"), Json::object()));
    }
    std::string path_of(const Json& import, const std::string& more = "") {
        return "/imports/" + std::to_string(import.at("id").get<std::int64_t>()) + more;
    }

private:
    std::optional<jobs::Jobs> jobs_;
    std::optional<web::Server> server_;
    std::optional<ApiClient> client_;
};
ON_BOTH_ENGINES(ImportsApi);

// What may be in a file says the program: in the words of who asks, only what he may take over in this house
TEST_P(ImportsApi, TheKindsOfFilesAreTold) {
    std::map<std::string, std::string> kinds;
    const auto told = client().get("/imports");
    for (const auto& kind : told.json.at("kinds")) kinds[kind["name"]] = kind["caption"];
    EXPECT_EQ(kinds["relations"], "Relations");
    EXPECT_EQ(kinds.count("history"), 0u) << "its module is switched off";
    EXPECT_EQ(kinds.count("seat_plans"), 0u) << "asks for a right of its own";
    for (const auto* kind : import_kinds()) EXPECT_NE(kind->title(Language::de), "list." + std::string(kind->name));
    EXPECT_EQ(no_such_kind("relatives").issues.front().parameters.front().second, "relatives");
}

// decisions.md 34: what an undo takes back is said before, and more than a hundred records go by their count alone
TEST_P(ImportsApi, AWholeImportIsUndoneByTypingHowMuchItIs) {
    std::string content = "number,name\n";
    for (int i = 1; i <= 101; ++i) content += std::to_string(i) + ",Gast\n";
    const auto large = import("customers", content)["change_event"].dump();
    const auto small = import("customers", "number,name\n1,Adler\n2,Bär\n")["change_event"].dump();
    const auto path = [](const std::string& event) { return "/change-events/" + event + "/reversal"; };
    auto preview = client().get(path(small)).json;
    EXPECT_EQ(preview["records"], 2);
    EXPECT_EQ(preview["needs_count"], false);
    EXPECT_EQ(preview["parts"], Json::array({"Put back as before: 2 customers"}));
    preview = client().get(path(large)).json;
    EXPECT_EQ(preview["records"], 101);
    EXPECT_EQ(preview["needs_count"], true);
    EXPECT_EQ(preview["parts"], Json::array({"Deleted again: 101 customers"}));
    EXPECT_EQ(preview["conflicts"].size(), 2u) << "two were changed since";
    for (const char* query : {"", "?confirm=100", "?confirm=1"}) {
        const auto refused = client().post(path(large) + query);
        EXPECT_EQ(refused.status, 422) << query;
        EXPECT_EQ(refused.json["issues"][0]["key"], "error.undo_needs_count");
    }
    EXPECT_EQ(client().post(path(large) + "?confirm=101").status, 409);
    EXPECT_EQ(client().post(path(small)).status, 200);
    EXPECT_EQ(client().post(path(large) + "?confirm=101").status, 200);
    EXPECT_EQ(number_of("SELECT count(*) FROM customer"), 1);
}

/// A job that undid nothing has failed, and says why.
TEST_P(ImportsApi, ALargeUndoThatIsRefusedFails) {
    std::string content = "number,name\n";
    for (int i = 1; i <= 1001; ++i) content += std::to_string(i) + ",Gast\n";
    ImportSettings settings;
    settings.duplicates = "off";
    const auto event = import("customers", content, settings)["change_event"].dump();
    import("customers", "number,name\n1,Adler\n");
    auto started = client().post("/change-events/" + event + "/reversal?confirm=1001");
    started.json["id"] = started.json["job"];
    const auto problem = result_of(started);
    EXPECT_EQ(problem["kind"], "conflict") << problem.dump();
    EXPECT_EQ(problem["issues"][0]["key"], "error.records_changed_since");
    EXPECT_EQ(number_of("SELECT count(*) FROM customer"), 1002);
}

TEST_P(ImportsApi, AForeignFileIsProposedMappedPreviewedAndRun) {
    const auto sent = client().upload("/imports?what=customers&file_name=personen.csv",
                                      "Nachname;Vorname;Bundesland;PLZ\nMüller;Anna;BE;10115\nWeber;Ida;BY;80331\n");
    ASSERT_EQ(sent.status, 201) << sent.text;
    EXPECT_EQ(sent.json["dialect"]["separator"], ";");
    EXPECT_EQ(sent.json["dialect"]["encoding"], "utf-8");
    EXPECT_EQ(sent.json["columns"][0]["field"], "name");
    EXPECT_GT(sent.json["columns"][0]["score"], 50);
    EXPECT_LT(sent.json["columns"][0]["score"], 100) << "a proposal is not certain";
    EXPECT_EQ(sent.json["columns"][2]["field"], nullptr);
    EXPECT_EQ(sent.json["columns"][3]["sample"], Json({"10115", "80331"}));

    const auto preview = result_of(client().post(path_of(sent.json, "/previews"), Json::object()));
    EXPECT_EQ(preview["new"], 2);
    EXPECT_EQ(preview["sample"][0]["values"]["name"], "Müller");
    EXPECT_EQ(number_of("SELECT count(*) FROM customer"), 1)
        << "nothing is written but the anonymous customer of the founding";

    const auto mapped = client().patch(path_of(sent.json), {{"mapping", {{"Bundesland", "free1"}}}});
    ASSERT_EQ(mapped.status, 200) << mapped.text;
    EXPECT_EQ(mapped.json["columns"][2]["field"], "free1");
    EXPECT_EQ(mapped.json["columns"][0]["field"], "name") << "what was decided before stays";

    const auto result = result_of(client().post(path_of(sent.json, "/runs"), Json::object()));
    EXPECT_EQ(result["new"], 2);
    EXPECT_TRUE(result["change_event"].is_number());
    EXPECT_EQ(text_of("SELECT free1 FROM customer WHERE name = 'Weber'"), "BY");
    const auto recent = client().get("/imports").json["imports"];
    EXPECT_EQ(recent[0]["state"], "done");
    EXPECT_EQ(recent[0]["result"]["new"], 2);
    EXPECT_EQ(recent[0]["caption"], "Customers");

    const auto again = client().upload("/imports?what=customers&file_name=personen.csv",
                                       "Nachname;Vorname;Bundesland;PLZ\nMüller;Anna;BE;10115\nWeber;Ida;BY;80331\n");
    client().patch(path_of(again.json), {{"mapping", {{"Bundesland", "free1"}}}});
    EXPECT_TRUE(result_of(client().post(path_of(again.json, "/runs"), Json::object()))["repeated"].get<bool>());
}

TEST_P(ImportsApi, RefusedRowsCanBeDownloaded) {
    const auto sent = client().upload("/imports?what=customers&file_name=kunden.csv",
                                      "name,birth_date\nA,1999-02-30\nB,1999-02-28\n");
    EXPECT_EQ(client().get(path_of(sent.json, "/refused")).status, 404);
    const auto refused = result_of(client().post(path_of(sent.json, "/runs"), Json::object()));
    EXPECT_EQ(refused["refused"], 1);
    EXPECT_EQ(refused["published"], false);
    EXPECT_FALSE(refused.contains("refused_file")) << "paths of the server stay in the server";
    const auto rows = client().get(path_of(sent.json, "/refused"));
    ASSERT_EQ(rows.status, 200);
    EXPECT_THAT(rows.text, HasSubstr("2,birth_date,1999-02-30,There is no such day"));
    EXPECT_THAT(rows.header("content-disposition"), HasSubstr("kunden.refused.csv"));
    client().patch(path_of(sent.json), {{"options", {{"each", true}}}});
    EXPECT_EQ(result_of(client().post(path_of(sent.json, "/runs"), Json::object()))["new"], 1);
}

TEST_P(ImportsApi, ProbableDuplicatesCanBeDownloadedAndLeftOut) {
    const auto sent = client().upload("/imports?what=customers&file_name=kunden.csv",
                                      "first_name,name,street,town,email\n"
                                      "Karl,Neumann,Hafenweg 3,Hamburg,karl.neumann@example.org\n"
                                      "Carl,Neumann,Hafenweg 3,Hamburg,karl.neumann@example.org\n");
    EXPECT_EQ(client().get(path_of(sent.json, "/duplicates")).status, 404);
    const auto preview = result_of(client().post(path_of(sent.json, "/previews"), Json::object()));
    EXPECT_EQ(preview["new"], 1);
    EXPECT_EQ(preview["duplicates"], 1);
    EXPECT_FALSE(preview.contains("duplicates_file")) << "paths of the server stay in the server";
    EXPECT_EQ(preview["sample"][1]["similar"]["line"], 2);
    const auto rows = client().get(path_of(sent.json, "/duplicates"));
    ASSERT_EQ(rows.status, 200);
    EXPECT_THAT(rows.text, HasSubstr("\n3,,2,"));
    EXPECT_THAT(rows.header("content-disposition"), HasSubstr("kunden.duplicates.csv"));
    EXPECT_EQ(preview["duplicates_checked"], true);
    client().patch(path_of(sent.json), {{"options", {{"duplicates", "off"}}}});
    const auto unchecked = result_of(client().post(path_of(sent.json, "/previews"), Json::object()));
    EXPECT_EQ(unchecked["new"], 2);
    EXPECT_EQ(unchecked["duplicates_checked"], false);
    client().patch(path_of(sent.json), {{"options", {{"duplicates", "skip"}}}});
    EXPECT_EQ(result_of(client().post(path_of(sent.json, "/runs"), Json::object()))["created_duplicates"], 0);
    EXPECT_EQ(number_of("SELECT count(*) FROM customer WHERE number > 0"), 1);
    const auto recent = client().get("/imports").json["imports"][0];
    EXPECT_EQ(recent["result"]["duplicates"], 1);
    EXPECT_FALSE(client().get(path_of(sent.json)).json["result"].contains("duplicates_file"));
}

TEST_P(ImportsApi, MappingsAreSavedAndUsedAgain) {
    EXPECT_EQ(client()
                  .put("/import-mappings/alt",
                       {{"what", "customers"}, {"mapping", {{"Bundesland", "free2"}}}, {"source", "Altsystem"}})
                  .status,
              200);
    EXPECT_EQ(
        client().put("/import-mappings/alt", {{"what", "customers"}, {"mapping", {{"Bundesland", "freiXX"}}}}).status,
        422);
    EXPECT_EQ(client().get("/import-mappings/alt").json["mapping"]["Bundesland"], "free2");
    const auto sent = client().upload("/imports?what=customers&file_name=x.csv", "name,Bundesland\nA,BE\n");
    EXPECT_THAT(sent.json["mappings"], ElementsAre("alt"));
    EXPECT_EQ(client().patch(path_of(sent.json), {{"use_mapping", "alt"}}).json["columns"][1]["field"], "free2");
    EXPECT_EQ(client().del("/import-mappings/alt").status, 204);
    EXPECT_EQ(client().get("/import-mappings/alt").status, 404);
}

TEST_P(ImportsApi, AnotherDialectReadsTheFileAnew) {
    const auto sent = client().upload("/imports?what=customers&file_name=x.csv", "name;town,\nA;B,\n");
    const auto changed =
        client().patch(path_of(sent.json), {{"dialect", {{"separator", ";"}, {"encoding", "windows-1252"}}}});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.json["columns"].size(), 2u);
    EXPECT_EQ(changed.json["dialect"]["encoding"], "windows-1252");
    EXPECT_EQ(client().patch(path_of(sent.json), {{"dialect", {{"encoding", "klingon"}}}}).status, 422);
}

TEST_P(ImportsApi, NobodyFillsTheDiskWithFilesThatWait) {
    for (int i = 0; i < most_waiting; ++i)
        ASSERT_EQ(client().upload("/imports?what=customers&file_name=x.csv", "name\nA\n").status, 201) << i;
    const auto refused = client().upload("/imports?what=customers&file_name=x.csv", "name\nA\n");
    EXPECT_EQ(refused.status, 413);
    EXPECT_THAT(refused.issues(), ElementsAre(": error.import_quota"));
    // However many came in since whose files are gone.
    db().write([](sql::Transaction& transaction) {
        ImportRun gone;
        gone.what = "customers", gone.file_name = "x.csv", gone.created_at = "2026-03-01T09:00:00Z";
        gone.settings = "{}", gone.user_name = "chief";
        for (int i = 0; i < 1001; ++i) insert_run(transaction, gone);
    });
    EXPECT_EQ(client().upload("/imports?what=customers&file_name=x.csv", "name\nA\n").status, 413);
    // Whoever sent the files of others is not asked.
    db().write([](sql::Transaction& transaction) {
        transaction.execute("UPDATE import_run SET user_id = 8 WHERE id > :id", 20);
    });
    EXPECT_EQ(client().upload("/imports?what=customers&file_name=x.csv", "name\nA\n").status, 201);
}

TEST_P(ImportsApi, AnImportIsItsOwners) {
    const auto sent =
        client().upload("/imports?what=customers&file_name=kunden.csv", "name,birth_date\nA,1999-02-30\n");
    ASSERT_EQ(sent.status, 201);
    result_of(client().post(path_of(sent.json, "/previews"), Json::object()));
    auto second = as("second"), overseer = as("overseer");
    EXPECT_EQ(second.get("/imports").json["imports"].size(), 0u);
    EXPECT_EQ(second.get(path_of(sent.json)).status, 404);
    EXPECT_EQ(second.patch(path_of(sent.json), {{"options", {{"each", true}}}}).status, 404);
    EXPECT_EQ(second.get(path_of(sent.json, "/refused")).status, 404);
    EXPECT_EQ(second.get(path_of(sent.json, "/duplicates")).status, 404);
    for (const char* what : {"/previews", "/runs"})
        EXPECT_EQ(second.post(path_of(sent.json, what), Json::object()).status, 404) << what;
    EXPECT_EQ(client().get(path_of(sent.json)).json["options"]["each"], false) << "nobody else has changed it";
    EXPECT_EQ(overseer.get("/imports").json["imports"].size(), 1u);
    EXPECT_EQ(overseer.get(path_of(sent.json)).status, 200);
    EXPECT_EQ(overseer.get(path_of(sent.json, "/refused")).status, 200);
}

TEST_P(ImportsApi, WithTheRightToImportAloneNothingIsWrittenThatEntryRefuses) {
    client().upload("/imports?what=customers&file_name=x.csv", "number,name\n1001,Meyer\n");
    auto made = sent_and_run(client(), "customers", "name\nMeyer\n");
    ASSERT_EQ(made["new"], 1) << made.dump();
    const auto number = text_of("SELECT number FROM customer WHERE name = 'Meyer'");
    const auto before = dump();
    auto second = as("second");
    // Kinds with a right of their own are refused as a whole …
    for (const auto& [what, content] : std::vector<std::pair<std::string, std::string>>{
             {"surcharges", "customer,amount\n" + number + ",5\n"},
             {"notes", "customer,text\n" + number + ",von der Datei\n"},
             {"family", "customer,name\n" + number + ",Kind\n"},
             {"bank_accounts", "customer,iban\n" + number + ",DE89370400440532013000\n"},
             {"passports", "customer,number\n" + number + ",C01X00T47\n"},
             {"phones", "customer,number\n" + number + ",+49 30 123456\n"},
             {"labels", "customer,label\n" + number + ",Stammgast\n"},
             {"permissions", "customer,permission,state\n" + number + ",Post,given\n"},
             {"events", "code,name\nE1,Tosca\n"},
             {"tickets", "order,event,state\nO1,E1,sold\n"},
             {"products", "order,line,product\nO1,1,Heft\n"},
             {"operators", "code,name\nTUI,TUI\n"},
             {"banks", "bic,name\nDEUTDEFF,Bank\n"},
             {"destinations", "code,name\nPMI,Mallorca\n"},
             {"letter_templates", "name,text\nGruß,Hallo\n"},
             {"contact_laws", "country,channel,valid_from,rule\nNL,phone,2030-01-01,forbidden\n"},
             {"suppressions", "email\nanna@example.com\n"},
             {"postcodes", "country_code,zipcode,place\nDE,10115,Berlin\n"}}) {
        const auto sent = second.upload("/imports?what=" + what + "&file_name=x.csv", content);
        EXPECT_EQ(sent.status, 403) << what << " " << sent.text;
    }
    // … customers row by row: who may only create changes nobody, and the other way round.
    EXPECT_EQ(sent_and_run(second, "customers", "name\nNeu\n")["refused"], 1);
    EXPECT_EQ(sent_and_run(second, "customers", "number,name\n" + number + ",Anders\n")["refused"], 1);
    EXPECT_EQ(sent_and_run(client(), "customers", "number,name\n4711,Wunschnummer\n")["refused"], 1)
        << "choosing a number takes the right to";
    EXPECT_EQ(dump(), before);
}

TEST_P(ImportsApi, AHiddenCustomerIsNeitherShownNorChangedByAFile) {
    const auto made = db().write([&](Transaction& transaction) {
        return customers::create_customer(
            house(), transaction, clerk(),
            {{"name", "Geheim"}, {"email", "geheim@example.com"}, {"hidden_in_search", true}});
    });
    ASSERT_TRUE(made);
    const auto number = std::to_string(*made->customer.number);
    const auto before = dump();
    const auto customers = sent_and_run(client(), "customers", "number,email\n" + number + ",neu@example.com\n");
    EXPECT_EQ(customers["refused"], 1);
    EXPECT_EQ(customers.dump().find("geheim@example.com"), std::string::npos) << "what stands there is not told";
    for (const auto& [what, content] : std::vector<std::pair<std::string, std::string>>{
             {"phones", "customer,number\n" + number + ",+49 30 123456\n"},
             {"labels", "customer,label\n" + number + ",Stammgast\n"},
             {"permissions", "customer,permission,state\n" + number + ",Post,given\n"}})
        EXPECT_EQ(sent_and_run(client(), what, content)["refused"], 1) << what;
    EXPECT_EQ(dump(), before);
}

TEST_P(ImportsApi, AHiddenCustomerIsNobodyToTheLinksOfAFile) {
    const auto add = [&](const char* name, bool hidden) {
        const auto made = db().write([&](Transaction& transaction) {
            return customers::create_customer(house(), transaction, clerk(),
                                              {{"name", name}, {"kind", "agency"}, {"hidden_in_search", hidden}});
        });
        return std::to_string(*made.value().customer.number);
    };
    const auto hidden = add("Geheim", true), seen = add("Offen", false);
    auto linker = as("linker");
    for (const std::string link : {"company", "billing_address_from", "agency"}) {
        const auto of = [&](const std::string& number) {
            return sent_and_run(linker, "customers", "name," + link + "\nNeu" + link + number + "," + number + "\n");
        };
        const auto linked = of(seen), told = of(hidden);
        EXPECT_EQ(linked["refused"], 0) << link << linked;
        EXPECT_EQ(told["refused"], 1) << link << told;
        auto as_unknown = of("77777777").dump();
        for (std::size_t at; (at = as_unknown.find("77777777")) != std::string::npos;)
            as_unknown.replace(at, 8, hidden);
        EXPECT_EQ(told["sample"], Json::parse(as_unknown)["sample"])
            << link << ": as one who is not there";
    }
}

TEST_P(ImportsApi, WhoMayNotImportSeesNothing) {
    ApiClient stranger(port());
    stranger.set_cookie("sid=stranger");
    stranger.set_token("token");
    EXPECT_EQ(stranger.get("/imports").status, 403);
    EXPECT_EQ(stranger.upload("/imports?what=customers", "name\nA\n").status, 403);
    EXPECT_EQ(client().get("/imports/4711").status, 404);
    EXPECT_EQ(client().upload("/imports?what=customers", "").status, 422) << "an empty file is no table";
}

}  // namespace
}  // namespace kartei::imports
