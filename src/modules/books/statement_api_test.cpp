// Statements are read in, what is clear is posted at once, the rest by a person; everything can be opened again.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/random.hpp"
#include "modules/bookings/bookings_fixture.hpp"
#include "modules/books/books.hpp"
#include "modules/books/books_api.hpp"
#include "modules/books/journal_export.hpp"
#include "modules/books/statement_actions.hpp"
#include "modules/books/statement_fixture.hpp"

namespace kartei::books {
namespace {

using test::Json;

class Statements : public bookings::WithBookings {
protected:
    void SetUp() override {
        join_books();
        WithBookings::SetUp();
        if (IsSkipped()) return;
        set_parameter("certificate_before_payment", false);
        set_parameter("booking_number_start", 4711);
    }
    web::EndpointTable further_endpoints() override { return statement_endpoints(house()); }
    std::vector<web::NamedSchema> further_schemas() override { return statement_schemas(); }

    ImportedStatements read_in(const std::vector<BankEntry>& entries, std::optional<bool> post = {}) {
        std::int64_t sum = 0;
        for (const auto& one : entries) sum += one.amount;
        const auto path = (std::filesystem::temp_directory_path() / ("kartei-" + random_secret(8) + ".xml")).string();
        std::ofstream(path) << camt053(entries, 0, sum);
        const auto done = import_statements(house(), Actor::system(), path, "march.xml", {}, post);
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
