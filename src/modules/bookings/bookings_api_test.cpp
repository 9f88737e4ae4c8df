// Bookings through HTTP: what one takes over from the profile of its customer, and what is reckoned into it.
#include "modules/bookings/bookings_fixture.hpp"

namespace kartei::bookings {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class BookingsApi : public WithBookings {};
ON_BOTH_ENGINES(BookingsApi);

// J-005, J-122, J-131, J-143, J-144: what the profile says, else what the house does
TEST_P(BookingsApi, IsMadeFromTheProfile) {
    const auto anna = customer({{"name", "Eriksson"}, {"first_name", "Anna"}, {"birth_date", "1980-05-17"},
                                {"payment_kind", "cash"}, {"language", "nl"}, {"print_copies", 3}});
    const auto booking = booked(draft(anna));
    EXPECT_EQ(booking.at("number"), 1);
    EXPECT_EQ(booking.at("customer").at("number"), anna.at("number"));
    EXPECT_EQ(booking.at("booked_on"), "2026-03-01");
    EXPECT_EQ(booking.at("payment_kind"), "cash");
    EXPECT_EQ(booking.at("language"), "nl");
    EXPECT_EQ(booking.at("print_copies"), 3);
    EXPECT_EQ(booking.at("handler"), "desk");
    EXPECT_EQ(booking.at("terms").at("payment_kind").at("source"), "customer");
    EXPECT_EQ(booking.at("terms").at("payment_term").at("source"), "standard");
    ASSERT_EQ(booking.at("participants").size(), 1u);
    const auto& traveller = booking.at("participants")[0];
    EXPECT_EQ(traveller.at("birth_date"), "1980-05-17");
    EXPECT_EQ(traveller.at("age"), 46);
    EXPECT_EQ(traveller.at("customer").at("number"), anna.at("number"));
    auto typed = draft(anna);
    EXPECT_EQ(booked(draft(customer())).at("print_copies"), 1) << "as many as the house prints";
    typed["participants"] = Json::array({{{"name", "Eriksson"}, {"customer", anna.at("number")}}});
    EXPECT_EQ(booked(typed).at("participants")[0].at("birth_date"), "1980-05-17");
    expect_sound();
}

TEST_P(BookingsApi, PreviewReckonsAsTheSaveDoes) {
    const auto anna = customer();
    const auto body = draft(anna, "666.67", 2);
    auto seen = desk().post("/bookings/preview", body);
    ASSERT_EQ(seen.status, 200) << seen.text;
    EXPECT_EQ(seen.json.at("issues"), Json::array());
    EXPECT_EQ(seen.json.at("totals").at("total"), "1333.34");
    EXPECT_EQ(desk().get("/bookings").json.at("count"), 0);
    const auto stored = booked(body);
    EXPECT_EQ(stored.at("totals"), seen.json.at("totals"));
    ASSERT_EQ(stored.at("due_dates").size(), 2u);
    EXPECT_EQ(stored.at("due_dates")[0].at("amount"), "266.67");
    EXPECT_EQ(stored.at("due_dates")[0].at("due_on"), "2026-03-01");
    EXPECT_EQ(stored.at("due_dates")[0].at("source"), "standard");
    EXPECT_EQ(stored.at("due_dates")[1].at("due_on"), "2026-06-19");
    EXPECT_EQ(stored.at("due_dates")[1].at("amount"), "1066.67");
}

TEST_P(BookingsApi, DueDatesFollowTheCustomerAndTheClerk) {
    const auto anna = customer({{"name", "Eriksson"}, {"payment_term", "booking_day"}});
    const auto booking = booked(draft(anna));
    ASSERT_EQ(booking.at("due_dates").size(), 1u);
    EXPECT_EQ(booking.at("due_dates")[0].at("due_on"), "2026-03-01");
    EXPECT_EQ(booking.at("due_dates")[0].at("source"), "customer");
    const auto by_hand =
        change(booking, {{"due_dates", Json::array({{{"due_on", "2026-05-01"}, {"amount", "1000.00"}}})}});
    ASSERT_EQ(by_hand.status, 200) << by_hand.text;
    ASSERT_EQ(by_hand.json.at("due_dates").size(), 1u);
    EXPECT_EQ(by_hand.json.at("due_dates")[0].at("due_on"), "2026-05-01");
    EXPECT_EQ(by_hand.json.at("due_dates")[0].at("source"), "booking");
    const auto again = change(by_hand.json, {{"due_dates", Json::array()}});
    ASSERT_EQ(again.status, 200) << again.text;
    EXPECT_EQ(again.json.at("due_dates")[0].at("source"), "customer");
}

TEST_P(BookingsApi, PaymentIsAdaptedPerBooking) {
    const auto anna = customer({{"name", "Eriksson"}, {"payment_kind", "cash"}});
    const auto booking = booked(draft(anna));
    const auto changed = change(booking, {{"payment_kind", "credit_card"}});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.json.at("terms").at("payment_kind").at("source"), "booking");
    EXPECT_EQ(changed.json.at("terms").at("payment_kind").at("of_profile"), "cash");
    EXPECT_THAT(keys_of(changed.json.at("warnings")), Contains("booking_differs_from_profile"));
    EXPECT_EQ(changed.json.at("services")[0].at("collection"), "house");
}

// J-005 J-104
TEST_P(BookingsApi, TakesOverTheFamily) {
    const auto anna = customer();
    const auto path = path_of(anna);
    const auto member =
        chief()
            .post(path + "/family", {{"name", "Eriksson"}, {"first_name", "Lars"}, {"birth_date", "2010-07-20"}})
            .json;
    chief().post(path + "/family", {{"name", "Eriksson"}, {"first_name", "Ida"}});
    chief().post(path + "/passports", {{"holder", member.at("id")}, {"document", "passport"}, {"number", "C01X00T478"},
                                       {"valid_until", "2026-07-20"}});
    chief().post(path + "/wishes", {{"holder", member.at("id")}, {"kind", "wish"}, {"code", "vegetarian"}});
    auto body = draft(anna);
    body["take"] = {{"family", Json::array({member.at("id")})}};
    auto booking = booked(body);
    ASSERT_EQ(booking.at("participants").size(), 2u);
    const auto& lars = booking.at("participants")[1];
    EXPECT_EQ(lars.at("first_name"), "Lars");
    EXPECT_EQ(lars.at("age"), 15);
    EXPECT_EQ(lars.at("passport_number"), "•••• T478");
    EXPECT_EQ(lars.at("wishes"), "vegetarische Kost");
    EXPECT_THAT(keys_of(booking.at("warnings")), Contains("booking_passport_runs_out"));
    EXPECT_THAT(keys_of(booking.at("warnings")), Contains("booking_becomes_older"));
    auto rows = booking.at("participants");
    rows[1]["wishes"] = "Fisch";
    const auto changed = change(booking, {{"participants", rows}, {"take", {{"family", "all"}}}});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.json.at("participants").size(), 3u);
    EXPECT_EQ(changed.json.at("participants")[1].at("wishes"), "Fisch");
    EXPECT_EQ(changed.json.at("participants")[1].at("passport_number"), "•••• T478");
    EXPECT_EQ(chief().get(path + "/lists").json.at("wishes")[0].at("code"), "vegetarian");
    EXPECT_EQ(chief().get(booking_path(booking) + "/passports").json.at("2"), "C01X00T478");
    EXPECT_EQ(desk().get(booking_path(booking) + "/passports").status, 403);
    // As the screen does it: who was shown is sent back whole, without the covered number.
    auto shown = chief().post("/bookings/preview", body).json.at("participants");
    for (auto& one : shown) one.erase("passport_number");
    auto again = draft(anna);
    again["participants"] = shown;
    EXPECT_EQ(chief().get(booking_path(booked(again)) + "/passports").json.at("2"), "C01X00T478");
    expect_sound();
}

// bookings.md 1: passports, wishes and duties go back to the profile when it is asked for
TEST_P(BookingsApi, WhatWasEnteredOfAParticipantGoesBackToTheProfileOnRequest) {
    const auto anna = customer();
    const auto path = path_of(anna);
    const auto member = chief().post(path + "/family", {{"name", "Eriksson"}, {"first_name", "Lars"}}).json;
    chief().post(path + "/passports", {{"holder", member.at("id")}, {"document", "passport"}, {"number", "C01X00T478"},
                                       {"valid_until", "2026-07-20"}});
    chief().post(path + "/wishes", {{"holder", member.at("id")}, {"kind", "wish"}, {"code", "vegetarian"}});
    auto body = draft(anna);
    body["take"] = {{"family", Json::array({member.at("id")})}};
    auto booking = booked(body);
    auto rows = booking.at("participants");
    rows[1]["valid_until"] = "2036-07-20", rows[1]["wishes"] = "vegetarische Kost\nKinderbett: am Fenster\nFisch";
    rows.push_back({{"first_name", "Olaf"}, {"name", "Berg"}, {"duties", "Rollstuhl"}});
    booking = change(booking, {{"participants", rows}}).json;
    const auto back = [&](ApiClient& who, int position, std::int64_t known = 0) {
        const auto version_now = known != 0 ? known : booking.at("version").get<std::int64_t>();
        return who.post(booking_path(booking) + "/participants/" + std::to_string(position) + "/carry-back", nullptr,
                        version(version_now));
    };
    EXPECT_EQ(back(as("reader"), 2).status, 403) << "it changes the profile";
    EXPECT_EQ(back(desk(), 2, 1).status, 412);
    EXPECT_EQ(back(desk(), 9).status, 404);
    const auto lists = [&] { return chief().get(path + "/lists").json; };
    const auto done = back(desk(), 2);
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(done.json.at("passports"), 1);
    EXPECT_EQ(done.json.at("wishes"), 2) << "what stood there is not added again";
    ASSERT_EQ(lists().at("passports").size(), 1u) << "it is the same passport";
    EXPECT_EQ(lists().at("passports")[0].at("valid_until"), "2036-07-20");
    EXPECT_EQ(lists().at("wishes")[2].at("text"), "Fisch");
    EXPECT_TRUE(back(desk(), 2).json.at("change_event").is_null()) << "the profile knows all";
    EXPECT_EQ(undo(done.json.at("change_event")).status, 200);
    EXPECT_EQ(lists().at("passports")[0].at("valid_until"), "2026-07-20");
    EXPECT_EQ(lists().at("wishes").size(), 1u);
    // Whoever is not of the family becomes a member of it, once.
    EXPECT_TRUE(back(desk(), 3).json.at("new_member").get<bool>());
    EXPECT_FALSE(back(desk(), 3).json.at("new_member").get<bool>());
    EXPECT_EQ(lists().at("family").size(), 2u);
    // Another number is another passport, and takes its right.
    rows = booking.at("participants");
    rows[1]["passport_number"] = "C99Z99T123";
    const auto typed = chief().patch(booking_path(booking), {{"participants", rows}},
                                     version(booking.at("version").get<std::int64_t>()));
    ASSERT_EQ(typed.status, 200) << typed.text;
    booking = typed.json;
    EXPECT_EQ(back(desk(), 2).status, 422);
    EXPECT_EQ(back(chief(), 2).json.at("passports"), 1);
    EXPECT_EQ(lists().at("passports").size(), 2u);
    expect_sound();
}

// J-099: what the profile brings stays; typing numbers takes its right, and so does losing them
TEST_P(BookingsApi, NumbersOfPassportsTakeTheirRight) {
    const auto anna = customer();
    chief().post(path_of(anna) + "/passports",
                 {{"document", "passport"}, {"number", "C01X00T478"}, {"valid_until", "2030-07-20"}});
    const auto booking = booked(draft(anna));
    const auto refusals = [&](const Json& rows) { return issues_of(change(booking, {{"participants", rows}})); };
    for (const Json& typed : {Json("C02"), Json(nullptr)}) {
        auto rows = booking.at("participants");
        rows[0]["passport_number"] = typed;
        EXPECT_THAT(refusals(rows), ElementsAre("participants.1.passport_number: error.no_right_to_field"));
    }
    EXPECT_THAT(refusals(Json::array()), ElementsAre("participants: error.no_right_to_field"));
    auto fresh = draft(anna);
    fresh["participants"] = Json::array({{{"name", "Berg"}, {"passport_number", "C03"}}});
    EXPECT_EQ(desk().post("/bookings", fresh).status, 422);
    const auto copy = desk().post(booking_path(booking) + "/copy", {{"participants", true}});
    ASSERT_EQ(copy.status, 201) << copy.text;
    EXPECT_EQ(copy.json.at("participants").size(), 1u);
    auto rows = booking.at("participants");
    rows[0]["passport_number"] = "C02";
    EXPECT_EQ(change(booking, {{"participants", rows}}, "chief").status, 200);
    EXPECT_EQ(chief().get(booking_path(booking) + "/passports").json.at("1"), "C02");
}

TEST_P(BookingsApi, CreditLimitWarns) {
    const auto anna = customer({{"name", "Eriksson"}, {"credit_limit", "5000.00"}});
    EXPECT_THAT(keys_of(booked(draft(anna, "4800.00", 1)).at("warnings")), Not(Contains("booking_over_credit_limit")));
    const auto within = booked(draft(anna, "200.00", 1));
    EXPECT_THAT(keys_of(within.at("warnings")), Not(Contains("booking_over_credit_limit")));
    const auto services = within.at("services");
    auto rows = services;
    rows[0]["unit_price"] = "200.01";
    const auto over = change(within, {{"services", rows}});
    ASSERT_EQ(over.status, 200) << over.text;
    for (const auto& warning : over.json.at("warnings"))
        if (warning.at("key") == "booking_over_credit_limit") {
            EXPECT_EQ(warning.at("parameters"),
                      Json({{"before", "4800.00"}, {"this", "200.01"}, {"limit", "5000.00"}}));
        }
    EXPECT_THAT(keys_of(over.json.at("warnings")), Contains("booking_over_credit_limit"));
}

// J-194
TEST_P(BookingsApi, BlockedCustomersGetNoBooking) {
    const auto anna = customer();
    const auto begun = booked(draft(anna));
    ASSERT_EQ(chief()
                  .patch(path_of(anna), {{"booking_block", true}, {"booking_block_reason", "Rückläufer"}}, version(1))
                  .status,
              200);
    auto offer = draft(anna);
    offer["kind"] = "offer";
    const auto refused = desk().post("/bookings", offer);
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(issues_of(refused), ElementsAre("customer: error.booking_block"));
    EXPECT_THAT(refused.text, HasSubstr("Rückläufer"));
    EXPECT_EQ(desk().post("/bookings/preview", offer).status, 409);
    EXPECT_EQ(change(begun, {{"external_number", "X-1"}}).status, 200);
}

TEST_P(BookingsApi, FeesFireOnce) {
    base_row("fee-rules", {{"code", "ENTRY"},
                           {"name", "Buchungsgebühr"},
                           {"kind", "booking"},
                           {"occasion", "first_entry"},
                           {"amount", "10.00"}});
    base_row("fee-rules", {{"code", "HOTEL"}, {"name", "Hotelgebühr"}, {"kind", "service"}, {"amount", "5.00"}});
    const auto anna = customer();
    for (const char* rule : {"ENTRY", "HOTEL"})
        ASSERT_EQ(chief().post(path_of(anna) + "/fee-assignments", {{"fee_rule", rule}}).status, 201);
    const auto booking = booked(draft(anna));
    EXPECT_EQ(booking.at("totals").at("fees"), "15.00");
    const auto refused = change(booking, {{"fees", Json::array()}});
    EXPECT_EQ(refused.status, 422);
    auto marked = booking.at("fees");
    marked[0]["removed"] = true;
    EXPECT_THAT(issues_of(change(booking, {{"fees", marked}}, "chief")),
                ElementsAre("fees.1.removed: error.read_only"));
    const auto taken_off = change(booking, {{"fees", Json::array()}}, "chief");
    ASSERT_EQ(taken_off.status, 200) << taken_off.text;
    EXPECT_EQ(taken_off.json.at("totals").at("fees"), "0.00");
    auto rows = taken_off.json.at("services");
    rows[0]["description"] = "Hotel Mond";
    rows.push_back({{"service_kind", "hotel"}, {"unit_price", "10.00"}});
    const auto more = change(taken_off.json, {{"services", rows}});
    ASSERT_EQ(more.status, 200) << more.text;
    EXPECT_EQ(more.json.at("totals").at("fees"), "5.00") << "of the second service alone";
}

// J-148
TEST_P(BookingsApi, CommissionComesByItself) {
    base_row("commission-tables", {{"code", "STAMM"}, {"name", "Stammkunden"}, {"rate", "5.00"}});
    base_row("operators", {{"code", "TUI"}, {"name", "TUI"}});
    const auto anna = customer();
    ASSERT_EQ(chief()
                  .post(path_of(anna) + "/commission-assignments", {{"operator", "TUI"}, {"commission_table", "STAMM"}})
                  .status,
              201);
    auto body = draft(anna, "333.30", 3);
    body["services"][0]["operator"] = "TUI";
    body["services"].push_back({{"service_kind", "car"}, {"unit_price", "100.00"}});
    const auto booking = booked(body);
    EXPECT_EQ(booking.at("services")[0].at("commission"), "50.00");
    EXPECT_EQ(booking.at("services")[0].at("commission_source"), "own");
    EXPECT_EQ(booking.at("services")[1].at("commission"), "0.00");
    EXPECT_EQ(booking.at("totals").at("total"), "1049.90");
    auto rows = booking.at("services");
    rows[1]["commission_rate"] = "10.00";
    const auto refused = change(booking, {{"services", rows}});
    EXPECT_THAT(issues_of(refused), ElementsAre("services.2.commission_rate: error.no_right_to_field"));
    const auto by_hand = change(booking, {{"services", rows}}, "chief");
    ASSERT_EQ(by_hand.status, 200) << by_hand.text;
    EXPECT_EQ(by_hand.json.at("services")[1].at("commission"), "10.00");
    EXPECT_EQ(by_hand.json.at("services")[1].at("commission_source"), "by_hand");
}

TEST_P(BookingsApi, LinkedCustomersBringTheirs) {
    base_row("commission-tables", {{"code", "STAMM"}, {"name", "Stammkunden"}, {"rate", "5.00"}});
    base_row("fee-rules", {{"code", "ENTRY"},
                           {"name", "Buchungsgebühr"},
                           {"kind", "booking"},
                           {"occasion", "first_entry"},
                           {"amount", "10.00"},
                           {"per_participant", true}});
    const auto main = customer({{"kind", "company"}, {"name", "Werft AG"}});
    chief().post(path_of(main) + "/commission-assignments", {{"commission_table", "STAMM"}});
    chief().post(path_of(main) + "/fee-assignments", {{"fee_rule", "ENTRY"}});
    chief().post(path_of(main) + "/surcharges", {{"text", "Kurtaxe"}, {"amount", "12.50"}, {"per", "person"}});
    const auto number = main.at("number");
    const auto anna = customer(
        {{"name", "Eriksson"}, {"commission_from", number}, {"fees_from", number}, {"surcharges_from", number}});
    const auto booking = booked(draft(anna));
    const auto whose = std::to_string(number.get<std::int64_t>());
    EXPECT_EQ(booking.at("services")[0].at("commission_source"), whose);
    EXPECT_EQ(booking.at("totals").at("commission"), "50.00");
    EXPECT_EQ(booking.at("totals").at("amounts"), "12.50");
    EXPECT_EQ(booking.at("amounts")[0].at("source"), whose);
    EXPECT_EQ(booking.at("totals").at("fees"), "10.00");
    EXPECT_EQ(booking.at("fees")[0].at("source"), whose);
    hide(main);
    const auto hidden = read(booking);
    EXPECT_EQ(hidden.at("services")[0].at("commission_source"), "inherited");
    EXPECT_EQ(hidden.at("commission").at("sources"), Json::array({"inherited"}));
    EXPECT_EQ(hidden.at("amounts")[0].at("source"), "inherited");
    EXPECT_EQ(hidden.at("fees")[0].at("source"), "inherited");
    EXPECT_EQ(change(booking, {{"amounts", hidden.at("amounts")}}).status, 200) << "sent back it says nothing";
    EXPECT_EQ(read(booking, "chief").at("amounts")[0].at("source"), whose);
}

// J-165, J-166: the agency of the customer stands in his booking by itself
TEST_P(BookingsApi, AgencyIsTheRegistrant) {
    const auto agency = customer({{"kind", "agency"}, {"name", "Reisebüro Nord"}});
    const auto anna = customer({{"name", "Eriksson"}, {"agency", agency.at("number")}});
    const auto booking = booked(draft(anna));
    EXPECT_EQ(booking.at("agency").at("number"), agency.at("number"));
    EXPECT_EQ(booking.at("registrant_name"), "Reisebüro Nord");
    EXPECT_TRUE(booking.at("services")[0].at("has_agency").get<bool>());
    EXPECT_FALSE(booked(draft(customer())).at("services")[0].at("has_agency").get<bool>());
    hide(agency);
    EXPECT_THAT(desk().post("/bookings/preview", draft(anna)).text, Not(HasSubstr("Reisebüro Nord")));
    EXPECT_THAT(chief().post("/bookings/preview", draft(anna)).text, HasSubstr("Reisebüro Nord"));
}

// J-181
TEST_P(BookingsApi, SurchargesComeByThemselves) {
    const auto anna = customer();
    chief().post(path_of(anna) + "/surcharges", {{"text", "Kurtaxe"}, {"amount", "12.50"}, {"per", "person"}});
    auto body = draft(anna);
    body["participants"] = Json::array();
    for (const char* name : {"Anna", "Lars", "Ida", "Ole"}) body["participants"].push_back({{"first_name", name}});
    const auto booking = booked(body);
    EXPECT_EQ(booking.at("totals").at("amounts"), "50.00");
    EXPECT_EQ(booking.at("amounts")[0].at("source"), "own");
    const auto cancelled = desk().post(booking_path(booking) + "/cancel", {{"participants", {4}}}, version(1));
    ASSERT_EQ(cancelled.status, 200) << cancelled.text;
    EXPECT_EQ(cancelled.json.at("after").at("amounts"), "37.50");
    expect_sound();
}

TEST_P(BookingsApi, CancellationChargesAreShownFirst) {
    base_row("commission-tables", {{"code", "STORNO"},
                                   {"name", "Storno"},
                                   {"rate", "5.00"},
                                   {"cancellation_rate", "20.00"},
                                   {"cancellation_minimum", "50.00"},
                                   {"cancellation_steps", {"29 30", "21 40", "14 60", "6 80"}}});
    const auto anna = customer();
    ASSERT_EQ(chief().post(path_of(anna) + "/commission-assignments", {{"commission_table", "STORNO"}}).status, 201);
    auto body = draft(anna, "1200.00", 1);
    body["services"].push_back({{"service_kind", "transfer"}, {"unit_price", "133.35"}});
    const auto booking = booked(body);
    EXPECT_EQ(booking.at("totals").at("commission"), "66.67");
    Json order{{"preview", true}, {"cancelled_on", "2026-06-20"}};
    const auto seen = desk().post(booking_path(booking) + "/cancel", order, version(1));
    ASSERT_EQ(seen.status, 200) << seen.text;
    EXPECT_EQ(seen.json.at("charge"), "400.01");
    EXPECT_EQ(seen.json.at("after").at("commission"), "0.00");
    EXPECT_EQ(read(booking).at("state"), "open");
    order.erase("preview");
    const auto done = desk().post(booking_path(booking) + "/cancel", order, version(1));
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(done.json.at("booking").at("state"), "cancelled");
    EXPECT_EQ(done.json.at("booking").at("totals").at("total"), "400.01");
    EXPECT_EQ(change(done.json.at("booking"), {{"external_number", "X"}}).status, 409);
    expect_sound();
}

}  // namespace
}  // namespace kartei::bookings
