// What is secret in a profile, what is said when it is opened, agency data, and customers made of family members.
#include "modules/profile/machine_readable_zone.hpp"
#include "modules/profile/profile_fixture.hpp"

namespace kartei::profile {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Profile : public WithProfile {};
ON_BOTH_ENGINES(Profile);

const char* const iban = "DE89370400440532013000";

TEST_P(Profile, SensitiveValuesStandNowhereInClear) {
    const auto anna = customer();
    const auto account = add(anna + "/bank-accounts", {{"iban", iban}, {"account_number", "0532013000"}});
    const auto passport = add(anna + "/passports", {{"number", "C01X00T47"}});
    add(anna + "/cards", {{"kind", "credit"}, {"last4", "1111"}, {"token", "tok_1A2b3C4d5E"}});
    as("chief").patch(row_path(anna + "/bank-accounts", account), {{"iban", "NL91ABNA0417164300"}}, {if_match(1)});
    const auto raw = raw_tables();
    for (const char* value : {iban, "NL91ABNA0417164300", "0532013000", "C01X00T47", "tok_1A2b3C4d5E"}) {
        EXPECT_THAT(raw, Not(HasSubstr(value)));
        for (const auto& path : {anna + "/lists", anna + "/history", std::string("/change-events")})
            EXPECT_THAT(as("chief").get(path).text, Not(HasSubstr(value))) << path;
    }
    const auto event = as("chief").get("/change-events").json["events"].at(0)["id"].get<std::int64_t>();
    EXPECT_THAT(as("chief").get("/change-events/" + std::to_string(event)).text, HasSubstr("•••• 4300"));
    const auto stale = agent().patch(row_path(anna + "/bank-accounts", account), {{"bic", "COBADEFF"}}, {if_match(1)});
    EXPECT_EQ(stale.status, 412);
    EXPECT_THAT(stale.text, Not(HasSubstr("0417164300")));
    EXPECT_EQ(agent().get(row_path(anna + "/passports", passport) + "/secrets").json, Json({{"number", "C01X00T47"}}));
}

TEST_P(Profile, ReadingInClearTakesARightAndIsRecorded) {
    const auto anna = customer();
    const auto account = add(anna + "/bank-accounts", {{"iban", iban}});
    const auto path = row_path(anna + "/bank-accounts", account);
    EXPECT_EQ(as("clerk").get(path + "/secrets").status, 403);
    EXPECT_EQ(agent().get(path + "/secrets").json, Json({{"iban", iban}}));
    EXPECT_EQ(agent().get(row_path(customer() + "/bank-accounts", account) + "/secrets").status, 404);
    const auto latest = as("chief").get(anna + "/history").json["events"].at(0);
    EXPECT_EQ(latest["kind"], "sensitive_read");
    EXPECT_EQ(latest["by"], "agent");
    EXPECT_EQ(latest["changes"].at(0)["field"], "bank_account.iban");
    EXPECT_THAT(undo(latest["id"]).issues(), ElementsAre(": error.cannot_be_undone"));
    EXPECT_EQ(as("chief").get(row_path(anna + "/cards", account) + "/secrets").status, 404);
}

TEST_P(Profile, ChangingSensitiveValuesTakesARight) {
    const auto anna = customer();
    const auto account = add(anna + "/bank-accounts", {{"iban", iban}});
    const auto path = row_path(anna + "/bank-accounts", account);
    auto& clerk = as("clerk");
    EXPECT_THAT(clerk.post(anna + "/bank-accounts", {{"iban", iban}}).issues(),
                Contains("iban: error.no_right_to_field"));
    EXPECT_EQ(clerk.patch(path, {{"bank_name", "Commerzbank"}}, {if_match(1)}).status, 200);
    EXPECT_THAT(clerk.patch(path, {{"iban", nullptr}}, {if_match(2)}).issues(),
                Contains("iban: error.no_right_to_field"));
    // A form sends back what it showed: masked, it means the value as it is.
    EXPECT_EQ(clerk.patch(path, {{"iban", "•••• 3000"}, {"bic", "COBADEFF"}}, {if_match(2)}).status, 200);
    EXPECT_THAT(agent().patch(path, {{"iban", "•••• 9999"}}, {if_match(3)}).issues(),
                ElementsAre("iban: error.masked_value"));
    EXPECT_EQ(agent().get(path + "/secrets").json["iban"], iban);
}

TEST_P(Profile, EqualSensitiveValuesAreFoundByTheirKeyedHash) {
    const auto anna = customer(), bernd = customer({{"name", "Meyer"}});
    const auto hers = add(anna + "/bank-accounts", {{"iban", iban}});
    const auto his = add(bernd + "/bank-accounts", {{"iban", iban}});
    add(bernd + "/bank-accounts", {{"iban", "NL91ABNA0417164300"}});
    const auto found = db().read([&](sql::Transaction& transaction) {
        return ids_with(house(), transaction, list_named("bank_accounts"), "iban", "DE89 3704 0044 0532 0130 00");
    });
    EXPECT_THAT(found, ElementsAre(hers["id"], his["id"]));
}

// A row may be moved to another customer (merge): what is sealed still opens.
TEST_P(Profile, SealedValuesMoveWithTheirRow) {
    const auto anna = customer(), bernd = customer({{"name", "Meyer"}});
    const auto row = add(anna + "/bank-accounts", {{"iban", iban}});
    db().write([](sql::Transaction& transaction) {
        transaction.execute("UPDATE bank_account SET customer_id = 3 WHERE customer_id = 2");
    });
    EXPECT_EQ(agent().get(row_path(bernd + "/bank-accounts", row) + "/secrets").json["iban"], iban);
    db().read([&](sql::Transaction& transaction) { EXPECT_EQ(check_rows(house(), transaction), 0); });
    // Text moved to another row, a hash that is not its own, a row without customer: each is found.
    db().write([](sql::Transaction& transaction) {
        transaction.execute("UPDATE bank_account SET iban_index = 'x'");
        transaction.execute("INSERT INTO note (id, created_event, customer_id, position, written_at, written_by, text)"
                            " VALUES (77, 1, 99, 1, '2026-03-01T09:00:00Z', 'agent', 'lost')");
        transaction.execute("INSERT INTO passport (id, created_event, customer_id, position, document, number)"
                            " SELECT 77, 1, 3, 1, 'passport', iban FROM bank_account");
    });
    db().read([&](sql::Transaction& transaction) { EXPECT_EQ(check_rows(house(), transaction), 3); });
}

// J-117
TEST_P(Profile, WarnsOfExpiredCardsAndPassports) {
    const auto anna = customer();
    const auto expired = add(anna + "/cards", {{"kind", "credit"}, {"last4", "1111"}, {"valid_until", "02/26"}});
    add(anna + "/cards", {{"kind", "credit"}, {"last4", "2222"}, {"valid_until", "03/26"}});
    add(anna + "/cards", {{"kind", "credit"}, {"last4", "3333"}, {"valid_until", "04/26"}});
    add(anna + "/passports", {{"number", "C01X00T47"}, {"valid_until", "2026-08-31"}});
    add(anna + "/passports", {{"number", "C01X00T48"}, {"valid_until", "2026-02-28"}});
    add(anna + "/passports", {{"number", "C01X00T49"}, {"valid_until", "2026-09-30"}});
    EXPECT_THAT(warnings(anna),
                ElementsAre("warning.card_expired", "warning.passport_expires_soon", "warning.passport_expired"));
    set_parameter("card_warning_months", 1);
    EXPECT_THAT(warnings(anna), ElementsAre("warning.card_expired", "warning.card_expires_soon",
                                            "warning.passport_expires_soon", "warning.passport_expired"));
    EXPECT_EQ(lists(anna)["warnings"].at(3)["text"], "Passport expired on 28/02/2026: •••• 0T48")
        << "the day as the reader writes it, and once";
    set_parameter("passport_warning_months", 0);
    EXPECT_THAT(warnings(anna),
                ElementsAre("warning.card_expired", "warning.card_expires_soon", "warning.passport_expired"));
    const auto first = lists(anna)["warnings"].at(0);
    EXPECT_EQ(first["list"], "cards");
    EXPECT_EQ(first["row"], expired["id"]);
    EXPECT_EQ(first["text"], "Card expired on 28/02/2026: •••• 1111");
    clock().advance(std::chrono::hours(24 * 31));
    EXPECT_EQ(warnings(anna).at(1), "warning.card_expired") << "valid to the last day of the month";
}

// J-112: what is said about the debited account follows the kind of payment and the mandate of the first account
TEST_P(Profile, WarnsOfAMandateForTheOtherKindOfDirectDebit) {
    const auto firm = customer({{"name", "Bus GmbH"}, {"kind", "company"}, {"payment_kind", "direct_debit_b2b"}});
    EXPECT_THAT(warnings(firm), ElementsAre("warning.no_bank_account"));
    const auto account = add(firm + "/bank-accounts", {{"iban", iban}, {"mandate", "M-1"}, {"mandate_on", "2026-02-01"}});
    EXPECT_THAT(warnings(firm), ElementsAre("warning.other_mandate")) << "CORE where B2B is asked for";
    agent().patch(row_path(firm + "/bank-accounts", account), {{"mandate_scheme", "b2b"}}, {if_match(1)});
    EXPECT_THAT(warnings(firm), IsEmpty());
    as("chief").patch(firm, {{"payment_kind", "invoice"}}, {if_match(1)});
    EXPECT_THAT(warnings(firm), IsEmpty());
}

// J-194: what else is said when a customer is opened
TEST_P(Profile, WarnsOfBlocksAndOfWhatIsMissing) {
    const auto bernd = customer({{"name", "Meyer"}});
    const auto number = as("chief").get(bernd).json["number"];
    const auto anna = customer({{"name", "Eriksson"},
                                {"booking_block", true},
                                {"booking_block_reason", "zahlt nicht"},
                                {"payment_kind", "direct_debit"},
                                {"joint_salutation_with", number}});
    EXPECT_THAT(warnings(anna), ElementsAre("warning.booking_block", "warning.no_bank_account",
                                            "warning.joint_salutation_one_sided"));
    EXPECT_EQ(lists(anna)["warnings"].at(0)["text"], "Blocked: no new bookings. Reason: zahlt nicht");
    const auto account = add(anna + "/bank-accounts", {{"iban", iban}});
    EXPECT_THAT(warnings(anna), Contains("warning.no_mandate"));
    agent().patch(row_path(anna + "/bank-accounts", account), {{"mandate", "M-1"}, {"mandate_on", "2026-02-01"}},
                  {if_match(1)});
    as("chief").patch(bernd, {{"joint_salutation_with", as("chief").get(anna).json["number"]}}, {if_match(1)});
    add(anna + "/notes", {{"text", "Bitte zurückrufen"}, {"pop_up", true}});
    EXPECT_THAT(warnings(anna), ElementsAre("warning.booking_block", "warning.note"));
    EXPECT_THAT(warnings(bernd), IsEmpty());
}

TEST_P(Profile, AgencyDataOfAgenciesOnly) {
    const auto agency = customer({{"name", "Reisebüro Sonne"}, {"kind", "agency"}}), anna = customer();
    EXPECT_EQ(as("chief").get(anna + "/agency").status, 404);
    EXPECT_THAT(as("chief").patch(anna + "/agency", {{"agency_number", "4711"}}, {if_match(1)}).issues(),
                ElementsAre(": error.only_of_agencies"));
    const auto none = as("chief").get(agency + "/agency");
    EXPECT_EQ(none.version(), 1);
    EXPECT_EQ(none.json["agency_number"], nullptr);
    EXPECT_EQ(lists(agency)["agency"], nullptr);
    const auto saved = as("chief").patch(agency + "/agency",
                                         {{"agency_number", "4711"},
                                          {"settlement_operator", "AGVER"},
                                          {"founded_in", 1998},
                                          {"capital", "25000"},
                                          {"fixed_commission", "10,5"},
                                          {"reservation_systems", {"AMADEUS MUC1A0980", "MERLIN 99"}}},
                                         {if_match(1)});
    ASSERT_EQ(saved.status, 200) << saved.text;
    EXPECT_EQ(saved.version(), 2);
    EXPECT_EQ(saved.json["fixed_commission"], "10.50");
    EXPECT_EQ(saved.json["reservation_systems"], Json({"AMADEUS MUC1A0980", "MERLIN 99"}));
    EXPECT_EQ(as("chief").patch(agency + "/agency", {{"owner", "Eva Klein"}}, {if_match(1)}).status, 412);
    EXPECT_EQ(as("chief").patch(agency + "/agency", {{"owner", "Eva Klein"}}, {if_match(2)}).version(), 3);
    EXPECT_EQ(lists(agency)["agency"]["owner"], "Eva Klein");
    EXPECT_THAT(as("chief").patch(agency + "/agency", {{"founded_in", 98}}, {if_match(3)}).issues(),
                ElementsAre("founded_in: error.not_a_year"));
    const auto fresh = customer({{"name", "Reisebüro Mond"}, {"kind", "agency"}});
    const auto event = as("chief").patch(fresh + "/agency", {{"owner", "Eva"}}, {if_match(1)}).json["change_event"];
    EXPECT_EQ(undo(event).status, 200);
    EXPECT_EQ(lists(fresh)["agency"], nullptr);
}

TEST_P(Profile, ACustomerIsMadeOfAFamilyMember) {
    const auto anna = customer({{"name", "Eriksson"}, {"street", "Lindenstraße 12"}, {"postcode", "50674"},
                                {"town", "Köln"}});
    const auto member = add(anna + "/family", {{"salutation", "Herr"}, {"first_name", "Jan"}, {"name", "Eriksson"},
                                               {"birth_date", "1980-01-02"}, {"role", "partner"}});
    const auto path = row_path(anna + "/family", member) + "/customer";
    const auto made = as("chief").post(path, nullptr);
    ASSERT_EQ(made.status, 201) << made.text;
    const auto jan = as("chief").get(made.header("location").substr(7)).json;
    EXPECT_EQ(jan["matchcode"], "Eriksson*Jan");
    EXPECT_EQ(jan["birth_date"], "1980-01-02");
    EXPECT_EQ(jan["gender"], "male");
    EXPECT_EQ(jan["street"], "Lindenstraße");
    EXPECT_EQ(jan["town"], "Köln");
    EXPECT_EQ(lists(anna)["family"].at(0)["customer"], made.json["number"]);
    EXPECT_THAT(as("chief").post(path, nullptr).issues(), ElementsAre(": error.is_a_customer"));
    EXPECT_EQ(undo(made.json["change_event"]).status, 200);
    EXPECT_EQ(lists(anna)["family"].at(0)["customer"], nullptr);
    EXPECT_EQ(as("chief").get("/customers/count").json["count"], 1);
}

// The specimens of ICAO 9303, parts 4, 5 and 6, appendices
const char* const td3 =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

TEST_P(Profile, MachineReadableZonesAreRead) {
    auto& chief = as("chief");
    const auto passport = chief.post("/machine-readable-zones", {{"text", td3}});
    ASSERT_EQ(passport.status, 200) << passport.text;
    EXPECT_EQ(passport.json, Json({{"document", "passport"},
                                   {"number", "L898902C3"},
                                   {"name", "Eriksson"},
                                   {"first_name", "Anna Maria"},
                                   {"nationality", nullptr},
                                   {"birth_date", "1974-08-12"},
                                   {"valid_until", "2012-04-15"},
                                   {"gender", "female"},
                                   {"issuing_country", nullptr}}));
    EXPECT_THAT(chief.post("/machine-readable-zones", {{"text", "P<UTO"}}).issues(),
                ElementsAre("text: error.no_machine_readable_zone"));
    std::string wrong(td3);
    wrong[wrong.find("7408122")] = '8';
    wrong[wrong.find("L898902C3")] = 'M';
    EXPECT_THAT(chief.post("/machine-readable-zones", {{"text", wrong}}).issues(),
                ElementsAre("birth_date: error.check_digit", "number: error.check_digit"));
}

const Date today{std::chrono::year(2026), std::chrono::month(3), std::chrono::day(1)};

TEST(MachineReadableZone, CardsAndVisas) {
    const auto card = read_machine_readable_zone(
        "I<UTOD231458907<<<<<<<<<<<<<<<\r\n7408122F1204159UTO<<<<<<<<<<<6\r\nERIKSSON<<ANNA<MARIA<<<<<<<<<<", today);
    ASSERT_TRUE(card) << card.refusal().issues.at(0).field;
    EXPECT_EQ(card->document, "identity_card");
    EXPECT_EQ(card->number, "D23145890");
    EXPECT_EQ(card->first_name, "Anna Maria");
    const auto td2 = read_machine_readable_zone(
        "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6", today);
    ASSERT_TRUE(td2) << td2.refusal().issues.at(0).field;
    EXPECT_EQ(td2->name, "Eriksson");
    const auto visa = read_machine_readable_zone(
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<", today);
    ASSERT_TRUE(visa) << visa.refusal().issues.at(0).field;
    EXPECT_EQ(visa->document, "visa");
    EXPECT_EQ(visa->birth_date, "1940-09-07");
}

// Twelve digits go on behind the filler; Belgium leaves it out when it counts the check digit.
TEST(MachineReadableZone, BelgianIdentityCards) {
    const std::string zone = "IDBEL591917064<3124<<<<<<<<<<<\n8002295F3003013BEL800229001235\nPEETERS<<LIES<<<<<<<<<<<<<<<<<";
    const auto card = read_machine_readable_zone(zone, today);
    ASSERT_TRUE(card) << card.refusal().issues.at(0).field;
    EXPECT_EQ(card->number, "591917064312");
    EXPECT_EQ(card->nationality, "BE");
    auto wrong = zone;
    wrong[16] = '5';
    EXPECT_FALSE(read_machine_readable_zone(wrong, today));
}

TEST(MachineReadableZone, TheOverallDigitGuardsTheWhole) {
    std::string wrong(td3);
    wrong.back() = '1';
    const auto read = read_machine_readable_zone(wrong, today);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.refusal().issues.at(0).field, "");
}

}  // namespace
}  // namespace kartei::profile
