// What a booking of a customer begins with, and what his papers carry, as bookings, invoices and payments ask for it.
#include "modules/profile/profile_fixture.hpp"

namespace kartei::profile {
namespace {

using testing::ElementsAre;

class BookingTermsOf : public WithProfile {
protected:
    Json terms(const std::string& customer) {
        const auto answer = as("clerk").get(customer + "/booking-terms");
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    std::int64_t number_of(const std::string& customer) { return as("chief").get(customer).json.at("number"); }
    static Json own(const Json& value) { return {{"value", value}, {"of_house", false}}; }
    static Json of_house(const Json& value) { return {{"value", value}, {"of_house", true}}; }
};
ON_BOTH_ENGINES(BookingTermsOf);

// J-122, J-121, J-131: his kind of payment is the standard of his bookings; Unknown leaves it to the house
TEST_P(BookingTermsOf, TheKindOfPaymentOfTheProfileIsTheStandard) {
    const auto anna =
        customer({{"name", "Eriksson"}, {"payment_kind", "direct_debit"}, {"payment_term", "booking_day"}});
    EXPECT_EQ(terms(anna)["payment_kind"], own("direct_debit"));
    EXPECT_EQ(terms(anna)["payment_term"], own("booking_day"));
    const auto bert = customer({{"name", "Berg"}});
    set_parameter("payment_kind_private", "invoice");
    EXPECT_EQ(terms(bert)["payment_kind"], of_house("invoice"));
    EXPECT_EQ(terms(anna)["payment_kind"], own("direct_debit"));
}

// J-144
TEST_P(BookingTermsOf, WithoutANumberOfCopiesTheHousesHolds) {
    const auto anna = customer({{"name", "Eriksson"}, {"print_copies", 3}}), bert = customer({{"name", "Berg"}});
    EXPECT_EQ(terms(bert)["print_copies"], of_house(1));
    set_parameter("print_copies", 2);
    EXPECT_EQ(terms(bert)["print_copies"], of_house(2));
    EXPECT_EQ(terms(anna)["print_copies"], own(3));
    const auto none = customer({{"name", "Berg"}, {"print_copies", 0}});
    EXPECT_EQ(terms(none)["print_copies"], own(0)) << "none is a number too";
}

// J-203
TEST_P(BookingTermsOf, TheTaxNumberStandsOnTheInvoiceWhenItIsTicked) {
    const auto path = customer({{"name", "ACME"}, {"kind", "company"}, {"tax_number", "12/345/67890"}});
    EXPECT_EQ(terms(path)["invoice"]["tax_number"], nullptr);
    ASSERT_EQ(as("chief").patch(path, {{"print_tax_number", true}}, {if_match(1)}).status, 200);
    EXPECT_EQ(terms(path)["invoice"]["tax_number"], "12/345/67890");
}

// J-204
TEST_P(BookingTermsOf, ACreditNoteOfAnEmployeeGoesToHisCompany) {
    const auto company = customer({{"name", "ACME"},
                                   {"kind", "company"},
                                   {"street", "Werkstraße"},
                                   {"house_number", "7"},
                                   {"postcode", "50667"},
                                   {"town", "Köln"},
                                   {"vat_id", "DE136695976"}});
    const auto anna = customer({{"name", "Eriksson"}, {"town", "Bonn"}, {"billing_address_from", number_of(company)}});
    const auto credit_note = terms(anna)["credit_note"];
    EXPECT_EQ(credit_note["tax_number"], "DE136695976");
    EXPECT_EQ(credit_note["from"]["number"], number_of(company));
    EXPECT_THAT(credit_note["lines"], ElementsAre("ACME", "Werkstraße 7", "50667 Köln"));
    ASSERT_EQ(as("chief").patch(company, {{"town", "Hürth"}}, {if_match(1)}).status, 200);
    EXPECT_EQ(terms(anna)["credit_note"]["lines"].back(), "50667 Hürth") << "as it is when it is printed";
    const auto agency =
        customer({{"name", "Reisen"}, {"kind", "agency"}, {"billing_address_from", number_of(company)}});
    EXPECT_EQ(terms(agency)["credit_note"]["tax_number"], nullptr) << "of somebody private only";
}

// J-185, J-196, J-198, J-200: what the flags say to payments, bonus and collective invoices
TEST_P(BookingTermsOf, FlagsSayWhatTheyAllow) {
    const auto plain = terms(customer());
    const auto marked = terms(customer({{"name", "Berg"}, {"no_open_items", true}, {"print_invoice", true},
                                        {"no_bonus_points", true}, {"booking_block", true},
                                        {"invoice_after_settlement", true}}));
    const auto both = [&](const char* name) { return std::pair<Json, Json>(plain[name], marked[name]); };
    EXPECT_EQ(both("checks_open_items"), (std::pair<Json, Json>(true, false)));
    EXPECT_EQ(both("presets_invoice"), (std::pair<Json, Json>(false, true)));
    EXPECT_EQ(both("earns_bonus_points"), (std::pair<Json, Json>(true, false)));
    EXPECT_EQ(both("may_book"), (std::pair<Json, Json>(true, false)));
    EXPECT_EQ(marked["invoices_after_settlement"], false) << "of no effect but to a sub-agency";
    EXPECT_EQ(terms(customer({{"name", "Reisen"}, {"kind", "agency"}, {"invoice_after_settlement", true}}))
                  ["invoices_after_settlement"], true);
    set_parameter("module_bonus", false);
    EXPECT_EQ(terms(customer())["earns_bonus_points"], false);
}

// J-181, J-182: what a new booking is charged with, and whose lines they are
TEST_P(BookingTermsOf, SurchargesAreHisOwnOrInherited) {
    const auto company = customer({{"name", "ACME"}, {"kind", "company"}});
    add(company + "/surcharges", {{"text", "Servicepauschale"}, {"amount", "12.50"}});
    const auto anna = customer({{"name", "Eriksson"}, {"surcharges_from", number_of(company)}});
    EXPECT_THAT(terms(anna)["surcharges"]["lines"], ElementsAre("Servicepauschale 12.50 EUR"));
    EXPECT_EQ(terms(anna)["surcharges"]["from"]["number"], number_of(company));
    EXPECT_EQ(as("clerk").get("/customers/4711/booking-terms").status, 404);
}

}  // namespace
}  // namespace kartei::profile
