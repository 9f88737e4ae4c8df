// Invoices and payments of trips become postings, are exported once, and what changes afterwards follows.
#include "modules/books/books_api.hpp"

#include <gmock/gmock.h>

#include "base/money.hpp"
#include "modules/bookings/bookings_fixture.hpp"
#include "modules/books/datev_format.hpp"
#include "modules/books/journal_export.hpp"

namespace kartei::books {
namespace {

using test::Json;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Books : public bookings::WithBookings {
protected:
    void SetUp() override {
        WithBookings::SetUp();
        if (IsSkipped()) return;
        set_parameter("datev_consultant", 1001);
        set_parameter("datev_client", 7);
        set_parameter("account_length", 4);
        set_parameter("certificate_before_payment", false);
    }
    web::EndpointTable further_endpoints() override { return books_endpoints(house()); }
    std::vector<web::NamedSchema> further_schemas() override { return books_schemas(); }

    /// A final invoice over all of a booking, as papers leave it.
    void invoice(const Json& booking, const std::string& number, const std::string& kind = "invoice",
                 const std::string& total = "", const std::string& cancels = "") {
        ++documents_;
        db().write([&](sql::Transaction& transaction) {
            const auto id = booking.at("id").get<std::int64_t>();
            const auto sum = total.empty() ? booking.at("totals").at("total").get<std::string>() : total;
            transaction.execute(
                "INSERT INTO booking_document (id, created_event, booking_id, position, kind, number, issued_on, total,"
                " cancels) VALUES (:id, 1, :booking, :position, :kind, :number, '2026-03-01', :total, :cancels)",
                documents_, id, documents_, kind, number, *read_money(sum), sql::text_or_null(cancels));
        });
    }
    std::vector<std::string> journal() {
        return db().read([&](sql::Transaction& transaction) {
            std::vector<std::string> lines;
            for (const auto& line : whole_journal(house(), transaction))
                lines.push_back(line.day + " " + line.debit + " an " + line.credit + " " + write_money(line.amount) + " " +
                                line.posting);
            return lines;
        });
    }
    void expect_level() {
        db().read([&](sql::Transaction& transaction) {
            EXPECT_THAT(check_journal(house(), transaction), ::testing::IsEmpty());
            return 0;
        });
    }
    test::ApiAnswer exported(const std::string& from = "2026-03-01", const std::string& to = "2026-03-31") {
        return chief().post("/journal/exports", {{"from", from}, {"to", to}});
    }
    static std::string account_of(const Json& customer) {
        return std::to_string(customer.at("debtor_number").get<std::int64_t>());
    }
    Json debtor(std::int64_t number, const std::string& name = "Eriksson") {
        return customer({{"name", name}, {"first_name", "Änne"}, {"debtor_number", number}, {"street", "Hauptstraße"},
                         {"house_number", "7"}, {"postcode", "53111"}, {"town", "Köln"}, {"country", "DE"}});
    }

private:
    std::int64_t documents_ = 0;
};

TEST_P(Books, AnInvoiceAndItsPaymentArePostedByServiceAndKind) {
    const auto booking = booked(draft(debtor(10001)));
    invoice(booking, "R-1");
    paid(booking, "300.00");
    EXPECT_THAT(journal(), ::testing::UnorderedElementsAre("2026-03-01 10001 an 8400 1000.00 hotel",
                                                           "2026-03-01 1200 an 10001 300.00 paid_transfer"));
    expect_level();
}

// J-036: nothing is posted without a debtor number: his own, or the house's where a prospect has none yet
TEST_P(Books, EveryPostingHasADebtorNumber) {
    invoice(booked(draft(debtor(10001))), "R-1");
    const auto curious = customer({{"name", "Neugierig"}, {"kind", "prospect"}});
    db().write([](sql::Transaction& transaction) {  // as in a house that proposes none for prospects
        transaction.execute("UPDATE customer SET debtor_number = NULL WHERE kind = 'prospect'");
    });
    invoice(booked(draft(curious)), "R-2");
    EXPECT_THAT(journal(), ::testing::UnorderedElementsAre("2026-03-01 10001 an 8400 1000.00 hotel",
                                                           "2026-03-01 10000 an 8400 1000.00 hotel"));
    expect_level();
}

// bookings.md 8: sale 950.00, purchase 800.00, 19 %: 23.95 in the books
TEST_P(Books, TheTaxOfAMarginGoesOnFromTheRevenue) {
    auto body = draft(debtor(10001), "950.00", 1);
    body["services"][0]["tax"] = "margin";
    body["services"][0]["purchase_price"] = "800.00";
    invoice(booked(body), "R-1");
    EXPECT_THAT(journal(), ::testing::UnorderedElementsAre("2026-03-01 10001 an 8191 950.00 hotel",
                                                           "2026-03-01 8191 an 1776 23.95 margin_tax"));
    expect_level();
}

TEST_P(Books, AnAccountOfItsOwnForAKindOfServiceGoesFirst) {
    base_row("posting-accounts", {{"posting", "hotel"}, {"tax", "standard"}, {"account", "8410"}, {"tax_key", "3"}});
    invoice(booked(draft(debtor(10001))), "R-1");
    EXPECT_THAT(journal(), ::testing::ElementsAre("2026-03-01 10001 an 8410 1000.00 hotel"));
    const auto bad = chief().post("/base-data/posting-accounts",
                                  {{"posting", "bus"}, {"tax", "any"}, {"account", "84x0"}, {"tax_key", "y"}});
    EXPECT_THAT(issues_of(bad), ::testing::ElementsAre("account: error.not_an_account", "tax_key: error.not_a_tax_key"));
}

TEST_P(Books, WhatWasExportedIsMarkedAndOnlyNewPostingsFollow) {
    const auto booking = booked(draft(debtor(10001)));
    invoice(booking, "R-1");
    const auto first = exported();
    ASSERT_EQ(first.status, 201) << first.text;
    EXPECT_EQ(first.json["lines"], 1);
    EXPECT_EQ(exported().status, 409) << "there is nothing new";
    paid(booking, "1000.00");
    const auto seen = chief().post("/journal/exports/preview", {{"from", "2026-03-01"}, {"to", "2026-03-31"}});
    EXPECT_EQ(seen.json["lines"], 1);
    EXPECT_EQ(seen.json["exported_before"][0]["id"], first.json["id"]) << "it is said that days of it went out before";
    EXPECT_EQ(exported().json["lines"], 1);
    EXPECT_EQ(journal().size(), 2u);
    expect_level();
    // customers.md 19: an export cannot be undone
    EXPECT_EQ(undo(first.json["change_event"]).status, 409);
}

TEST_P(Books, AnotherDebtorAccountOfAnExportedInvoiceIsPostedOver) {
    invoice(booked(draft(debtor(10001))), "R-1");
    ASSERT_EQ(exported().status, 201);
    set_parameter("collective_debtor", true);
    EXPECT_THAT(journal(), ::testing::UnorderedElementsAre("2026-03-01 10001 an 8400 1000.00 hotel",
                                                           "2026-03-01 8400 an 10001 1000.00 hotel",
                                                           "2026-03-01 10000 an 8400 1000.00 hotel"));
    expect_level();
}

// formats.md: EXTF 700, category 21 v13 and 16 v5, Windows-1252, CRLF, decimal comma, texts in quotes
TEST_P(Books, TheFilesAreThoseOfDatevByteByByte) {
    const auto booking = booked(draft(debtor(10001)));
    invoice(booking, "R-1");
    const auto made = exported();
    ASSERT_EQ(made.status, 201) << made.text;
    const auto path = "/journal/exports/" + made.json["id"].dump();
    const auto postings = chief().get(path + "/postings").text;
    const auto number = booking.at("number").dump();
    std::string empty_fields;
    for (std::size_t i = 14; i < posting_fields().size(); ++i) empty_fields += posting_fields()[i].is_text ? ";\"\"" : ";";
    EXPECT_EQ(postings, header_line({.made_at = "20260301100000000", .made_by = "chief", .label = "Kartei 1",
                                     .consultant = 1001, .client = 7, .fiscal_year = "20260101", .from = "20260301",
                                     .to = "20260331", .currency = "EUR"}) +
                            to_windows_1252(headings(posting_fields())) +
                            "1000,00;\"S\";\"EUR\";;;\"\";10001;8400;\"\";0103;\"R-1\";\"" + number +
                            "\";;\"Hotel, Vorgang " + number + "\"" + empty_fields + "\r\n");
    EXPECT_EQ(chief().get(path + "/postings").text, postings) << "the same export, the same bytes";
    const auto debtors = chief().get(path + "/debtors").text;
    EXPECT_THAT(debtors, StartsWith("\"EXTF\";700;16;\"Debitoren/Kreditoren\";5;20260301100000000;;\"RE\""));
    EXPECT_THAT(debtors, HasSubstr("\r\n10001;\"\";\"\";\"Eriksson\";\"\xc4nne\";\"\";\"1\";"));
    EXPECT_THAT(debtors, HasSubstr("\"STR\";\"Hauptstra\xdf" "e 7\";\"\";\"53111\";\"K\xf6ln\";\"DE\""));
    EXPECT_THAT(postings, Not(HasSubstr("Eriksson"))) << "postings name nobody";
}

TEST_P(Books, WhatDoesNotFitIsRefusedInWords) {
    const auto booking = booked(draft(debtor(1234567)));
    invoice(booking, "R-1");
    EXPECT_EQ(exported().json["issues"][0]["key"], "error.account_too_long");
    set_parameter("collective_debtor", true);
    set_parameter("datev_client", nullptr);
    EXPECT_EQ(exported().json["issues"][0]["key"], "error.datev_number_missing");
    EXPECT_THAT(issues_of(exported("2025-12-01", "2026-01-31")), ::testing::ElementsAre("to: error.over_a_fiscal_year"));
    EXPECT_THAT(issues_of(exported("2026-02-30", "")),
                ::testing::ElementsAre("from: error.date_does_not_exist", "to: error.required"));
    EXPECT_EQ(journal().front(), "2026-03-01 10000 an 8400 1000.00 hotel");
}

TEST_P(Books, AHiddenDebtorIsNoneOfWhoMayNotSeeHim) {
    const auto customer = debtor(10001);
    invoice(booked(draft(customer)), "R-1");
    const auto made = exported();
    hide(customer);
    const auto path = "/journal/exports/" + made.json["id"].dump() + "/debtors";
    EXPECT_THAT(chief().get(path).text, HasSubstr("Eriksson"));
    EXPECT_EQ(desk().get(path).status, 403);
}

TEST_P(Books, AHouseWithoutBooksHasNoneOfIt) {
    set_parameter("module_books", false);
    EXPECT_EQ(chief().get("/journal/exports").status, 404);
    EXPECT_EQ(exported().status, 404);
    EXPECT_EQ(chief().get("/base-data/posting-accounts").status, 404);
}

ON_BOTH_ENGINES(Books);

}  // namespace
}  // namespace kartei::books
