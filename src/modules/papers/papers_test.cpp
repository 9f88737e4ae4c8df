// Papers of bookings as a clerk makes them: what stands on them, to whom they go, their numbers, what they close.
#include <set>
#include <thread>

#include "modules/papers/papers_fixture.hpp"
#include "tests/support/pdf_pages.hpp"

namespace kartei::papers {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class BookingPapers : public WithPapers {};
ON_BOTH_ENGINES(BookingPapers);

// J-041, J-042, J-043
TEST_P(BookingPapers, NameTheCustomerAndTheBooking) {
    const auto anna = customer();
    const auto number = std::to_string(anna.at("number").get<std::int64_t>());
    set_parameter("booking_number_start", 70701);
    const auto booking = booked(draft(anna));
    for (const char* kind : {"registration", "confirmation", "trial_invoice", "invoice"})
        EXPECT_THAT(printed(booking, made(booking, kind)),
                    AllOf(HasSubstr("Kundennummer"), HasSubstr(number), HasSubstr("70701"), HasSubstr("Anna Eriksson")))
            << kind;
}

TEST_P(BookingPapers, SayEveryFigureButWhatTheOperatorAsks) {
    Json body = draft(customer(), "950.00", 1);
    body["services"][0]["purchase_price"] = "812.34";
    body["services"][0]["tax"] = "margin";
    body["services"].push_back({{"service_kind", "insurance"}, {"description", "Reiserücktritt"}, {"count", 2},
                                {"unit_price", "59.50"}, {"tax", "standard"}, {"commission_amount", "19.00"},
                                {"commission_source", "by_hand"}});
    const auto made_booking = chief().post("/bookings", body);
    ASSERT_EQ(made_booking.status, 201) << made_booking.text;
    const auto& booking = made_booking.json;
    paid(booking, "100.00");
    const auto document = made(booking, "invoice");
    EXPECT_EQ(document.at("total"), "1050.00");
    const auto page = printed(booking, document);
    for (const char* part : {"Hotel Sonne", "17.07.2026 – 31.07.2026", "Reiserücktritt", "59,50", "-19,00", "1.050,00",
                             "Sonderregelung für Reisebüros", "19,00 % Umsatzsteuer: netto 84,03, Steuer 15,97",
                             "Überweisung", "-100,00", "950,00", "Fällig"})
        EXPECT_THAT(page, HasSubstr(part));
    EXPECT_THAT(page, Not(HasSubstr("812,34"))) << "never what the operator asks";
    const auto kept = chief().get(booking_path(booking) + "/documents/1").text;
    EXPECT_THAT(kept, Not(HasSubstr("812")));
}

// bookings.md 8: tax over the sum of a group, none of a margin on paper
TEST_P(BookingPapers, TaxIsReckonedOverTheGroup) {
    Json body = draft(customer(), "10.00", 1);
    body["services"].push_back(body["services"][0]);
    const auto booking = booked(body);
    const auto taxes = preview(booking, "invoice").at("taxes");
    ASSERT_EQ(taxes.size(), 1u);
    EXPECT_EQ(taxes[0].at("amount"), "3.19");
    Json margin = draft(customer(), "950.00", 1);
    margin["services"][0]["tax"] = "margin";
    margin["services"][0]["purchase_price"] = "800.00";
    const auto of_margin = preview(booked(margin), "invoice");
    EXPECT_EQ(of_margin.at("taxes")[0].at("amount"), "0.00");
    EXPECT_EQ(of_margin.at("margin_scheme"), true);
}

// J-138: in the customer's language
TEST_P(BookingPapers, SpeakTheLanguageOfTheCustomer) {
    const auto booking = booked(draft(customer({{"name", "Visser"}, {"language", "nl"}})));
    EXPECT_THAT(previewed(booking, "invoice"), AllOf(HasSubstr("Factuur"), HasSubstr("Klantnummer")));
    ASSERT_EQ(change(booking, {{"language", "en"}}).status, 200);
    EXPECT_THAT(previewed(booking, "invoice"), AllOf(HasSubstr("Invoice"), HasSubstr("1,000.00")));
}

// J-143, J-144: as many copies as the booking took over from the profile, else as the house sets
TEST_P(BookingPapers, AreMadeInAsManyCopiesAsAreSet) {
    set_parameter("print_copies", 2);
    const auto of_house = booked(draft(customer({{"name", "Berg"}})));
    EXPECT_EQ(test::pages_of(pdf(of_house, made(of_house, "invoice"))), 2u);
    const auto own = booked(draft(customer({{"name", "Tal"}, {"print_copies", 3}})));
    const auto document = made(own, "confirmation");
    EXPECT_EQ(test::pages_of(pdf(own, document)), 3u);
    EXPECT_THAT(printed(own, document), HasSubstr("3. Ausfertigung (Kopie)"));
}

// J-203: with the tick set his number stands on the invoice
TEST_P(BookingPapers, BearTheTaxNumberWhereItIsWanted) {
    const auto with = booked(draft(customer({{"name", "Berg"}, {"tax_number", "12/345"}, {"print_tax_number", true}})));
    EXPECT_THAT(previewed(with, "invoice"), HasSubstr("12/345"));
    const auto without = booked(draft(customer({{"name", "Tal"}, {"tax_number", "67/890"}})));
    EXPECT_THAT(previewed(without, "invoice"), Not(HasSubstr("67/890")));
}

// J-204: the credit note of somebody private goes to his company under its number
TEST_P(BookingPapers, ACreditNoteGoesToTheCompanyUnderItsNumber) {
    const auto company =
        customer({{"kind", "company"}, {"name", "Nordwerk"}, {"tax_number", "99/111"}, {"town", "Bonn"}});
    const auto anna = customer({{"name", "Eriksson"}, {"billing_address_from", company.at("number")}});
    Json body = draft(anna);
    body["services"].push_back(body["services"][0]);
    const auto booking = booked(body);
    EXPECT_THAT(printed(booking, made(booking, "invoice")), AllOf(HasSubstr("Nordwerk"), Not(HasSubstr("99/111"))));
    const auto cancelled = desk().post(booking_path(booking) + "/cancel", {{"services", {2}}, {"charges", Json::array()}},
                                       version(version_of(booking)));
    ASSERT_EQ(cancelled.status, 200) << cancelled.text;
    const auto credit = made(booking, "credit_note");
    EXPECT_EQ(credit.at("total"), "-1000.00");
    EXPECT_THAT(credit.at("number").get<std::string>(), StartsWith("G2026-"));
    EXPECT_THAT(printed(booking, credit), AllOf(HasSubstr("Nordwerk"), HasSubstr("99/111"), HasSubstr("1.000,00")));
    EXPECT_EQ(key_of(make(booking, "credit_note")), "error.nothing_to_credit");
}

TEST_P(BookingPapers, AFinalInvoiceClosesItsPrices) {
    const auto booking = booked(draft(customer()));
    const auto document = made(booking, "invoice");
    EXPECT_EQ(document.at("number"), "R2026-00001");
    auto now = read(booking);
    EXPECT_EQ(now.at("state"), "invoiced");
    EXPECT_EQ(now.at("final"), true);
    auto services = now.at("services");
    services[0]["unit_price"] = "1.00";
    EXPECT_EQ(key_of(change(now, {{"services", services}})), "error.booking_prices_closed");
    services = now.at("services");
    services[0]["commission_amount"] = "5.00";
    services[0]["commission_source"] = "by_hand";
    EXPECT_EQ(key_of(change(now, {{"services", services}}, "chief")), "error.booking_prices_closed");
    EXPECT_EQ(desk().del(booking_path(booking), version(version_of(booking))).status, 409) << "only cancelled";
    EXPECT_EQ(key_of(make(booking, "invoice")), "error.nothing_to_invoice");
}

TEST_P(BookingPapers, PrintAgainAsTheyWentOut) {
    const auto anna = customer();
    const auto booking = booked(draft(anna));
    const auto document = made(booking, "invoice");
    const auto first = pdf(booking, document);
    ASSERT_EQ(chief().patch(path_of(anna), {{"name", "Anders"}},
                            version(chief().get(path_of(anna)).json.at("version"))).status, 200);
    EXPECT_EQ(pdf(booking, document), first);
    EXPECT_THAT(first, StartsWith("%PDF-"));
}

TEST_P(BookingPapers, ACancelledInvoiceKeepsItsNumber) {
    const auto booking = booked(draft(customer()));
    const auto invoice = made(booking, "invoice");
    const auto taken_back = made(booking, "cancellation_invoice");
    EXPECT_EQ(taken_back.at("number"), "S2026-00001");
    EXPECT_EQ(taken_back.at("cancels"), invoice.at("number"));
    EXPECT_EQ(taken_back.at("total"), "-1000.00");
    auto now = read(booking);
    EXPECT_EQ(now.at("state"), "open");
    auto services = now.at("services");
    services[0]["unit_price"] = "450.00";
    ASSERT_EQ(change(now, {{"services", services}}).status, 200) << "its prices are open again";
    EXPECT_EQ(made(booking, "invoice").at("number"), "R2026-00002");
    EXPECT_EQ(read(booking).at("documents").size(), 3u);
    EXPECT_EQ(read(booking).at("documents")[0].at("number"), "R2026-00001");
    EXPECT_EQ(desk().del(booking_path(booking), version(version_of(booking))).status, 409);
    expect_no_gap();
    expect_sound();
}

TEST_P(BookingPapers, AFurtherInvoiceBillsWhatIsNew) {
    const auto booking = booked(draft(customer()));
    made(booking, "invoice");
    auto now = read(booking);
    auto services = now.at("services");
    services.push_back({{"service_kind", "transfer"}, {"description", "Bus"}, {"count", 1}, {"unit_price", "30.00"},
                        {"tax", "standard"}});
    ASSERT_EQ(change(now, {{"services", services}}).status, 200);
    const auto further = made(booking, "invoice");
    EXPECT_EQ(further.at("total"), "30.00");
    EXPECT_THAT(printed(booking, further), AllOf(HasSubstr("Bus"), Not(HasSubstr("Hotel Sonne")), HasSubstr("1.030,00")));
}

TEST_P(BookingPapers, ACancelledBookingIsBilledItsCharges) {
    const auto booking = booked(draft(customer()));
    made(booking, "invoice");
    const auto cancelled = desk().post(booking_path(booking) + "/cancel",
                                       {{"charges", Json::array({{{"amount", "200.00"}, {"text", "Storno"}}})}},
                                       version(version_of(booking)));
    ASSERT_EQ(cancelled.status, 200) << cancelled.text;
    EXPECT_EQ(key_of(make(booking, "confirmation")), "error.paper_of_cancelled");
    EXPECT_EQ(key_of(make(booking, "invoice")), "error.credit_note_instead");
    made(booking, "cancellation_invoice");
    EXPECT_EQ(made(booking, "invoice").at("total"), "200.00");
    EXPECT_EQ(read(booking).at("state"), "cancelled");
}

TEST_P(BookingPapers, AReceiptIsForOnePayment) {
    const auto booking = booked(draft(customer()));
    EXPECT_EQ(key_of(make(booking, "receipt")), "error.no_payment_to_confirm");
    paid(booking, "250.00");
    EXPECT_EQ(read(booking).at("payments")[0].at("receipt_number"), "Q2026-00001") << "drawn with the payment";
    const auto receipt = made(booking, "receipt");
    EXPECT_EQ(receipt.at("number"), "Q2026-00001");
    EXPECT_EQ(receipt.at("total"), "250.00");
    EXPECT_THAT(printed(booking, receipt), AllOf(HasSubstr("Quittung"), HasSubstr("250,00"), HasSubstr("750,00")));
    EXPECT_EQ(key_of(make(booking, "receipt", {{"payment", 1}})), "error.receipt_is_made");
}

TEST_P(BookingPapers, FeesOfAnInvoiceStandOnItOnce) {
    const auto anna = customer();
    base_row("fee-rules", {{"code", "RECHNUNG"}, {"name", "Rechnung"}, {"kind", "booking"}, {"occasion", "invoice"},
                           {"amount", "5.00"}, {"invoice_text", "Rechnungsgebühr"}});
    ASSERT_EQ(chief().post(path_of(anna) + "/fee-assignments", {{"fee_rule", "RECHNUNG"}}).status, 201);
    const auto booking = booked(draft(anna));
    EXPECT_EQ(preview(booking, "invoice").at("total"), "1005.00");
    EXPECT_EQ(preview(booking, "invoice").at("total"), "1005.00") << "a preview charges nothing";
    EXPECT_EQ(made(booking, "invoice").at("total"), "1005.00");
    EXPECT_EQ(read(booking).at("totals").at("fees"), "5.00");
    EXPECT_EQ(key_of(make(booking, "invoice")), "error.nothing_to_invoice");
}

// The fee of a credit note is part of what it is checked against: one that asks for money is none
TEST_P(BookingPapers, ACreditNoteIsMoreThanItsOwnFee) {
    const auto anna = customer();
    base_row("fee-rules", {{"code", "GUTSCHRIFT"}, {"name", "Gutschrift"}, {"kind", "booking"},
                           {"occasion", "credit_note"}, {"amount", "15.00"}, {"invoice_text", "Bearbeitung"}});
    ASSERT_EQ(chief().post(path_of(anna) + "/fee-assignments", {{"fee_rule", "GUTSCHRIFT"}}).status, 201);
    auto body = draft(anna);
    for (const char* price : {"15.00", "20.00"}) {
        body["services"].push_back(body["services"][0]);
        body["services"].back().update({{"count", 1}, {"unit_price", price}});
    }
    const auto booking = booked(body);
    EXPECT_EQ(made(booking, "invoice").at("total"), "1035.00");
    const auto cancel = [&](int position) {
        EXPECT_EQ(desk().post(booking_path(booking) + "/cancel",
                              {{"services", {position}}, {"charges", Json::array()}}, version(version_of(booking))).status,
                  200);
    };
    cancel(2);
    EXPECT_EQ(key_of(make(booking, "credit_note")), "error.credit_below_its_fee") << "15.00 less 15.00";
    EXPECT_EQ(key_of(chief().post(booking_path(booking) + "/paper", {{"kind", "credit_note"}})),
              "error.credit_below_its_fee");
    const auto kinds = chief().get(booking_path(booking) + "/documents").json;
    for (const auto& kind : kinds.at("kinds"))
        if (kind.at("kind") == "credit_note") EXPECT_FALSE(kind.at("why").is_null());
    EXPECT_EQ(read(booking).at("totals").at("fees"), "0.00") << "what is refused charges nothing";
    cancel(3);
    EXPECT_EQ(made(booking, "credit_note").at("total"), "-20.00");
    EXPECT_EQ(read(booking).at("totals").at("total"), "1015.00");
    expect_no_gap();
}

TEST_P(BookingPapers, AnOfferIsNotInvoiced) {
    Json body = draft(customer());
    body["kind"] = "offer";
    const auto offer = booked(body);
    EXPECT_EQ(key_of(make(offer, "invoice")), "error.offer_is_not_invoiced");
    const auto document = made(offer, "offer");
    EXPECT_TRUE(document.at("number").is_null());
    EXPECT_THAT(printed(offer, document), HasSubstr("Angebot"));
    const auto documents = chief().get(booking_path(offer) + "/documents").json;
    for (const auto& one : documents.at("kinds")) {
        const auto& why = one.at("why");
        if (one.at("kind") == "offer") { EXPECT_TRUE(why.is_null()); }
        if (one.at("kind") == "invoice") { EXPECT_THAT(why.get<std::string>(), HasSubstr("Make it a booking first")); }
    }
}

TEST_P(BookingPapers, NothingWithANumberGoesBack) {
    const auto booking = booked(draft(customer()));
    const auto answer = make(booking, "invoice");
    ASSERT_EQ(answer.status, 200) << answer.text;
    const auto refused = undo(answer.json.at("booking").at("change_event"));
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.text, HasSubstr("cancellation invoice"));
    EXPECT_EQ(read(booking).at("documents").size(), 1u);
}

// J-104: wishes and duties of who travels are changed at any time, behind the invoice too
TEST_P(BookingPapers, WishesAndDutiesChangeBehindTheInvoice) {
    const auto booking = booked(draft(customer()));
    made(booking, "invoice");
    paid(booking, "1000.00");
    auto rows = read(booking).at("participants");
    rows[0]["wishes"] = "vegan";
    rows[0]["duties"] = "Insulin kühlen";
    const auto changed = change(read(booking), {{"participants", rows}});
    ASSERT_EQ(changed.status, 200) << changed.text;
    const Json anna = read(booking).at("participants")[0];
    EXPECT_EQ(anna.at("wishes"), "vegan");
    EXPECT_EQ(anna.at("duties"), "Insulin kühlen");
    expect_sound();
}

TEST_P(BookingPapers, TheSecondClerkIsToldAndDrawsNoNumber) {
    const auto booking = booked(draft(customer()));
    const auto seen = version_of(booking);
    const auto path = booking_path(booking) + "/documents";
    ASSERT_EQ(chief().post(path, {{"kind", "invoice"}}, version(seen)).status, 200);
    EXPECT_EQ(chief().post(path, {{"kind", "invoice"}}, version(seen)).status, 412);
    const auto next = booked(draft(customer({{"name", "Tal"}})));
    EXPECT_EQ(made(next, "invoice").at("number"), "R2026-00002");
}

TEST_P(BookingPapers, NumbersHaveNoGapHoweverManyPrintAtOnce) {
    std::vector<Json> all;
    for (int i = 0; i < 12; ++i) all.push_back(booked(draft(customer({{"name", "Kunde " + std::to_string(i)}}))));
    std::vector<std::thread> clerks;
    for (int clerk = 0; clerk < 4; ++clerk)
        clerks.emplace_back([&, clerk] {
            // Each of its own and the first of them all: one of the four gets that, the others are told.
            bookings::ApiClient client(port());
            client.set_cookie("sid=chief");
            client.set_token("token");
            const auto print = [&](const Json& booking) {
                client.post(booking_path(booking) + "/documents", {{"kind", "invoice"}},
                            version(booking.at("version").get<std::int64_t>()));
            };
            print(all[0]);
            for (int i = clerk; i < 12; i += 4) print(all[static_cast<std::size_t>(i)]);
        });
    for (auto& clerk : clerks) clerk.join();
    std::set<std::string> numbers;
    for (const auto& booking : all) {
        const auto documents = read(booking).at("documents");
        ASSERT_EQ(documents.size(), 1u);
        numbers.insert(documents[0].at("number").get<std::string>());
    }
    EXPECT_EQ(numbers.size(), 12u);
    EXPECT_EQ(*numbers.begin(), "R2026-00001");
    EXPECT_EQ(*numbers.rbegin(), "R2026-00012");
    expect_no_gap();
    clock().set(*read_instant("2027-01-02T09:00:00Z", "UTC"));
    const auto next_year = booked(draft(customer({{"name", "Neujahr"}})));
    EXPECT_EQ(made(next_year, "invoice").at("number"), "R2027-00001");
}

TEST_P(BookingPapers, TheCodeForBanksHoldsWhatIsOpen) {
    set_parameter("house_iban", "DE02 1203 0000 0000 2020 51");
    const auto booking = booked(draft(customer()));
    paid(booking, "400.00");
    const auto code = preview(booking, "invoice").at("transfer_code").get<std::string>();
    EXPECT_THAT(code, StartsWith("BCD\n002\n1\nSCT\n\nReisebüro Sonnenschein\nDE02120300000000202051\nEUR600.00\n\n\n"));
    EXPECT_THAT(previewed(booking, "invoice"), HasSubstr("DE02 1203 0000 0000 2020 51"));
    const auto now = read(booking);
    ASSERT_EQ(change(now, {{"payment_kind", "direct_debit"}}).status, 200);
    EXPECT_EQ(preview(booking, "invoice").at("transfer_code"), "") << "the bank collects it";
}

TEST_P(BookingPapers, TheHouseSaysAnIbanThatIsOne) {
    db().write([&](sql::Transaction& transaction) {
        const auto refused = parameters::change_parameters(house(), transaction, Actor::system(),
                                                           parameters::version_of(transaction, "parameters"),
                                                           {{"house_iban", "DE02 1203 0000 0000 2020 52"}});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.refusal().issues[0].key, "error.not_an_iban");
    });
}

TEST_P(BookingPapers, WhoIsHiddenGetsThemFromWhoMaySeeHimOnly) {
    const auto company = customer({{"kind", "company"}, {"name", "Geheim GmbH"}});
    const auto anna = customer({{"name", "Eriksson"}, {"billing_address_from", company.at("number")}});
    const auto booking = booked(draft(anna));
    hide(company);
    EXPECT_EQ(key_of(as("printer").post(booking_path(booking) + "/paper", {{"kind", "invoice"}})),
              "error.paper_to_hidden");
    EXPECT_EQ(as("clerk").post(booking_path(booking) + "/paper", {{"kind", "invoice"}}).status, 403);
    EXPECT_EQ(as("printer").post(booking_path(booking) + "/paper", {{"kind", "confirmation"}}).status, 200);
    const auto invoice = made(booking, "invoice");
    const auto stored = booking_path(booking) + "/documents/" + std::to_string(invoice.at("position").get<int>());
    EXPECT_EQ(key_of(as("printer").get(stored)), "error.paper_to_hidden");
    EXPECT_EQ(key_of(as("printer").get(stored + "/pdf")), "error.paper_to_hidden");
    EXPECT_EQ(read(booking, "printer").dump().find("Geheim"), std::string::npos);
    hide(anna);
    EXPECT_EQ(as("printer").get(booking_path(booking) + "/documents").status, 404);
}

TEST_P(BookingPapers, AreNotThereWithoutTrips) {
    const auto booking = booked(draft(customer()));
    set_parameter("module_travel", false);
    EXPECT_EQ(chief().get(booking_path(booking) + "/documents").status, 404);
    EXPECT_EQ(chief().post("/agency-settlements/preview", Json::object()).status, 404);
}

}  // namespace
}  // namespace kartei::papers
