// The lists of a profile through HTTP; every answer is judged by the OpenAPI document (tests/support/api_client.hpp).
#include <map>

#include "modules/parameters/choice_lists.hpp"
#include "modules/profile/profile_fixture.hpp"

namespace kartei::profile {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ProfileLists : public WithProfile {};
ON_BOTH_ENGINES(ProfileLists);

const char* const iban = "DE89370400440532013000";
const char* const other_iban = "NL91ABNA0417164300";

// J-097, J-098, J-100, J-102, J-103, J-107: the family, with passports and wishes of each
TEST_P(ProfileLists, FamilyWithPassportsAndWishes) {
    const auto anna = customer();
    const auto member = add(anna + "/family", {{"salutation", "Herr"},
                                               {"first_name", "Jan"},
                                               {"name", "Eriksson"},
                                               {"birth_date", "02.01.1980"},
                                               {"role", "partner"}});
    EXPECT_EQ(member["gender"], "male");
    EXPECT_EQ(member["letter_salutation"], "Sehr geehrter Herr Eriksson");
    EXPECT_EQ(member["birth_date"], "1980-01-02");
    add(anna + "/passports", {{"number", "C01X00T47"}, {"valid_until", "2031-05-01"}});
    const auto his = add(anna + "/passports", {{"holder", member["id"]},
                                               {"number", "c01x 00t48"},
                                               {"nationality", "D"},
                                               {"issuing_place", "Köln"},
                                               {"birth_name", "Eriksen"},
                                               {"free1", "Visum USA"},
                                               {"free5", "Sitz 4A"}});
    EXPECT_EQ(his["document"], "passport");
    EXPECT_EQ(his["nationality"], "DE");
    EXPECT_EQ(agent().get(row_path(anna + "/passports", his) + "/secrets").json["number"], "C01X00T48");
    const auto wish = add(anna + "/wishes", {{"holder", member["id"]}, {"code", "vegetarian"}});
    EXPECT_EQ(wish["kind"], "wish");
    add(anna + "/wishes", {{"kind", "duty"}, {"text", "Einverständnis beider Eltern"}});
    const auto all = lists(anna);
    EXPECT_EQ(all["family"].size(), 1u);
    EXPECT_EQ(all["passports"].at(0)["holder"], 0);
    EXPECT_EQ(all["passports"].at(1)["holder"], member["id"]);
    EXPECT_EQ(all["wishes"].at(0)["holder"], member["id"]);
    // With the member go his passport and wish, and they come back with him.
    const auto gone = as("chief").del(row_path(anna + "/family", member), {if_match(1)});
    ASSERT_EQ(gone.status, 200) << gone.text;
    EXPECT_EQ(lists(anna)["passports"].size(), 1u);
    EXPECT_EQ(lists(anna)["wishes"].size(), 1u);
    EXPECT_EQ(undo(gone.json["change_event"]).status, 200);
    EXPECT_EQ(lists(anna)["passports"], all["passports"]);
    EXPECT_EQ(lists(anna)["wishes"], all["wishes"]);
}

TEST_P(ProfileLists, AMemberIsGreetedInTheLanguageOfHisFamilyAndByHisName) {
    const auto anna = customer({{"name", "Meer"}, {"country", "NL"}});
    const auto jan =
        add(anna + "/family", {{"salutation", "de heer"}, {"first_name", "Jan"}, {"name", "van der Meer"}});
    EXPECT_EQ(jan["letter_salutation"], "Geachte heer Van der Meer");
    const auto path = row_path(anna + "/family", jan);
    const auto renamed = as("chief").patch(path, {{"name", "Vos"}}, {if_match(1)});
    EXPECT_EQ(renamed.json["letter_salutation"], "Geachte heer Vos");
    const auto own = as("chief").patch(path, {{"letter_salutation", "Beste Jan,"}}, {if_match(2)});
    EXPECT_EQ(own.json["letter_salutation"], "Beste Jan") << "J-064";
    EXPECT_EQ(as("chief").patch(path, {{"name", "Berg"}}, {if_match(3)}).json["letter_salutation"], "Beste Jan");
}

// J-085, J-205: a number of the list is found however it was written
TEST_P(ProfileLists, NumbersOfTheListAreFoundInEveryWriting) {
    const auto anna = customer();
    const auto row = add(anna + "/phones", {{"number", "040 12345678 u. 0171 3920001"}});
    add(anna + "/phones", {{"number", "+49 (0)89 / 123 45-678 App. 9"}});
    const auto found = [&](const std::string& typed) {
        return as("chief").get("/search/customers?phone=" + typed).json.at("hits").size();
    };
    for (auto typed : {"%2B494012345678", "494012345678", "0171%203920001", "089%2012345678", "498912345678"})
        EXPECT_EQ(found(typed), 1u) << typed;
    EXPECT_EQ(as("chief").del(row_path(anna + "/phones", row), {if_match(1)}).status, 200);
    for (auto typed : {"%2B494012345678", "0171%203920001"}) EXPECT_EQ(found(typed), 0u) << typed;
}

// J-098: the function of a member is kept by its code and read by everybody in his own language
TEST_P(ProfileLists, TheFunctionOfAMemberIsReadInEveryLanguage) {
    const auto anna = customer();
    const auto stored = [&] {
        return db().read([](sql::Transaction& transaction) {
            auto rows = transaction.query("SELECT role FROM family_member ORDER BY id");
            std::vector<std::string> roles;
            while (rows.next()) roles.push_back(rows.string(0));
            return roles;
        });
    };
    const auto written = [&](const char* role) {
        return add(anna + "/family", {{"name", "Eriksson"}, {"role", role}});
    };
    EXPECT_EQ(written("Kind")["role"], "child");
    EXPECT_EQ(written("OUDER")["role"], "parent");
    EXPECT_EQ(written("sibling")["role"], "brother or sister");
    const auto own = written("Patenkind");
    EXPECT_EQ(own["role"], "Patenkind") << "a word of one's own stays";
    EXPECT_EQ(stored(), (std::vector<std::string>{"child", "parent", "sibling", "Patenkind"}));
    test::ApiClient german(port(), "de");
    german.set_cookie("sid=chief");
    german.set_token("token");
    const auto family = german.get(anna + "/lists").json["family"];
    EXPECT_EQ(family.at(0)["role"], "Kind");
    const auto row = row_path(anna + "/family", family.at(0));
    const auto saved = german.patch(row, {{"role", "Kind"}, {"first_name", "Ole"}}, {if_match(1)});
    ASSERT_EQ(saved.status, 200) << saved.text;
    EXPECT_EQ(stored().front(), "child") << "saving what was shown changes nothing";
    EXPECT_EQ(german.patch(row, {{"role", "Enkel"}}, {if_match(1)}).json["current"]["role"], "Kind");
    const auto uses = db().read([](sql::Transaction& transaction) {
        return parameters::uses_of(transaction, "family_role");
    });
    EXPECT_TRUE(std::any_of(uses.begin(), uses.end(), [](const auto& use) { return use.code == "child"; }))
        << "a code that is in use stays in its list";
}

// The house stands in Berlin, where the day begins an hour before it does in UTC.
TEST_P(ProfileLists, ABirthDateIsJudgedWhenItIsEnteredAndByTheDayOfTheHouse) {
    const auto anna = customer();
    clock().set(*read_instant("2026-03-01T23:30:00Z", "UTC"));
    const auto child = add(anna + "/family", {{"name", "Meyer"}, {"birth_date", "2026-03-02"}});
    EXPECT_THAT(as("chief").post(anna + "/family", {{"name", "Meyer"}, {"birth_date", "2026-03-03"}}).issues(),
                ElementsAre("birth_date: error.birth_date_ahead"));
    db().write([](sql::Transaction& transaction) {
        transaction.execute("UPDATE family_member SET birth_date = '1850-01-01'");
    });
    const auto named = as("chief").patch(row_path(anna + "/family", child), {{"first_name", "Ida"}}, {if_match(1)});
    EXPECT_EQ(named.status, 200) << "what stood there before the rule stays: " << named.text;
}

TEST_P(ProfileLists, WhatCannotBeIsRefusedAllAtOnce) {
    const auto anna = customer(), other = customer({{"name", "Meyer"}});
    const auto member = add(other + "/family", {{"name", "Meyer"}});
    auto& chief = as("chief");
    EXPECT_THAT(chief.post(anna + "/family", {{"birth_date", "31.02.2000"}, {"customer", 77}}).issues(),
                ElementsAre("birth_date: error.date_does_not_exist", "customer: error.no_such_customer",
                            "name: error.required"));
    EXPECT_THAT(chief.post(anna + "/passports", {{"holder", member["id"]}}).issues(),
                ElementsAre("holder: error.no_such_member"));
    EXPECT_THAT(chief.post(anna + "/passports", {{"issued_on", "2020-01-02"}, {"valid_until", "2020-01-01"}}).issues(),
                ElementsAre("valid_until: error.valid_before_issue"));
    EXPECT_THAT(chief.post(anna + "/passports", {{"number", "!!"}}).issues(),
                ElementsAre("number: error.no_letter_or_digit"));
    EXPECT_THAT(chief.post(anna + "/bank-accounts", {{"account_number", "--"}, {"bank_code", "37040044"}}).issues(),
                ElementsAre("account_number: error.no_letter_or_digit"));
    EXPECT_THAT(chief.post(anna + "/wishes", {{"code", "moonlight"}}).issues(),
                ElementsAre("code: error.unknown_code"));
    EXPECT_THAT(chief.post(anna + "/wishes", Json::object()).issues(), ElementsAre("code: error.code_or_text"));
    EXPECT_THAT(chief.post(anna + "/phones", {{"contact", "Frau Meyer"}}).issues(),
                ElementsAre("number: error.required"));
    EXPECT_THAT(chief.post(anna + "/surcharges", {{"text", "Servicegebühr"}}).issues(),
                ElementsAre("amount: error.required"));
    EXPECT_THAT(chief.post(anna + "/notes", {{"text", "x"}, {"written_by", "anke"}}).issues(),
                ElementsAre("written_by: error.read_only"));
    EXPECT_EQ(chief.post("/customers/99/phones", {{"number", "030 1"}}).status, 404);
    EXPECT_THAT(chief.post("/customers/1/phones", {{"number", "030 1"}}).issues(),
                ElementsAre(": error.anonymous_customer"));
    EXPECT_THAT(lists(anna)["passports"], IsEmpty());
}

// J-111, J-113, J-114: any number of bank accounts; IBAN and BIC are checked, the old form may stand beside them
TEST_P(ProfileLists, BankAccountsAreChecked) {
    const auto anna = customer();
    const auto path = anna + "/bank-accounts";
    const auto first = add(path, {{"iban", "de89 3704 0044 0532 0130 00"}, {"bic", "cobadeff"}, {"holder", "Anna"}});
    EXPECT_EQ(first["iban"], "•••• 3000");
    EXPECT_EQ(first["bic"], "COBADEFF");
    add(path, {{"account_number", "532013000"}, {"bank_code", "37040044"}, {"bank_name", "Commerzbank"}});
    EXPECT_EQ(lists(anna)["bank_accounts"].at(1)["position"], 2);
    auto& chief = as("chief");
    EXPECT_THAT(chief.post(path, {{"iban", "DE88370400440532013000"}, {"bic", "COBA"}}).issues(),
                ElementsAre("bic: error.not_a_bic", "iban: error.not_an_iban"));
    EXPECT_THAT(chief.post(path, {{"account_number", "532013000"}}).issues(), ElementsAre("bank_code: error.required"));
    EXPECT_THAT(chief.post(path, Json::object()).issues(), ElementsAre("iban: error.iban_or_account_number"));
    EXPECT_THAT(chief.post(path, {{"iban", iban}, {"mandate", "M-1"}}).issues(),
                ElementsAre("mandate_on: error.required"));
    const auto mandate = add(path, {{"iban", other_iban}, {"mandate", "M-1"}, {"mandate_on", "2026-02-01"}});
    EXPECT_EQ(mandate["mandate_scheme"], "core");
    EXPECT_EQ(mandate["mandate_use"], "recurring");
}

TEST_P(ProfileLists, WhatIsSensitiveGoesOnlyWithTheRightToChangeIt) {
    const auto anna = customer();
    const auto account = add(anna + "/bank-accounts", {{"iban", iban}});
    const auto passport = add(anna + "/passports", {{"number", "C01X00T47"}});
    const auto member = add(anna + "/family", {{"first_name", "Jan"}, {"name", "Eriksson"}});
    add(anna + "/passports", {{"holder", member["id"]}, {"number", "C01X00T48"}});
    auto& clerk = as("clerk");
    for (const auto& path : {row_path(anna + "/bank-accounts", account), row_path(anna + "/passports", passport),
                             row_path(anna + "/family", member)})
        EXPECT_EQ(clerk.del(path, {if_match(1)}).status, 403) << path;
    EXPECT_EQ(lists(anna)["bank_accounts"].size(), 1u);
    EXPECT_EQ(lists(anna)["passports"].size(), 2u);
    EXPECT_EQ(agent().del(row_path(anna + "/bank-accounts", account), {if_match(1)}).status, 200);
}

// J-112, J-115: the order is data, the first account is debited
TEST_P(ProfileLists, TheOrderIsTheUsers) {
    const auto anna = customer();
    const auto path = anna + "/bank-accounts";
    const auto one = add(path, {{"iban", iban}}), two = add(path, {{"iban", other_iban}});
    const auto ordered = as("chief").put(path + "/order", {{"ids", {two["id"], one["id"]}}});
    ASSERT_EQ(ordered.status, 200) << ordered.text;
    EXPECT_EQ(lists(anna)["bank_accounts"].at(0)["id"], two["id"]);
    EXPECT_EQ(lists(anna)["bank_accounts"].at(0)["position"], 1);
    EXPECT_EQ(as("chief").put(path + "/order", {{"ids", {two["id"], one["id"]}}}).json["change_event"], 0);
    EXPECT_THAT(as("chief").put(path + "/order", {{"ids", {one["id"]}}}).issues(), ElementsAre(": error.other_rows"));
    EXPECT_EQ(undo(ordered.json["change_event"]).status, 200);
    EXPECT_EQ(lists(anna)["bank_accounts"].at(0)["id"], one["id"]);
    for (const char* list : {"/family", "/cards", "/phones"})
        EXPECT_EQ(as("chief").put(anna + list + "/order", {{"ids", Json::array()}}).status, 200) << list;
}

// J-116, J-118: cards of three kinds, with holder; of a credit card the full number is refused wherever it is typed
TEST_P(ProfileLists, CardsWithoutFullNumbers) {
    const auto anna = customer();
    const auto path = anna + "/cards";
    const auto credit = add(path, {{"kind", "credit"},
                                   {"brand", "Visa"},
                                   {"last4", "1111"},
                                   {"valid_until", "03/27"},
                                   {"holder", "Anna Eriksson"},
                                   {"token", "tok_1A2b3C4d5E"}});
    EXPECT_EQ(credit["valid_until"], "2027-03-31");
    EXPECT_EQ(credit["token"], "•••• 4d5E");
    const auto flyer =
        add(path, {{"kind", "frequent_flyer"}, {"brand", "Miles & More"}, {"number", "992001234567890"}});
    EXPECT_EQ(flyer["number"], "992001234567890");
    auto& chief = as("chief");
    for (const char* field : {"last4", "number", "brand", "holder", "token"}) {
        Json card{{"kind", "credit"}, {"last4", "1111"}};
        card[field] = "4111 1111 1111 1111";
        EXPECT_THAT(chief.post(path, card).issues(), Contains(std::string(field) + ": error.card_number")) << field;
    }
    EXPECT_THAT(chief.post(path, {{"kind", "member"}, {"number", "4111111111111111"}}).issues(),
                Contains("number: error.card_number"));
    EXPECT_THAT(chief.post(anna + "/notes", {{"text", "Karte 4111-1111-1111-1111\nbis 03/27"}}).issues(),
                ElementsAre("text: error.card_number"));
    EXPECT_THAT(chief.post(path, {{"kind", "credit"}, {"number", "77"}}).issues(),
                ElementsAre("last4: error.last_four", "number: error.card_number"));
    EXPECT_THAT(chief.post(path, {{"kind", "member"}, {"last4", "1234"}}).issues(),
                ElementsAre("last4: error.only_credit_card", "number: error.required"));
    EXPECT_THAT(raw_tables(), Not(HasSubstr("4111")));
}

// J-205 to J-209: a row is saved when it is left, and every change goes back
TEST_P(ProfileLists, PhonesAreAddedChangedAndDeleted) {
    const auto anna = customer({{"name", "Muster GmbH"}, {"kind", "company"}});
    const auto path = anna + "/phones";
    const auto row = add(path, {{"department", "Einkauf"}, {"contact", "Frau Meyer"}, {"number", "0221 1234"}});
    auto& clerk = as("clerk");
    const auto changed = clerk.patch(row_path(path, row), {{"contact", "Herr Schulz"}}, {if_match(1)});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.version(), 2);
    EXPECT_EQ(changed.json["department"], "Einkauf");
    const auto stale = clerk.patch(row_path(path, row), {{"contact", "Frau Meyer"}}, {if_match(1)});
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.json["current"]["contact"], "Herr Schulz");
    EXPECT_EQ(stale.json["changes"].at(0)["field"], "contact");
    EXPECT_EQ(clerk.patch(row_path(path, row), {{"contact", "Herr Schulz"}}, {if_match(2)}).version(), 2)
        << "the same again changes nothing";
    EXPECT_EQ(clerk.patch(row_path(customer() + "/phones", row), {{"contact", "x"}}, {if_match(2)}).status, 404);
    const auto deleted = clerk.del(row_path(path, row), {if_match(2)});
    ASSERT_EQ(deleted.status, 200) << deleted.text;
    EXPECT_THAT(lists(anna)["phones"], IsEmpty());
    EXPECT_EQ(undo(deleted.json["change_event"]).status, 200);
    EXPECT_EQ(undo(changed.json["change_event"]).status, 200);
    EXPECT_EQ(lists(anna)["phones"].at(0)["contact"], "Frau Meyer");
    EXPECT_EQ(undo(row["change_event"]).status, 200);
    EXPECT_THAT(lists(anna)["phones"], IsEmpty());
}

// J-225, J-226, J-227: notes know when and by whom they were written; those of others take a right
TEST_P(ProfileLists, NotesBelongToWhoWroteThem) {
    const auto path = customer() + "/notes";
    const auto made = agent().post(path, {{"text", "Möchte Prospekte.\nRuft wieder an."}, {"pop_up", true}});
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.json["written_at"], "2026-03-01T09:00:00Z");
    EXPECT_EQ(made.json["written_by"], "agent");
    const auto note = row_path(path, made.json);
    EXPECT_THAT(as("clerk").patch(note, {{"text", "Nein."}}, {if_match(1)}).issues(),
                ElementsAre(": error.note_of_others"));
    EXPECT_EQ(as("clerk").del(note, {if_match(1)}).status, 403);
    EXPECT_EQ(agent().patch(note, {{"text", "Hat Prospekte."}}, {if_match(1)}).status, 200);
    const auto by_right = as("chief").patch(note, {{"pop_up", false}}, {if_match(2)});
    EXPECT_EQ(by_right.json["written_by"], "agent");
    EXPECT_EQ(as("chief").del(note, {if_match(3)}).status, 200);
}

// J-048: whatever happens to a list is a change of the profile
TEST_P(ProfileLists, TheHistoryOfTheCustomerTellsOfHisLists) {
    const auto anna = customer();
    EXPECT_EQ(as("chief").get(anna).json["changed_at"], nullptr);
    clock().advance(std::chrono::hours(1));
    const auto row = add(anna + "/phones", {{"number", "0221 1234"}});
    EXPECT_EQ(as("chief").get(anna).json["changed_at"], "2026-03-01T10:00:00Z");
    EXPECT_EQ(as("chief").get(anna).json["version"], 1) << "an open form stays good";
    as("chief").patch(row_path(anna + "/phones", row), {{"number", "0221 5678"}}, {if_match(1)});
    const auto history = as("chief").get(anna + "/history").json["events"];
    ASSERT_EQ(history.size(), 3u);
    EXPECT_EQ(history.at(0)["kind"], "phone_entry_changed");
    EXPECT_EQ(history.at(0)["changes"].at(0)["field"], "phones");
    EXPECT_EQ(history.at(0)["changes"].at(0)["before"], "0221 1234");
    EXPECT_EQ(history.at(0)["changes"].at(0)["after"], "0221 5678");
    EXPECT_EQ(history.at(2)["kind"], "customer_created");
    db().read([](sql::Transaction& transaction) { EXPECT_EQ(audit::verify_audit(transaction), ""); });
}

TEST_P(ProfileLists, UndoNeverOverwritesWhatOthersDid) {
    const auto path = customer() + "/phones";
    const auto row = add(path, {{"number", "0221 1234"}});
    const auto first = as("chief").patch(row_path(path, row), {{"number", "0221 2"}}, {if_match(1)});
    as("clerk").patch(row_path(path, row), {{"number", "0221 3"}}, {if_match(2)});
    EXPECT_EQ(undo(first.json["change_event"]).status, 409);
    EXPECT_EQ(undo(row["change_event"]).status, 409);
    EXPECT_EQ(agent().get("/customers/2/lists").json["phones"].at(0)["number"], "0221 3");
}

// J-024, J-184: rows of lists go with their customer, and come back with him
TEST_P(ProfileLists, GoWithTheirCustomer) {
    const auto anna = customer();
    add(anna + "/bank-accounts", {{"iban", iban}});
    add(anna + "/notes", {{"text", "Stammgast"}});
    const auto before = lists(anna);
    const auto erasable = as("chief").get(anna + "/erasable").json;
    EXPECT_EQ(erasable["deletable"], true);
    EXPECT_THAT(erasable["hangs"], IsEmpty());
    const auto deleted = as("chief").del(anna, {if_match(1)});
    ASSERT_EQ(deleted.status, 200) << deleted.text;
    EXPECT_EQ(agent().get(anna + "/lists").status, 404);
    EXPECT_EQ(agent().get(anna + "/erasable").status, 404);
    db().read([](sql::Transaction& transaction) {
        for (const auto& list : all_lists()) EXPECT_EQ(count_rows(transaction, list), 0) << list.name;
    });
    EXPECT_EQ(undo(deleted.json["change_event"]).status, 200);
    EXPECT_EQ(lists(anna), before);
}

// What the browser needs beside the fields' kinds stands in GET /fields.
TEST_P(ProfileLists, TheDeclarationIsWhole) {
    const auto declared = agent().get("/fields").json;
    std::map<std::string, Json> lists;
    for (const auto& list : declared["lists"]) lists[list["name"]] = list;
    EXPECT_EQ(lists["commission_assignments"]["right"], "commission.change");
    EXPECT_EQ(lists["commission_assignments"]["inherited_over"], "commission_from");
    EXPECT_EQ(lists["commission_assignments"]["ordered"], true);
    EXPECT_EQ(lists["passports"]["holder"], true);
    EXPECT_EQ(lists["passports"]["record"], "passport");
    EXPECT_EQ(lists["agency"]["single"], true);
    EXPECT_EQ(lists["bank_accounts"]["path"], "bank-accounts");
    EXPECT_EQ(lists["fee-rules"]["owner"], "house");
    EXPECT_EQ(lists["relations"]["tab"], "family");
    EXPECT_EQ(lists["surcharges"]["tab"], "attributes");
    EXPECT_EQ(lists["notes"]["tab"], nullptr) << "beside the tabs";
    EXPECT_EQ(lists["fee-rules"]["tab"], nullptr) << "of no customer";
    const auto field = [&](const char* record, const char* name) {
        for (const auto& one : declared["records"][record])
            if (one["name"] == name) return one;
        return Json();
    };
    EXPECT_EQ(field("commission_assignment", "operator")["base_data"], "operators");
    EXPECT_EQ(field("fee_rule", "destination")["base_data"], "destinations");
    EXPECT_EQ(field("fee_rule", "product_type")["choice_list"], "product_type");
    EXPECT_EQ(field("family_member", "role")["choice_list"], "family_role");
    EXPECT_EQ(field("family_member", "role")["own_words"], true);
    EXPECT_EQ(field("wish", "code")["choice_list"], "wish");
    EXPECT_EQ(field("agency", "settlement_operator")["base_data"], "operators");
    EXPECT_EQ(field("postcode", "town")["max_length"], 80);
}

TEST_P(ProfileLists, EveryFieldIsDeclared) {
    const auto records = agent().get("/fields").json["records"];
    for (const char* record : {"family_member", "passport", "wish", "bank_account", "card", "phone_entry", "surcharge",
                               "note", "agency"}) {
        ASSERT_TRUE(records.contains(record)) << record;
        for (const auto& field : records[record]) {
            EXPECT_NE(field["kind"], "blind_index");
            EXPECT_TRUE(has_text(std::string(record) + "." + field["name"].get<std::string>()))
                << record << "." << field["name"];
        }
    }
    for (const auto& list : all_lists()) {
        EXPECT_TRUE(has_text("list." + std::string(list.name))) << list.name;
        EXPECT_TRUE(has_text("row." + std::string(list.record))) << list.record;
        for (const char* what : {"added", "changed", "deleted"})
            EXPECT_TRUE(has_text("change." + std::string(list.record) + "_" + what)) << list.record << what;
    }
}

}  // namespace
}  // namespace kartei::profile
