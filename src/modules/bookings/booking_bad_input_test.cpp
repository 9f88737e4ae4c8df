// What a booking is given that cannot be, or is at least strange: each is refused with the field and the way out, or said
// as a hint while the work goes on.
#include "modules/bookings/bookings_fixture.hpp"

namespace kartei::bookings {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class BookingBadInput : public WithBookings {
protected:
    /// Warnings of a draft that is not saved yet, by key.
    std::vector<std::string> warned(const Json& body) {
        const auto seen = desk().post("/bookings/preview", body);
        EXPECT_EQ(seen.status, 200) << seen.text;
        EXPECT_EQ(seen.json.at("issues"), Json::array());
        return keys_of(seen.json.at("warnings"));
    }
    static Json with_service(Json body, const char* field, Json value) {
        body["services"][0][field] = std::move(value);
        return body;
    }
};
ON_BOTH_ENGINES(BookingBadInput);

TEST_P(BookingBadInput, ReturnBeforeDepartureIsRefused) {
    auto body = draft(customer());
    body["returns_on"] = "2026-07-16";
    EXPECT_THAT(issues_of(desk().post("/bookings", body)),
                ElementsAre("returns_on: error.booking_returns_before_departure"));
    body["returns_on"] = "2026-07-17";
    EXPECT_EQ(desk().post("/bookings", body).status, 201) << "a day trip";
}

TEST_P(BookingBadInput, DepartureInThePastIsAskedNotRefused) {
    auto body = draft(customer());
    body["departs_on"] = "2026-02-27";
    EXPECT_THAT(warned(body), Contains("booking_departs_in_the_past"));
    EXPECT_EQ(desk().post("/bookings", body).status, 201);
    EXPECT_THAT(warned(draft(customer({{"name", "Tal"}}))), Not(Contains("booking_departs_in_the_past")));
}

TEST_P(BookingBadInput, NegativeCountsAndPricesOfTwelveDigitsAreRefused) {
    const auto body = draft(customer());
    for (const auto& [field, value] : std::vector<std::pair<const char*, Json>>{
             {"count", -1}, {"count", 10'000'000}, {"unit_price", "123456789012.00"}, {"unit_price", "1000000000.00"},
             {"count", "zwei"}}) {
        const auto refused = desk().post("/bookings", with_service(body, field, value));
        EXPECT_THAT(refused.status, testing::AnyOf(400, 422)) << field << value;
        EXPECT_THAT(refused.text, HasSubstr(field)) << value;
    }
    EXPECT_EQ(booked(with_service(body, "count", 0)).at("number"), 1) << "none is a count, and no refusal took a number";
}

TEST_P(BookingBadInput, WhatBookingsNameKeepsItsCodeAndStays) {
    base_row("operators", {{"code", "SONNE"}, {"name", "Sonnenklar"}});
    base_row("destinations", {{"code", "PMI"}, {"name", "Mallorca"}});
    auto body = with_service(draft(customer()), "operator", "SONNE");
    body["destination"] = "PMI";
    const auto booking = booked(body);
    for (const auto& [base, code] : {std::pair("operators", "SONNE"), std::pair("destinations", "PMI")}) {
        const std::string folder = std::string("/base-data/") + base;
        const auto rows = chief().get(folder).json.at("rows");
        std::string row;
        std::int64_t number = 0;
        for (const auto& one : rows)
            if (one.at("code") == code) row = one.at("id").dump(), number = one.at("version").get<std::int64_t>();
        const auto path = folder + "/" + row;
        EXPECT_EQ(chief().del(path, version(number)).status, 409) << base;
        EXPECT_EQ(chief().patch(path, {{"code", "NEU"}}, version(number)).status, 422) << base;
        EXPECT_EQ(chief().patch(path, {{"name", "Anders"}}, version(number)).status, 200) << base;
    }
    EXPECT_EQ(read(booking).at("services")[0].at("operator"), "SONNE");
    EXPECT_EQ(change(booking, {{"external_number", "A1"}}).status, 200);
}

TEST_P(BookingBadInput, ALongChainAndARingOfCustomersEnd) {
    base_row("commission-tables", {{"code", "STAMM"}, {"name", "Stammkunden"}, {"rate", "5.00"}});
    auto last = customer({{"kind", "company"}, {"name", "Kopf"}});
    const auto head = last;
    ASSERT_EQ(chief().post(path_of(head) + "/commission-assignments", {{"commission_table", "STAMM"}}).status, 201);
    for (int i = 0; i < 50; ++i)
        last = customer({{"name", "Glied " + std::to_string(i)}, {"commission_from", last.at("number")}});
    const auto booking = booked(draft(last));
    EXPECT_EQ(booking.at("totals").at("commission"), "50.00");
    EXPECT_EQ(booking.at("services")[0].at("commission_source"), head.at("number").dump());
    // A ring, as only a file of an old system makes one.
    const auto one = customer({{"name", "Ring"}}), other = customer({{"name", "Ring zwei"}});
    db().write([&](sql::Transaction& transaction) {
        for (const auto& [who, from] : {std::pair(one, other), std::pair(other, one)})
            transaction.execute("UPDATE customer SET commission_from = :from, fees_from = :from, surcharges_from = :from,"
                                " billing_address_from = :from WHERE number = :number",
                                from.at("number").get<std::int64_t>(), who.at("number").get<std::int64_t>());
    });
    EXPECT_EQ(booked(draft(one)).at("totals").at("commission"), "0.00");
    expect_sound();
}

TEST_P(BookingBadInput, ATableOutOfItsPeriodGivesNothing) {
    base_row("commission-tables",
             {{"code", "ALT"}, {"name", "Alt"}, {"rate", "5.00"}, {"valid_until", "2026-02-28"}});
    const auto anna = customer();
    ASSERT_EQ(chief().post(path_of(anna) + "/commission-assignments", {{"commission_table", "ALT"}}).status, 201);
    const auto booking = booked(draft(anna));
    EXPECT_EQ(booking.at("totals").at("commission"), "0.00");
    auto earlier = draft(anna);
    earlier["booked_on"] = "2026-02-28";
    EXPECT_EQ(booked(earlier).at("totals").at("commission"), "50.00") << "its last day";
}

TEST_P(BookingBadInput, TiersOutOfOrderAreReadInTheirOrder) {
    base_row("commission-tables", {{"code", "STAFFEL"}, {"name", "Staffel"}, {"rate", "5.00"},
                                   {"tiers", {"2000.00 8.00", "900.00 6.00"}}});
    const auto anna = customer();
    ASSERT_EQ(chief().post(path_of(anna) + "/commission-assignments", {{"commission_table", "STAFFEL"}}).status, 201);
    EXPECT_EQ(booked(draft(anna)).at("totals").at("commission"), "50.00");
    EXPECT_EQ(booked(draft(anna)).at("totals").at("commission"), "60.00") << "1,000.00 reached";
    EXPECT_EQ(booked(draft(anna)).at("totals").at("commission"), "80.00") << "2,000.00 reached";
}

TEST_P(BookingBadInput, SomebodyOnTwoBookingsOfTheSameDaysIsAHint) {
    const auto anna = customer();
    const auto first = booked(draft(anna));
    auto body = draft(anna);
    EXPECT_THAT(warned(body), Contains("booking_twice_on_these_days"));
    const auto second = booked(body);
    EXPECT_THAT(keys_of(read(first).at("warnings")), Contains("booking_twice_on_these_days"));
    body["departs_on"] = "2026-08-01";
    body["returns_on"] = "2026-08-08";
    EXPECT_THAT(warned(body), Not(Contains("booking_twice_on_these_days")));
}

TEST_P(BookingBadInput, WhoGrowsOlderWhileTravellingIsNamedWithHisAge) {
    auto body = draft(customer());
    body["participants"] = Json::array({{{"first_name", "Ida"}, {"birth_date", "2024-07-31"}},
                                        {{"first_name", "Ole"}, {"birth_date", "2008-07-31"}},
                                        {{"first_name", "Lars"}, {"birth_date", "2024-08-01"}}});
    const auto seen = desk().post("/bookings/preview", body);
    std::string words;
    for (const auto& one : seen.json.at("warnings"))
        if (one.at("key") == "booking_becomes_older") words += one.at("text").get<std::string>() + "\n";
    EXPECT_THAT(words, HasSubstr("Ida turns 2 "));
    EXPECT_THAT(words, HasSubstr("Ole turns 18 "));
    EXPECT_THAT(words, Not(HasSubstr("Lars")));
}

TEST_P(BookingBadInput, AnotherCurrencyThanTheOperatorsIsSaid) {
    base_row("operators", {{"code", "ALPEN"}, {"name", "Alpenreisen"}, {"currency", "CHF"}});
    const auto body = with_service(draft(customer()), "operator", "ALPEN");
    EXPECT_THAT(warned(body), Contains("booking_other_currency"));
    EXPECT_EQ(desk().post("/bookings", body).status, 201);
}

}  // namespace
}  // namespace kartei::bookings
