// The register through HTTP; every answer is judged by the OpenAPI document (tests/support/api_client.hpp).
#include <gmock/gmock.h>

#include <map>
#include <set>

#include "modules/customers/register_server_fixture.hpp"

namespace kartei::customers {
namespace {

using test::ApiClient;
using test::if_match;
using test::Json;
using testing::ElementsAre;
using testing::IsEmpty;

class CustomerApi : public WithRegisterServer {
protected:
    std::int64_t add(const Json& values) { return chief().post("/customers", values).json.at("id"); }
    std::vector<std::string> names(const std::string& path) {
        std::vector<std::string> list;
        const auto answer = chief().get(path);
        EXPECT_EQ(answer.status, 200) << answer.text;
        for (const auto& row : answer.json.at(answer.json.contains("rows") ? "rows" : "hits"))
            list.push_back(row.at("name"));
        return list;
    }
};
ON_BOTH_ENGINES(CustomerApi);

// J-006, J-046, J-050, J-094
TEST_P(CustomerApi, CreatesWithProposalsAndReadsBack) {
    const auto made = chief().post("/customers", {{"name", "Müller"},
                                                  {"first_name", "Anna"},
                                                  {"salutation", "Frau"},
                                                  {"credit_limit", "1500,50"},
                                                  {"alternative_emails", {"a@example.com", "b@example.com"}}});
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.json["number"], 100001);
    EXPECT_EQ(made.json["matchcode"], "Müller*Anna");
    EXPECT_EQ(made.json["gender"], "female");
    EXPECT_EQ(made.json["first_contact_on"], "2026-03-01");
    EXPECT_EQ(made.json["credit_limit"], "1500.50");
    EXPECT_EQ(made.json["alternative_emails"], Json({"a@example.com", "b@example.com"}));
    EXPECT_EQ(made.json["town"], nullptr);
    EXPECT_EQ(made.json["booking_block"], false);
    EXPECT_EQ(made.version(), 1);
    EXPECT_EQ(made.header("location"), "/api/v1/customers/" + std::to_string(made.json["id"].get<std::int64_t>()));
    auto read = chief().get("/customers/" + std::to_string(made.json["id"].get<std::int64_t>()));
    auto without_event = made.json;
    without_event.erase("change_event");
    EXPECT_EQ(read.json, without_event);
    EXPECT_EQ(read.version(), 1);
}

TEST_P(CustomerApi, TheSameKeyTwiceCreatesOneCustomer) {
    const Json body{{"name", "Müller"}};
    const auto first = chief().post("/customers", body, {{"Idempotency-Key", "0b8f1c1e-2f0b-4f61-9d6a-000000000001"}});
    const auto again = chief().post("/customers", body, {{"Idempotency-Key", "0b8f1c1e-2f0b-4f61-9d6a-000000000001"}});
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.json, first.json);
    EXPECT_EQ(chief().get("/customers/count").json["count"], 1);
    EXPECT_EQ(
        chief()
            .post("/customers", {{"name", "Weber"}}, {{"Idempotency-Key", "0b8f1c1e-2f0b-4f61-9d6a-000000000001"}})
            .status,
        422);
}

TEST_P(CustomerApi, KeepsInitialsLikeEveryDeclaredField) {
    const auto id = add({{"name", "Berg"}, {"name_prefix", "van den"}, {"initials", "J."}});
    const auto path = "/customers/" + std::to_string(id);
    const auto changed = chief().patch(path, {{"initials", "J.P."}}, {if_match(1)});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(chief().get(path).json["initials"], "J.P.");
    const auto told = chief().get(path + "/history").json["events"][0]["changes"][0];
    EXPECT_EQ(told["field"], "initials");
    EXPECT_EQ(told["before"], "J.");
    EXPECT_EQ(told["after"], "J.P.");
    const auto refused = chief().patch(path, {{"initials", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}}, {if_match(2)});
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.json["issues"][0]["field"], "initials");
}

// J-013, J-048
TEST_P(CustomerApi, ChangesOnlyWhatIsGiven) {
    const auto id = add({{"name", "Müller"}, {"town", "Bonn"}, {"title", "Dr."}});
    const auto changed =
        chief().patch("/customers/" + std::to_string(id), {{"town", nullptr}, {"name", "Weber"}}, {if_match(1)});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.version(), 2);
    EXPECT_EQ(changed.json["name"], "Weber");
    EXPECT_EQ(changed.json["town"], nullptr);
    EXPECT_EQ(changed.json["title"], "Dr.");
    EXPECT_EQ(changed.json["changed_at"], "2026-03-01T09:00:00Z");
    const auto same = chief().patch("/customers/" + std::to_string(id), {{"name", "Weber"}}, {if_match(2)});
    EXPECT_EQ(same.version(), 2);
    EXPECT_FALSE(same.json.contains("change_event"));
    EXPECT_EQ(chief().patch("/customers/" + std::to_string(id), {{"name", "Kunz"}}).status, 428);
    EXPECT_EQ(chief().patch("/customers/999", {{"name", "Kunz"}}, {if_match(1)}).status, 404);
}

// J-049
TEST_P(CustomerApi, TimesOfTheProgramCannotBeSent) {
    const auto path = "/customers/" + std::to_string(add({{"name", "Müller"}}));
    for (const char* field : {"changed_at", "created_at", "id", "version", "last_booked_on"})
        EXPECT_THAT(chief().patch(path, {{field, "2020-01-01"}}, {if_match(1)}).issues(),
                    ElementsAre(std::string(field) + ": error.read_only"));
    EXPECT_EQ(chief().patch(path, {{"id", 7}}, {if_match(1)}).status, 422);
    EXPECT_EQ(chief().patch(path, {{"colour", "red"}}, {if_match(1)}).status, 400);
}

TEST_P(CustomerApi, AStaleChangeIsToldWhatOthersDid) {
    const auto path = "/customers/" + std::to_string(add({{"name", "Müller"}, {"town", "Bonn"}}));
    ASSERT_EQ(clerk().patch(path, {{"town", "Köln"}}, {if_match(1)}).status, 200);
    const auto stale = chief().patch(path, {{"town", "Trier"}}, {if_match(1)});
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.json["current"]["town"], "Köln");
    EXPECT_EQ(stale.json["current"]["version"], 2);
    ASSERT_EQ(stale.json["changes"].size(), 1u);
    const auto& change = stale.json["changes"][0];
    EXPECT_EQ(change["field"], "town");
    EXPECT_EQ(change["before"], "Bonn");
    EXPECT_EQ(change["after"], "Köln");
    EXPECT_EQ(change["by"], "clerk");
    EXPECT_EQ(chief().del(path, {if_match(1)}).status, 412);
}

TEST_P(CustomerApi, EveryBadFieldIsNamedInTheUsersLanguage) {
    ApiClient german(server_port(), "de");
    german.set_cookie("sid=chief");
    german.set_token("token");
    const auto refused = german.post("/customers", {{"name", ""}, {"email", "nobody"}, {"birth_date", "31.02.1990"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.issues(), ElementsAre("birth_date: error.date_does_not_exist", "email: error.not_an_email",
                                              "name: error.required"));
    for (const auto& issue : refused.json["issues"])
        if (issue["field"] == "name") EXPECT_EQ(issue["message"], "Name / Firma: Dieses Feld muss ausgefüllt sein.");
}

TEST_P(CustomerApi, DeletesAndUndoes) {
    const auto path = "/customers/" + std::to_string(add({{"name", "Müller"}}));
    EXPECT_EQ(clerk().del(path, {if_match(1)}).status, 403);
    const auto gone = chief().del(path, {if_match(1)});
    ASSERT_EQ(gone.status, 200) << gone.text;
    EXPECT_EQ(chief().get(path).status, 404);
    const auto undone = chief().post("/change-events/" + gone.json["change_event"].dump() + "/reversal");
    ASSERT_EQ(undone.status, 200) << undone.text;
    EXPECT_THAT(undone.json["conflicts"], IsEmpty());
    EXPECT_EQ(chief().get(path).json["name"], "Müller");
    EXPECT_EQ(chief().post("/change-events/" + gone.json["change_event"].dump() + "/reversal").status, 409);
}

TEST_P(CustomerApi, UndoNamesConflictsAndNeedsTheRight) {
    const auto path = "/customers/" + std::to_string(add({{"name", "Müller"}, {"town", "Bonn"}}));
    const auto mine = chief().patch(path, {{"town", "Köln"}}, {if_match(1)}).json["change_event"].dump();
    EXPECT_EQ(clerk().post("/change-events/" + mine + "/reversal").status, 403) << "somebody else's";
    ASSERT_EQ(clerk().patch(path, {{"town", "Trier"}}, {if_match(2)}).status, 200);
    const auto refused = chief().post("/change-events/" + mine + "/reversal");
    EXPECT_EQ(refused.status, 409);
    ASSERT_EQ(refused.json["conflicts"].size(), 1u);
    EXPECT_EQ(refused.json["conflicts"][0]["field"], "town");
    EXPECT_EQ(refused.json["conflicts"][0]["expected"], "Köln");
    EXPECT_EQ(refused.json["conflicts"][0]["found"], "Trier");
    EXPECT_EQ(chief().post("/change-events/99999/reversal").status, 404);
}

TEST_P(CustomerApi, TheHistoryTellsWhoChangedWhat) {
    const auto path = "/customers/" + std::to_string(add({{"name", "Müller"}}));
    clerk().patch(path, {{"town", "Köln"}}, {if_match(1)});
    const auto history = chief().get(path + "/history");
    ASSERT_EQ(history.status, 200) << history.text;
    ASSERT_EQ(history.json["events"].size(), 2u);
    const auto& changed = history.json["events"][0];
    EXPECT_EQ(changed["by"], "clerk");
    EXPECT_EQ(changed["summary"], "Customer changed");
    EXPECT_EQ(changed["changes"][0]["after"], "Köln");
    EXPECT_EQ(changed["may_undo"], true);
    EXPECT_EQ(history.json["events"][1]["kind"], "customer_created");
    EXPECT_EQ(history.json["cursor"], nullptr);
    const auto first = chief().get(path + "/history?limit=1");
    EXPECT_EQ(first.json["events"].size(), 1u);
    const auto second = chief().get(path + "/history?limit=1&cursor=" + first.json["cursor"].get<std::string>());
    EXPECT_EQ(second.json["events"][0]["kind"], "customer_created");
    EXPECT_EQ(clerk().get(path + "/history").json["events"][1]["may_undo"], false);
}

TEST_P(CustomerApi, TheListOfAllChangesNamesTheCustomer) {
    const auto id = add({{"name", "Müller"}, {"first_name", "Anna"}});
    const auto all = chief().get("/change-events");
    ASSERT_EQ(all.json["events"].size(), 1u);
    EXPECT_EQ(all.json["events"][0]["customer"]["name"], "Anna Müller");
    const auto one = chief().get("/change-events/" + all.json["events"][0]["id"].dump());
    EXPECT_EQ(one.json["records"], 1);
    EXPECT_EQ(one.json["changes"][0]["id"], id);
    EXPECT_EQ(clerk().get("/change-events").status, 403);
    EXPECT_EQ(chief().get("/change-events/77").status, 404);
}

TEST_P(CustomerApi, ListsAnyPlaceInEveryOrder) {
    for (const char* name : {"Zander", "Abel", "Meyer", "Meier", "Müller"}) {
        add({{"name", name}});
        clock().advance(std::chrono::minutes(1));
    }
    EXPECT_THAT(names("/customers"), ElementsAre("Abel", "Meier", "Meyer", "Müller", "Zander"));
    EXPECT_THAT(names("/customers?direction=desc&limit=2"), ElementsAre("Zander", "Müller"));
    EXPECT_THAT(names("/customers?offset=3"), ElementsAre("Müller", "Zander"));
    EXPECT_THAT(names("/customers?offset=5"), IsEmpty());
    EXPECT_THAT(names("/customers?order=number"), ElementsAre("Zander", "Abel", "Meyer", "Meier", "Müller"));
    EXPECT_THAT(names("/customers?order=number&offset=3&limit=1"), ElementsAre("Meier"));
    EXPECT_THAT(names("/customers?order=created_at&direction=desc&offset=4"), ElementsAre("Zander"));
    const auto abel = chief().get("/customers?start=abel").json["rows"][0];
    ASSERT_EQ(chief().patch("/customers/" + abel["id"].dump(), {{"title", "Dr."}}, {if_match(1)}).status, 200);
    EXPECT_THAT(names("/customers?order=changed_at&direction=desc&limit=2"), ElementsAre("Abel", "Müller"));
    EXPECT_THAT(names("/customers?filter=me"), ElementsAre("Meier", "Meyer"));
    EXPECT_THAT(names("/customers?filter=me&direction=desc&offset=1"), ElementsAre("Meier"));
    EXPECT_THAT(names("/customers?filter=m&order=number"), ElementsAre("Meyer", "Meier", "Müller"));
    EXPECT_EQ(chief().get("/customers/count?filter=me").json["count"], 2);
    const auto from = chief().get("/customers?start=Mu&limit=1").json;
    EXPECT_EQ(from["offset"], 3);
    EXPECT_EQ(from["rows"][0]["name"], "Müller");
    EXPECT_EQ(chief().get("/customers?limit=201").status, 400);
    EXPECT_EQ(chief().get("/customers?order=colour").status, 400);
}

TEST_P(CustomerApi, RowsShowWhatTheListNeeds) {
    const auto id = add({{"name", "Müller"},
                         {"phone_private", "030 1"},
                         {"debtor_number", 4711},
                         {"booking_block", true},
                         {"alternative_emails", {"x@example.com"}}});
    const auto row = chief().get("/customers").json["rows"][0];
    EXPECT_EQ(row["id"], id);
    EXPECT_EQ(row["number"], 100001);
    EXPECT_EQ(row["debtor_number"], 4711);
    EXPECT_EQ(row["phone"], "030 1");
    EXPECT_EQ(row["booking_block"], true);
    EXPECT_EQ(row["alternative_emails"], Json({"x@example.com"}));
    EXPECT_EQ(row["created_at"], "2026-03-01T09:00:00Z");
    EXPECT_EQ(row["changed_at"], nullptr);
    EXPECT_EQ(row["town"], nullptr);
}

TEST_P(CustomerApi, TheFilterFallsBackToTheMatchcode) {
    add({{"name", "Müller"}, {"matchcode", "SIEMENS"}});
    add({{"name", "Meyer"}, {"first_name", "Anna"}});
    add({{"name", "Meyer"}, {"first_name", "Bernd"}});
    EXPECT_THAT(names("/customers?filter=siem"), ElementsAre("Müller"));
    EXPECT_EQ(chief().get("/customers/count?filter=siem").json["count"], 1);
    EXPECT_EQ(chief().get("/customers?filter=Meyer%2C%20B").json["rows"][0]["first_name"], "Bernd");
    EXPECT_EQ(chief().get("/customers/count?filter=Meyer*A").json["count"], 1);
    EXPECT_EQ(chief().get("/customers/count?filter=xyz").json["count"], 0);
}

// J-011, J-012, J-040, J-195
TEST_P(CustomerApi, SearchesAndHidesTheHidden) {
    const auto id = add({{"name", "Müller"}, {"hidden_in_search", true}});
    EXPECT_THAT(names("/search?q=M%C3%BCller"), IsEmpty());
    EXPECT_THAT(names("/search?q=M%C3%BCller&hidden=true"), ElementsAre("Müller"));
    EXPECT_EQ(clerk().get("/search?q=M%C3%BCller&hidden=true").status, 403);
    EXPECT_THAT(names("/customers?hidden=true&order=number"), testing::SizeIs(2)) << "with the anonymous customer";
    ASSERT_EQ(chief()
                  .patch("/customers/" + std::to_string(id), {{"hidden_in_search", false}, {"booking_block", true}},
                         {if_match(1)})
                  .status,
              200);
    const auto hit = chief().get("/search?q=100001").json["hits"][0];
    EXPECT_EQ(hit["matched"], "number");
    EXPECT_EQ(hit["blocked"], true);
    EXPECT_EQ(chief().get("/search").status, 400) << "q is required";
}

TEST_P(CustomerApi, ProposesWithoutStoring) {
    const auto proposed =
        chief().post("/customers/proposals",
                     {{"name", "Müller"}, {"first_name", "Anna"}, {"salutation", "Frau"}, {"language", "nl"}});
    ASSERT_EQ(proposed.status, 200) << proposed.text;
    const Json expected{{"matchcode", "Müller*Anna"},
                        {"gender", "female"},
                        {"letter_salutation", "Geachte mevrouw Müller"},
                        {"country", "DE"},
                        {"first_contact_on", "2026-03-01"},
                        {"number", 100001},
                        {"debtor_number", 100001}};
    for (const auto& [name, value] : expected.items()) EXPECT_EQ(proposed.json[name], value) << name;
    EXPECT_EQ(chief().post("/customers/proposals", {{"kind", "company"}}).json["number"], 500001);
    EXPECT_EQ(chief().get("/customers/count").json["count"], 0);
}

// The form of a new customer: "van der Meer" goes into its fields; a company's name and a word alone stay whole.
TEST_P(CustomerApi, ProposesThePrefixOfAName) {
    const auto split = [&](const char* kind, const char* name) {
        const auto answer = chief().post("/customers/proposals", {{"kind", kind}, {"name", name}}).json;
        return std::pair(answer["name_prefix"], answer["name"]);
    };
    const std::pair<Json, Json> meer{"van der", "Meer"};
    EXPECT_EQ(split("private", "van der Meer"), meer);
    EXPECT_EQ(split("prospect", "Van Der Meer").second, "Meer");
    EXPECT_EQ(split("private", "in 't Veld"), (std::pair<Json, Json>("in 't", "Veld")));
    EXPECT_EQ(split("private", "von und zu Hohenstein"), (std::pair<Json, Json>("von und zu", "Hohenstein")));
    EXPECT_EQ(split("private", "de la Cruz"), (std::pair<Json, Json>("de la", "Cruz")));
    for (const char* whole : {"Van", "In Albon", "Op", "Vandermeer"})
        EXPECT_EQ(split("private", whole), (std::pair<Json, Json>(nullptr, whole))) << whole;
    EXPECT_EQ(split("company", "Von Roll AG"), (std::pair<Json, Json>(nullptr, "Von Roll AG")));
}

// J-152 J-153 J-154: the address of the linked customer, for the fields that are free in the empty form
TEST_P(CustomerApi, ProposesTheAddressOfTheLinkedCustomer) {
    const auto from = add({{"name", "Zentrale"},
                           {"street", "Domplatz"},
                           {"house_number", "1"},
                           {"postcode", "3011"},
                           {"town", "Bern"},
                           {"country", "CH"}});
    const auto number = chief().get("/customers/" + std::to_string(from)).json["number"];
    const auto copied = [&](Json values) {
        values["billing_address_from"] = number;
        return chief().post("/customers/proposals", values).json["copied_address"];
    };
    EXPECT_EQ(copied({{"name", "Neu"}}), Json({{"street", "Domplatz"},
                                               {"house_number", "1"},
                                               {"postcode", "3011"},
                                               {"town", "Bern"},
                                               {"country", "CH"}}));
    EXPECT_EQ(copied({{"name", "Neu"}, {"street", "Ring"}, {"country", "DE"}}),
              Json({{"postcode", "3011"}, {"town", "Bern"}}))
        << "what is typed stays, and a number does not go beside another street";
    EXPECT_EQ(chief().post("/customers/proposals", {{"billing_address_from", 999}}).json["copied_address"], nullptr);
}

TEST_P(CustomerApi, ProposesNothingOfAHiddenCustomerToWhoMayNotSeeHim) {
    const auto hidden =
        add({{"name", "Verborgen"}, {"street", "Domplatz"}, {"town", "Bern"}, {"hidden_in_search", true}});
    const Json typed{{"name", "Neu"},
                     {"billing_address_from", chief().get("/customers/" + std::to_string(hidden)).json["number"]}};
    EXPECT_EQ(chief().post("/customers/proposals", typed).json["copied_address"]["street"], "Domplatz");
    const auto told = clerk().post("/customers/proposals", typed);
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.json["copied_address"], nullptr);
    EXPECT_EQ(told.text.find("Domplatz"), std::string::npos);
}

// GET /fields says all that the form of a record needs: nothing of it is known anywhere else.
TEST_P(CustomerApi, SaysWhereTheValuesOfItsFieldsComeFrom) {
    std::map<std::string, Json> fields;
    const auto answer = chief().get("/fields").json;
    for (const auto& field : answer["records"]["customer"]) fields[field["name"]] = field;
    EXPECT_EQ(fields["category"]["choice_list"], "category");
    EXPECT_FALSE(fields["category"].contains("own_words"));
    EXPECT_EQ(fields["salutation"]["own_words"], true);
    EXPECT_EQ(fields["occupation"]["value_help"], true);
    EXPECT_EQ(fields["company"]["right"], "customers.links");
    EXPECT_EQ(fields["no_selection"]["right"], "customers.no_selection");
    EXPECT_FALSE(fields["name"].contains("choice_list"));
}

TEST_P(CustomerApi, DeclaresItsFields) {
    const auto declared = chief().get("/fields").json["records"]["customer"];
    EXPECT_EQ(declared.size(), customer_fields().size() + 2);
    for (const auto& field : declared)
        if (field["name"] == "kind") EXPECT_EQ(field["choices"].size(), 4u);
    EXPECT_EQ(nobody().get("/fields").status, 401);
}

// J-069
TEST_P(CustomerApi, OffersTownsAndChoices) {
    db().write([](sql::Transaction& transaction) {
        parameters::found_parameters(transaction);
        const std::vector<parameters::Postcode> postcodes{{"NL", "1012", "Amsterdam"}};
        parameters::store_postcodes(transaction, postcodes);
    });
    EXPECT_EQ(chief().get("/postcodes?country=NL&postcode=1012%20AB").json["towns"], Json({"Amsterdam"}));
    const auto choices = chief().get("/choices");
    ASSERT_EQ(choices.status, 200) << choices.text;
    EXPECT_EQ(choices.json["salutation"][0]["language"], "en");
    // A word that two languages share stands once: no list can hold one entry twice.
    for (const char* list : {"salutation", "letter_salutation", "title"}) {
        std::set<std::string> words;
        for (const auto& choice : choices.json[list])
            EXPECT_TRUE(words.insert(choice["label"]).second) << list << ": " << choice["label"];
    }
    EXPECT_FALSE(choices.json["category"]["private"].empty());
}

}  // namespace
}  // namespace kartei::customers
