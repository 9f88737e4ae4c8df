// Statements are read in, what is clear is posted at once, the rest by a person; everything can be opened again.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/random.hpp"
#include "modules/bookings/bookings_fixture.hpp"
#include "modules/books/books_api.hpp"
#include "modules/books/journal_export.hpp"
#include "modules/books/statement_actions.hpp"
#include "modules/books/statement_fixture.hpp"
#include "modules/books/statement_persons.hpp"

namespace kartei::books {
namespace {

using test::Json;

class Statements : public bookings::WithBookings {
protected:
    void SetUp() override {
        WithBookings::SetUp();
        if (IsSkipped()) return;
        set_parameter("certificate_before_payment", false);
        set_parameter("booking_number_start", 4711);
    }
    web::EndpointTable further_endpoints() override { return statement_endpoints(house()); }
    std::vector<web::NamedSchema> further_schemas() override { return statement_schemas(); }

    ImportedStatements read_in(const std::vector<BankEntry>& entries, std::optional<bool> post = {},
                               const std::string& number = "7", std::int64_t opening = 0) {
        auto closing = opening;
        for (const auto& one : entries) closing += one.amount;
        return read_in_file(camt053(entries, opening, closing, number), ".xml", post);
    }
    ImportedStatements read_in_file(const std::string& bytes, const std::string& ending = ".csv",
                                    std::optional<bool> post = {}) {
        const auto path = (std::filesystem::temp_directory_path() / ("kartei-" + random_secret(8) + ending)).string();
        std::ofstream(path) << bytes;
        const auto done = import_statements(house(), Actor::system(), path, "march" + ending, {}, post);
        std::filesystem::remove(path);
        EXPECT_TRUE(done) << done.refusal().issues.front().key;
        return done ? *done : ImportedStatements{};
    }
    std::string open_of(const Json& booking) { return read(booking).at("totals").at("open"); }
    std::string number(const Json& booking) { return booking.at("number").dump(); }
    Json entries(const std::string& state) { return chief().get("/bank-entries?state=" + state).json.at("rows"); }
    test::ApiAnswer act(const Json& entry, const std::string& what, const Json& body = nullptr) {
        return chief().post("/bank-entries/" + entry.at("id").dump() + "/" + what, body,
                            version(entry.at("version").get<std::int64_t>()));
    }
    static Json parts_of(const Json& proposal) {
        Json parts = Json::array();
        for (const auto& part : proposal.at("parts"))
            parts.push_back({{"booking", part.at("booking")}, {"order", part.at("order")}, {"amount", part.at("amount")},
                             {"takes_back", part.at("takes_back")}});
        return {{"parts", parts}};
    }
};

TEST_P(Statements, WhatIsClearIsPostedAtOnceAndTheSameFileChangesNothing) {
    const auto booking = booked(draft(customer()));
    const std::vector<BankEntry> file{{.amount = 1'000'00, .name = "Anna Eriksson", .text = "Vorgang " + number(booking)},
                                      {.amount = 12'34, .name = "Bank", .text = "Zinsen"}};
    const auto done = read_in(file);
    EXPECT_EQ(done.entries, 2);
    EXPECT_EQ(done.posted, 1);
    EXPECT_EQ(open_of(booking), "0.00");
    EXPECT_EQ(read(booking).at("payments")[0].at("kind"), "transfer");
    const auto again = read_in(file);
    EXPECT_EQ(again.entries, 0);
    EXPECT_EQ(again.known, 2);
    EXPECT_EQ(again.event, 0);
    EXPECT_EQ(open_of(booking), "0.00");
    EXPECT_EQ(entries("open").size(), 1u);
    expect_sound();
}

// Two who pay the same on a day, without a reference, in two statements of that day, are two
TEST_P(Statements, EqualEntriesOfStatementsThatFollowEachOtherAreTwo) {
    const BankEntry fare{.amount = 20'00, .name = "Anna Eriksson", .text = "Ausflug"};
    const BankEntry rent{.amount = -5'00, .name = "Bank", .text = "Miete"};
    EXPECT_EQ(read_in({fare}, false, "12", 100'00).entries, 1);
    EXPECT_EQ(read_in({rent}, false, "13", 120'00).entries, 1);
    const auto third = read_in({fare}, false, "14", 115'00);
    EXPECT_EQ(third.entries, 1) << "the chain of balances leads over the one between";
    EXPECT_EQ(third.doubtful, 0);
    EXPECT_EQ(entries("open").size(), 3u);
    for (const auto* number : {"14", "99"})
        EXPECT_EQ(read_in({fare}, false, number, 115'00).known, 1) << "the same again, whatever its number";
    const auto whole_day = read_in({fare, rent, fare, fare}, false, "D", 100'00);
    EXPECT_EQ(whole_day.known, 3) << "a statement of the whole day holds what is here, and one more";
    EXPECT_EQ(whole_day.entries, 1);
    EXPECT_EQ(whole_day.doubtful, 0);
    expect_sound();
}

// What neither number nor balances decide is not lost: it waits beside, and says what it equals
TEST_P(Statements, WhatMayBeTheSameIsSetAsideForALook) {
    const BankEntry fare{.amount = 20'00, .name = "Anna Eriksson", .text = "Ausflug"};
    read_in({fare}, false, "12", 100'00);
    const auto again = read_in({fare, {.amount = 3'00, .text = "Zinsen"}}, {}, "15", 400'00);
    EXPECT_EQ(again.entries, 2);
    EXPECT_EQ(again.doubtful, 1);
    const auto aside = entries("set_aside");
    ASSERT_EQ(aside.size(), 1u);
    EXPECT_EQ(aside[0].at("note"), "Gleicht der Bewegung 1 des Auszugs 12: Bitte prüfen, ob es dieselbe ist.");
    EXPECT_EQ(entries("open").size(), 2u);
    EXPECT_EQ(read_in({fare, {.amount = 3'00, .text = "Zinsen"}}, {}, "15", 400'00).known, 2);
    EXPECT_EQ(undo(again.event).status, 200) << "nobody has looked at it yet";
    EXPECT_EQ(act(entries("open")[0], "setting-aside", {{"note", "Ausflug"}}).status, 200);
    expect_sound();
}

// Lists without numbers and balances hold whole days: the longer one repeats the shorter; a bank's own reference is one
TEST_P(Statements, ListsThatOverlapAddWhatIsNew) {
    const std::string heads = "Buchungstag;Betrag;Verwendungszweck\n", fare = "01.03.2026;20,00;Ausflug\n";
    EXPECT_EQ(read_in_file(heads + fare).entries, 1);
    const auto more = read_in_file(heads + fare + fare);
    EXPECT_EQ(more.known, 1);
    EXPECT_EQ(more.entries, 1);
    const BankEntry referenced{.amount = 7'00, .name = "Weber", .bank_reference = "B-1"};
    EXPECT_EQ(read_in({referenced}, false, "12", 100'00).entries, 1);
    EXPECT_EQ(read_in({referenced}, false, "13", 107'00).known, 1);
}

// The other side's account is kept as a hash and its last letters, wherever in the entry it stands
TEST_P(Statements, AccountsInTheWordsAreMasked) {
    const std::vector<BankEntry> file{{.amount = 20'00, .name = "Anna", .text = "IBAN: DE02 1203 0000 0000 2020 51 Miete"}};
    read_in(file, false);
    EXPECT_EQ(entries("open")[0].at("text"), "IBAN: •••• 2051 Miete");
    EXPECT_EQ(read_in(file, false).known, 1) << "the words as they came are known again";
    const auto findings = [&] {
        return db().read([](sql::Transaction& transaction) { return check_statement_words(transaction); });
    };
    EXPECT_THAT(findings(), ::testing::IsEmpty());
    db().write([](sql::Transaction& transaction) {  // as it was kept once
        transaction.execute("UPDATE bank_entry SET content = NULL, text = 'IBAN: DE02 1203 0000 0000 2020 51 Miete'");
    });
    EXPECT_EQ(findings().size(), 1u);
    EXPECT_EQ(read_in(file, false).known, 1);
    EXPECT_THAT(findings(), ::testing::IsEmpty());
}

// Erasure takes him out of the entries that are his; an import of the same file does not bring him back
TEST_P(Statements, WhoIsErasedStandsInNoEntryThatIsHis) {
    set_parameter("post_clear_entries", false);
    const auto anna = customer(), weber = customer({{"name", "Weber"}});
    ASSERT_EQ(chief().post(path_of(anna) + "/bank-accounts", {{"iban", "DE02120300000000202051"}}).status, 201);
    const auto one = booked(draft(anna, "100.00", 1)), other = booked(draft(weber, "50.00", 1));
    const std::vector<BankEntry> file{
        {.amount = 7'00, .name = "A. Eriksson", .iban = "DE02120300000000202051", .text = "Reise", .end_to_end = "E-1"},
        {.amount = 150'00, .name = "Anna Eriksson", .text = "fuer Eriksson und Weber"},
        {.amount = 9'00, .name = "Kurt Weber", .text = "Gruss an Anna"}};
    read_in(file);
    const Json parts = Json::array({{{"booking", one.at("number")}, {"amount", "100.00"}},
                                    {{"booking", other.at("number")}, {"amount", "50.00"}}});
    for (const auto& entry : entries("open"))
        if (entry.at("amount") == "150.00") ASSERT_EQ(act(entry, "posting", {{"parts", parts}}).status, 200);
    const auto traces = statement_traces();
    const auto id = anna.at("id").get<std::int64_t>();
    const auto told = db().read([&](sql::Transaction& transaction) { return traces.tell(house(), transaction, id); });
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(told[0].at("text"), "Reise");
    const auto count = db().write([&](sql::Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "sensitive_read");
        const auto done = traces.forget(house(), transaction, change, id);
        change.seal();
        return done;
    });
    EXPECT_EQ(count, 2);
    const auto left = entries("open");
    EXPECT_TRUE(left[0].at("name").is_null());
    EXPECT_TRUE(left[0].at("iban").is_null());
    EXPECT_TRUE(left[0].at("text").is_null());
    EXPECT_TRUE(left[0].at("end_to_end").is_null());
    EXPECT_EQ(left[1].at("text"), "Gruss an Anna") << "not his: another Anna, for all we know";
    const auto shared = entries("posted");
    EXPECT_EQ(shared[0].at("name"), "… …");
    EXPECT_EQ(shared[0].at("text"), "fuer … und Weber");
    EXPECT_EQ(read_in(file).known, 3);
    expect_sound();
}

TEST_P(Statements, NothingIsPostedWhereTheHouseWantsToLook) {
    set_parameter("post_clear_entries", false);
    const auto booking = booked(draft(customer()));
    EXPECT_EQ(read_in({{.amount = 1'000'00, .name = "Anna Eriksson", .text = "Vorgang " + number(booking)}}).posted, 0);
    const auto entry = entries("open")[0];
    const auto& proposal = entry.at("proposals")[0];
    EXPECT_TRUE(proposal.at("clear"));
    EXPECT_EQ(proposal.at("parts")[0].at("customer").at("name"), "Eriksson, Anna");
    const auto posted = act(entry, "posting", parts_of(proposal));
    ASSERT_EQ(posted.status, 200) << posted.text;
    EXPECT_EQ(posted.json.at("state"), "posted");
    EXPECT_EQ(open_of(booking), "0.00");
    EXPECT_EQ(act(entry, "posting", parts_of(proposal)).status, 412) << "somebody else was quicker";
    const auto opened = act(posted.json, "opening");
    ASSERT_EQ(opened.status, 200) << opened.text;
    EXPECT_EQ(open_of(booking), "1000.00");
    EXPECT_EQ(read(booking).at("payments").size(), 2u) << "the payment stands, and its opposite";
    expect_sound();
}

// money.md 4: 1,526.00 gross = 1,500.00 + 26.00
TEST_P(Statements, ChargesOfABankAreThePayersPaymentAndOurCost) {
    const auto booking = booked(draft(customer(), "1526.00", 1));
    read_in({{.amount = 1'500'00, .charges = 26'00, .name = "Anna Eriksson", .text = number(booking)}});
    EXPECT_EQ(open_of(booking), "0.00");
    db().read([&](sql::Transaction& transaction) {
        std::vector<std::string> lines;
        for (const auto& line : whole_journal(house(), transaction))
            lines.push_back(line.debit + " an " + line.credit.substr(0, 4) + " " + write_money(line.amount));
        EXPECT_THAT(lines, ::testing::IsSupersetOf({std::string("4970 an 1200 26.00")}));
        EXPECT_THAT(check_journal(house(), transaction), ::testing::IsEmpty());
        return 0;
    });
}

TEST_P(Statements, OneEntryPaysSeveralBookingsByHand) {
    const auto one = booked(draft(customer())), other = booked(draft(customer({{"name", "Weber"}}), "100.00", 1));
    read_in({{.amount = 1'100'00, .name = "Reisegruppe", .text = "fuer alle"}});
    const auto entry = entries("open")[0];
    const Json parts = Json::array({{{"booking", one.at("number")}, {"amount", "1000.00"}},
                                    {{"booking", other.at("number")}, {"amount", "90.00"}}});
    const auto refused = act(entry, "posting", {{"parts", parts}});
    EXPECT_THAT(issues_of(refused), ::testing::ElementsAre("parts: error.parts_differ"));
    auto right = parts;
    right[1]["amount"] = "100.00";
    EXPECT_EQ(act(entry, "posting", {{"parts", right}}).status, 200);
    EXPECT_EQ(open_of(one), "0.00");
    EXPECT_EQ(open_of(other), "0.00");
}

TEST_P(Statements, ADebitThatCameBackOpensItsItemAgain) {
    const auto booking = booked(draft(customer()));
    ASSERT_EQ(desk().post(bookings::WithBookings::booking_path(booking) + "/payments",
                          {{"amount", "1000.00"}, {"kind", "direct_debit"}, {"text", "Lastschrift (R1-1-" + number(booking) + ")"}})
                  .status,
              201);
    const auto done = read_in({{.amount = -1'000'00, .name = "Anna Eriksson", .text = "Ruecklastschrift",
                                .end_to_end = "R1-1-" + number(booking), .reason = "MS03", .returned = true}});
    EXPECT_EQ(done.posted, 1);
    EXPECT_EQ(open_of(booking), "1000.00");
    expect_sound();
}

// What comes back is a whole payment: an entry of another amount does not book more than the bank moved
TEST_P(Statements, APaymentComesBackWholeOrNotAtAll) {
    const auto booking = booked(draft(customer()));
    ASSERT_EQ(desk().post(bookings::WithBookings::booking_path(booking) + "/payments",
                          {{"amount", "1000.00"}, {"kind", "direct_debit"}})
                  .status,
              201);
    read_in({{.amount = -400'00, .name = "Anna Eriksson", .text = "Ruecklastschrift", .returned = true}});
    const Json parts = Json::array({{{"booking", booking.at("number")}, {"amount", "-400.00"}, {"takes_back", 1}}});
    EXPECT_THAT(issues_of(act(entries("open")[0], "posting", {{"parts", parts}})),
                ::testing::ElementsAre("parts: error.parts_differ"));
    EXPECT_EQ(open_of(booking), "0.00");
    expect_sound();
}

TEST_P(Statements, AnotherCurrencyThanTheHousesIsRefused) {
    const auto path = (std::filesystem::temp_directory_path() / ("kartei-" + random_secret(8) + ".csv")).string();
    std::ofstream(path) << "Buchungstag;Betrag;Waehrung\n01.03.2026;100,00;USD\n";
    const auto done = import_statements(house(), Actor::system(), path, "dollars.csv", {});
    std::filesystem::remove(path);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.refusal().issues.front().key, "error.statement_currency");
}

TEST_P(Statements, AStatementGoesBackWhileNothingOfItIsPosted) {
    const auto booking = booked(draft(customer()));
    const std::vector<BankEntry> file{{.amount = 1'000'00, .name = "Anna Eriksson", .text = "Vorgang " + number(booking)}};
    const auto done = read_in(file);
    EXPECT_EQ(undo(done.event).status, 409);
    ASSERT_EQ(act(entries("posted")[0], "opening").status, 200);
    EXPECT_EQ(undo(done.event).status, 200);
    EXPECT_EQ(entries("open").size(), 0u);
    EXPECT_EQ(read_in(file, false).entries, 1) << "and comes in again";
}

TEST_P(Statements, WhatIsNoCustomersIsSetAside) {
    read_in({{.amount = -50'00, .name = "Stadtwerke", .text = "Strom"}});
    const auto aside = act(entries("open")[0], "setting-aside", {{"note", "Strom"}});
    ASSERT_EQ(aside.status, 200) << aside.text;
    EXPECT_EQ(aside.json.at("state"), "set_aside");
    EXPECT_EQ(act(aside.json, "opening").json.at("state"), "open");
    EXPECT_EQ(desk().get("/bank-entries?state=open").status, 403);
}

ON_BOTH_ENGINES(Statements);

}  // namespace
}  // namespace kartei::books
