// Bookings through HTTP: begun from a profile, changed, paid, cancelled, taken away and brought back.
#include "modules/bookings/bookings_fixture.hpp"

namespace kartei::bookings {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class BookingsApi : public WithBookings {};
ON_BOTH_ENGINES(BookingsApi);

// J-002, J-093, J-122: a booking is made from a profile and takes over who travels and how he pays
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
    expect_sound();
}

// J-005: the totals and the due dates of a booking are there at once, live before it is stored too
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

// J-128, J-129, J-130, J-131: the customer's term goes before the standard, and dates by hand before both
TEST_P(BookingsApi, DueDatesFollowTheCustomerAndTheClerk) {
    const auto anna = customer({{"name", "Eriksson"}, {"payment_term", "booking_day"}});
    const auto booking = booked(draft(anna));
    ASSERT_EQ(booking.at("due_dates").size(), 1u);
    EXPECT_EQ(booking.at("due_dates")[0].at("due_on"), "2026-03-01");
    EXPECT_EQ(booking.at("due_dates")[0].at("source"), "customer");
    const auto by_hand = change(booking, {{"due_dates", Json::array({{{"due_on", "2026-05-01"}, {"amount", "1000.00"}}})}});
    ASSERT_EQ(by_hand.status, 200) << by_hand.text;
    ASSERT_EQ(by_hand.json.at("due_dates").size(), 1u);
    EXPECT_EQ(by_hand.json.at("due_dates")[0].at("due_on"), "2026-05-01");
    EXPECT_EQ(by_hand.json.at("due_dates")[0].at("source"), "booking");
    const auto again = change(by_hand.json, {{"due_dates", Json::array()}});
    ASSERT_EQ(again.status, 200) << again.text;
    EXPECT_EQ(again.json.at("due_dates")[0].at("source"), "customer");
}

// J-123, J-125: payment is adapted per booking, and collection stands with each service
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

// J-099, J-104: the family comes with passports and wishes, which change here without touching the profile
TEST_P(BookingsApi, TakesOverTheFamily) {
    const auto anna = customer();
    const auto path = path_of(anna);
    const auto member = chief().post(path + "/family", {{"name", "Eriksson"}, {"first_name", "Lars"}, {"birth_date", "2010-07-20"}}).json;
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
    EXPECT_EQ(lars.at("wishes"), "Vegetarisch");
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
    expect_sound();
}

// J-140, J-141: past the credit limit the booking warns with the three figures and is saved all the same
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
            EXPECT_EQ(warning.at("parameters"), Json({{"before", "4800.00"}, {"this", "200.01"}, {"limit", "5000.00"}}));
        }
    EXPECT_THAT(keys_of(over.json.at("warnings")), Contains("booking_over_credit_limit"));
}

// J-194: whoever is blocked gets no booking, offers too; what was begun before is finished
TEST_P(BookingsApi, BlockedCustomersGetNoBooking) {
    const auto anna = customer();
    const auto begun = booked(draft(anna));
    ASSERT_EQ(chief().patch(path_of(anna), {{"booking_block", true}, {"booking_block_reason", "Rückläufer"}}, if_match(1)).status, 200);
    auto offer = draft(anna);
    offer["kind"] = "offer";
    const auto refused = desk().post("/bookings", offer);
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(issues_of(refused), ElementsAre("customer: error.booking_block"));
    EXPECT_THAT(refused.text, HasSubstr("Rückläufer"));
    EXPECT_EQ(desk().post("/bookings/preview", offer).status, 409);
    EXPECT_EQ(change(begun, {{"external_number", "X-1"}}).status, 200);
}

// J-161, J-223: fee rules fire at the first entry and for each service; one that is taken off does not come back
TEST_P(BookingsApi, FeesFireOnce) {
    base_row("fee-rules", {{"code", "ENTRY"}, {"name", "Buchungsgebühr"}, {"kind", "booking"}, {"occasion", "first_entry"}, {"amount", "10.00"}});
    base_row("fee-rules", {{"code", "HOTEL"}, {"name", "Hotelgebühr"}, {"kind", "service"}, {"amount", "5.00"}});
    const auto anna = customer();
    for (const char* rule : {"ENTRY", "HOTEL"})
        ASSERT_EQ(chief().post(path_of(anna) + "/fee-assignments", {{"fee_rule", rule}}).status, 201);
    const auto booking = booked(draft(anna));
    EXPECT_EQ(booking.at("totals").at("fees"), "15.00");
    const auto refused = change(booking, {{"fees", Json::array()}});
    EXPECT_EQ(refused.status, 422);
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

// J-148, J-214, J-215: the customer's commission comes by itself, and a discount by hand takes a right
TEST_P(BookingsApi, CommissionComesByItself) {
    base_row("commission-tables", {{"code", "STAMM"}, {"name", "Stammkunden"}, {"rate", "5.00"}});
    base_row("operators", {{"code", "TUI"}, {"name", "TUI"}});
    const auto anna = customer();
    ASSERT_EQ(chief().post(path_of(anna) + "/commission-assignments", {{"operator", "TUI"}, {"commission_table", "STAMM"}}).status, 201);
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

// J-149, J-162, J-182: scheme, fees and standard amounts of the linked customer hold in the booking
TEST_P(BookingsApi, LinkedCustomersBringTheirs) {
    base_row("commission-tables", {{"code", "STAMM"}, {"name", "Stammkunden"}, {"rate", "5.00"}});
    base_row("fee-rules", {{"code", "ENTRY"}, {"name", "Buchungsgebühr"}, {"kind", "booking"}, {"occasion", "first_entry"}, {"amount", "10.00"}, {"per_participant", true}});
    const auto main = customer({{"kind", "company"}, {"name", "Werft AG"}});
    chief().post(path_of(main) + "/commission-assignments", {{"commission_table", "STAMM"}});
    chief().post(path_of(main) + "/fee-assignments", {{"fee_rule", "ENTRY"}});
    chief().post(path_of(main) + "/surcharges", {{"text", "Kurtaxe"}, {"amount", "12.50"}, {"per", "person"}});
    const auto number = main.at("number");
    const auto anna = customer({{"name", "Eriksson"}, {"commission_from", number}, {"fees_from", number}, {"surcharges_from", number}});
    const auto booking = booked(draft(anna));
    const auto whose = std::to_string(number.get<std::int64_t>());
    EXPECT_EQ(booking.at("services")[0].at("commission_source"), whose);
    EXPECT_EQ(booking.at("totals").at("commission"), "50.00");
    EXPECT_EQ(booking.at("totals").at("amounts"), "12.50");
    EXPECT_EQ(booking.at("amounts")[0].at("source"), whose);
    EXPECT_EQ(booking.at("totals").at("fees"), "10.00");
    EXPECT_EQ(booking.at("fees")[0].at("source"), whose);
}

// J-165, J-166, J-167: the linked agency is the registrant, and its services have the button Agentur
TEST_P(BookingsApi, AgencyIsTheRegistrant) {
    const auto agency = customer({{"kind", "agency"}, {"name", "Reisebüro Nord"}});
    const auto anna = customer({{"name", "Eriksson"}, {"agency", agency.at("number")}});
    const auto booking = booked(draft(anna));
    EXPECT_EQ(booking.at("agency").at("number"), agency.at("number"));
    EXPECT_EQ(booking.at("registrant_name"), "Reisebüro Nord");
    EXPECT_TRUE(booking.at("services")[0].at("has_agency").get<bool>());
    EXPECT_FALSE(booked(draft(customer())).at("services")[0].at("has_agency").get<bool>());
}

// J-181: standard amounts of the profile are charged in each new booking, for those who travel
TEST_P(BookingsApi, SurchargesComeByThemselves) {
    const auto anna = customer();
    chief().post(path_of(anna) + "/surcharges", {{"text", "Kurtaxe"}, {"amount", "12.50"}, {"per", "person"}});
    auto body = draft(anna);
    body["participants"] = Json::array();
    for (const char* name : {"Anna", "Lars", "Ida", "Ole"}) body["participants"].push_back({{"first_name", name}});
    const auto booking = booked(body);
    EXPECT_EQ(booking.at("totals").at("amounts"), "50.00");
    EXPECT_EQ(booking.at("amounts")[0].at("source"), "own");
    const auto cancelled = desk().post(booking_path(booking) + "/cancel", {{"participants", {4}}}, if_match(1));
    ASSERT_EQ(cancelled.status, 200) << cancelled.text;
    EXPECT_EQ(cancelled.json.at("after").at("amounts"), "37.50");
    expect_sound();
}

// J-221: the table's cancellation charges are shown before, and then charged
TEST_P(BookingsApi, CancellationChargesAreShownFirst) {
    base_row("commission-tables", {{"code", "STORNO"}, {"name", "Storno"}, {"rate", "5.00"}, {"cancellation_rate", "20.00"},
                                   {"cancellation_minimum", "50.00"}, {"cancellation_steps", {"29 30", "21 40", "14 60", "6 80"}}});
    const auto anna = customer();
    ASSERT_EQ(chief().post(path_of(anna) + "/commission-assignments", {{"commission_table", "STORNO"}}).status, 201);
    auto body = draft(anna, "1200.00", 1);
    body["services"].push_back({{"service_kind", "transfer"}, {"unit_price", "133.35"}});
    const auto booking = booked(body);
    EXPECT_EQ(booking.at("totals").at("commission"), "66.67");
    Json order{{"preview", true}, {"cancelled_on", "2026-06-20"}};
    const auto seen = desk().post(booking_path(booking) + "/cancel", order, if_match(1));
    ASSERT_EQ(seen.status, 200) << seen.text;
    EXPECT_EQ(seen.json.at("charge"), "400.01");
    EXPECT_EQ(seen.json.at("after").at("commission"), "0.00");
    EXPECT_EQ(read(booking).at("state"), "open");
    order.erase("preview");
    const auto done = desk().post(booking_path(booking) + "/cancel", order, if_match(1));
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(done.json.at("booking").at("state"), "cancelled");
    EXPECT_EQ(done.json.at("booking").at("totals").at("total"), "400.01");
    EXPECT_EQ(change(done.json.at("booking"), {{"external_number", "X"}}).status, 409);
    expect_sound();
}

// J-232: notes belong to a stored booking; one with a date is a follow-up that the list shows
TEST_P(BookingsApi, NotesWithFollowUp) {
    const auto booking = booked(draft(customer()));
    const auto noted = desk().post(booking_path(booking) + "/notes", {{"text", "Visum prüfen"}, {"follow_up_on", "2026-02-28"}});
    ASSERT_EQ(noted.status, 201) << noted.text;
    EXPECT_THAT(keys_of(noted.json.at("warnings")), Contains("booking_follow_ups"));
    EXPECT_TRUE(desk().get("/bookings?number=1").json.at("rows")[0].at("has_follow_up").get<bool>());
    const auto done = desk().patch(booking_path(booking) + "/notes/1", {{"done", true}});
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_FALSE(desk().get("/bookings?number=1").json.at("rows")[0].at("has_follow_up").get<bool>());
}

// What is wrong is said at once, each at its field
TEST_P(BookingsApi, EveryIssueAtOnce) {
    const auto anna = customer();
    Json body = draft(anna);
    body["returns_on"] = "2026-07-01";
    body["travel_kind"] = "Mondfahrt";
    body["services"][0]["count"] = -1;
    body["services"][0]["operator"] = "NOBODY";
    body["services"][0]["participants"] = {7};
    body["services"].push_back({{"unit_price", "123456789012.00"}});
    const auto refused = desk().post("/bookings", body);
    EXPECT_EQ(refused.status, 422);
    const auto issues = issues_of(refused);
    for (const char* one : {"returns_on: error.booking_returns_before_departure", "travel_kind: error.not_offered",
                            "services.1.operator: error.not_in_base_data", "services.1.participants: error.no_such_participant"})
        EXPECT_THAT(issues, Contains(one));
    EXPECT_THAT(issues, Contains(HasSubstr("services.1.count")));
    EXPECT_THAT(issues, Contains(HasSubstr("services.2.unit_price")));
    EXPECT_EQ(booked(draft(anna)).at("number"), 1) << "a refused booking takes no number";
}

// Two clerks on one booking: the second learns what changed
TEST_P(BookingsApi, TheSecondClerkIsStale) {
    const auto booking = booked(draft(customer()));
    ASSERT_EQ(change(booking, {{"external_number", "A-1"}}).status, 200);
    const auto stale = change(booking, {{"external_number", "B-1"}});
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.json.at("current").at("external_number"), "A-1");
    ASSERT_EQ(stale.json.at("changes").size(), 1u);
    EXPECT_EQ(stale.json.at("changes")[0].at("field"), "external_number");
}

TEST_P(BookingsApi, TheSameRequestBooksOnce) {
    const auto body = draft(customer());
    const auto first = desk().post("/bookings", body, {{"Idempotency-Key", "the-same-key"}});
    const auto second = desk().post("/bookings", body, {{"Idempotency-Key", "the-same-key"}});
    EXPECT_EQ(first.json.at("number"), second.json.at("number"));
    EXPECT_EQ(desk().get("/bookings").json.at("count"), 1);
}

// Numbers begin where the house says and have no gap, also where a booking was void
TEST_P(BookingsApi, NumbersHaveNoGap) {
    set_parameter("booking_number_start", 7000);
    const auto anna = customer();
    EXPECT_EQ(booked(draft(anna)).at("number"), 7000);
    const auto second = booked(draft(anna));
    ASSERT_EQ(undo(second.at("change_event")).status, 200);
    EXPECT_EQ(booked(draft(anna)).at("number"), 7002);
    EXPECT_EQ(chief().get("/bookings/7001").json.at("state"), "void");
    EXPECT_TRUE(chief().get("/bookings/7001").json.at("customer").is_null());
    EXPECT_EQ(desk().get("/bookings").json.at("count"), 2);
    expect_sound();
}

// Undo of a beginning leaves the number void, and undo of that brings all of it back
TEST_P(BookingsApi, UndoAndBack) {
    const auto booking = booked(draft(customer()));
    const auto back = undo(booking.at("change_event"));
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(chief().get(booking_path(booking)).json.at("services"), Json::array());
    const auto again = undo(back.json.at("change_event"));
    ASSERT_EQ(again.status, 200) << again.text;
    const auto now = read(booking);
    EXPECT_EQ(now.at("state"), "open");
    EXPECT_EQ(now.at("totals"), booking.at("totals"));
    EXPECT_EQ(now.at("participants")[0].at("name"), "Eriksson");
    expect_sound();
}

TEST_P(BookingsApi, UndoOfAChangeGoesBackWhole) {
    const auto booking = booked(draft(customer()));
    auto rows = booking.at("services");
    rows[0]["unit_price"] = "700.00";
    rows.push_back({{"service_kind", "car"}, {"unit_price", "100.00"}});
    const auto changed = change(booking, {{"services", rows}, {"external_number", "X-9"}});
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.json.at("totals").at("total"), "1500.00");
    ASSERT_EQ(undo(changed.json.at("change_event")).status, 200);
    const auto now = read(booking);
    EXPECT_EQ(now.at("totals"), booking.at("totals"));
    EXPECT_EQ(now.at("due_dates")[1].at("amount"), booking.at("due_dates")[1].at("amount"));
    EXPECT_TRUE(now.at("external_number").is_null());
    expect_sound();
}

// Behind money nothing goes back: the reverse entry is offered
TEST_P(BookingsApi, BehindMoneyOnlyTheReverseEntry) {
    const auto booking = booked(draft(customer()));
    const auto with_money = paid(booking, "300.00");
    EXPECT_EQ(with_money.at("totals").at("open"), "700.00");
    EXPECT_EQ(with_money.at("due_dates")[0].at("open"), "0.00");
    EXPECT_THAT(undo(booking.at("change_event")).text, HasSubstr("booking_is_final"));
    EXPECT_THAT(undo(with_money.at("change_event")).text, HasSubstr("payment_is_reversed"));
    const auto gone = desk().del(booking_path(booking), if_match(with_money.at("version").get<std::int64_t>()));
    EXPECT_EQ(gone.status, 409);
    const auto taken_back = desk().post(booking_path(booking) + "/payments", {{"reverses", 1}});
    ASSERT_EQ(taken_back.status, 201) << taken_back.text;
    EXPECT_EQ(taken_back.json.at("totals").at("paid"), "0.00");
    EXPECT_EQ(taken_back.json.at("payments").size(), 2u);
    EXPECT_EQ(desk().post(booking_path(booking) + "/payments", {{"reverses", 1}}).status, 422);
    expect_sound();
}

TEST_P(BookingsApi, RightsAreAsked) {
    const auto anna = customer();
    const auto booking = booked(draft(anna));
    auto& clerk = as("clerk");
    EXPECT_EQ(clerk.get(booking_path(booking)).status, 200);
    EXPECT_EQ(clerk.post("/bookings", draft(anna)).status, 403);
    EXPECT_EQ(clerk.post(booking_path(booking) + "/payments", {{"amount", "1.00"}, {"kind", "cash"}}).status, 403);
    EXPECT_EQ(clerk.post(booking_path(booking) + "/cancel", Json::object(), if_match(1)).status, 403);
    Json nobody = draft({{"number", 1}});
    const auto anonymous = db().read([](sql::Transaction& transaction) { return customers::find_customer(transaction, 1)->number; });
    nobody["customer"] = *anonymous;
    EXPECT_EQ(desk().post("/bookings", nobody).status, 409);
    EXPECT_EQ(chief().post("/bookings", nobody).status, 201);
}

// J-189: bookings of hidden customers are found by nobody without the right, by no way
TEST_P(BookingsApi, HiddenCustomersHaveHiddenBookings) {
    const auto anna = customer();
    const auto booking = booked(draft(anna));
    ASSERT_EQ(chief().patch(path_of(anna), {{"hidden_in_search", true}}, if_match(1)).status, 200);
    EXPECT_EQ(desk().get(booking_path(booking)).status, 404);
    EXPECT_EQ(desk().get("/bookings").json.at("count"), 0);
    EXPECT_EQ(desk().get("/participants?name=Eriksson").json.at("count"), 0);
    EXPECT_EQ(desk().get(path_of(anna) + "/bookings").status, 404);
    EXPECT_EQ(change(booking, {{"external_number", "X"}}).status, 404);
    EXPECT_EQ(chief().get("/bookings").json.at("count"), 1);
}

// J-019, J-079: bookings are found by what is known of them, and participants who are no customers
TEST_P(BookingsApi, BookingsAreFound) {
    base_row("operators", {{"code", "TUI"}, {"name", "TUI Deutschland"}});
    base_row("destinations", {{"code", "PMI"}, {"name", "Mallorca"}});
    const auto anna = customer();
    auto body = draft(anna);
    body["external_number"] = "EXT-77";
    body["destination"] = "Mallorca";
    body["services"][0]["operator"] = "tui deutschland";
    body["participants"] = Json::array({{{"name", "Østergård"}, {"first_name", "Pia"}}});
    const auto booking = booked(body);
    EXPECT_EQ(booking.at("destination"), "PMI");
    booked(draft(customer({{"name", "Zander"}})));
    const auto count = [&](const std::string& query) {
        const auto found = desk().get("/bookings?" + query);
        EXPECT_EQ(found.status, 200) << found.text;
        return found.json.at("rows").size();
    };
    EXPECT_EQ(count("external_number=EXT-77"), 1u);
    EXPECT_EQ(count("operator=TUI"), 1u);
    EXPECT_EQ(count("destination=PMI"), 1u);
    EXPECT_EQ(count("participant=ostergard"), 1u);
    EXPECT_EQ(count("kind=offer"), 0u);
    EXPECT_EQ(count("from=2026-07-01&to=2026-07-31"), 2u);
    EXPECT_EQ(count("from=2026-08-01"), 0u);
    EXPECT_EQ(count("by=booking&from=2026-03-01&to=01.03.2026"), 2u);
    EXPECT_EQ(count("customer=" + std::to_string(anna.at("number").get<std::int64_t>())), 1u);
    const auto people = desk().get("/participants?name=Ostergard,%20P");
    ASSERT_EQ(people.json.at("rows").size(), 1u) << people.text;
    EXPECT_EQ(people.json.at("rows")[0].at("booking"), booking.at("number"));
    EXPECT_TRUE(people.json.at("rows")[0].at("customer").is_null());
    EXPECT_EQ(desk().get(path_of(anna) + "/bookings").json.at("count"), 1);
}

// J-024, J-025: whoever has trips, sells them or travels in them is not deleted, but can be changed
TEST_P(BookingsApi, CustomersWithTripsStay) {
    const auto agency = customer({{"kind", "agency"}, {"name", "Reisebüro Nord"}});
    const auto anna = customer({{"name", "Eriksson"}, {"agency", agency.at("number")}});
    const auto friend_of_hers = customer({{"name", "Holm"}});
    auto body = draft(anna);
    body["participants"] = Json::array({{{"name", "Holm"}, {"customer", friend_of_hers.at("number")}}});
    const auto booking = booked(body);
    const std::vector<std::pair<Json, std::string>> cases{{anna, "customer.has_bookings"},
                                                          {agency, "customer.is_agency_of_bookings"},
                                                          {friend_of_hers, "customer.travels_in_bookings"}};
    for (const auto& [one, key] : cases) {
        const auto kept = chief().del(path_of(one), if_match(1));
        EXPECT_EQ(kept.status, 409);
        EXPECT_THAT(kept.text, HasSubstr(key));
    }
    EXPECT_EQ(chief().patch(path_of(anna), {{"town", "Bonn"}}, if_match(1)).status, 200);
    ASSERT_EQ(undo(booking.at("change_event")).status, 200);
    EXPECT_EQ(chief().del(path_of(friend_of_hers), if_match(1)).status, 200);
}

TEST_P(BookingsApi, MergingMovesTripsAndPartingBringsThemBack) {
    const auto anna = customer(), other = customer({{"name", "Ericson"}, {"first_name", "Anna"}});
    const auto booking = booked(draft(other));
    const auto survivor = anna.at("id").get<std::int64_t>(), merged = other.at("id").get<std::int64_t>();
    const auto done = chief().post("/merges", {{"survivor", survivor}, {"merged", {merged}},
                                               {"versions", {{std::to_string(survivor), 1}, {std::to_string(merged), 1}}}});
    ASSERT_EQ(done.status, 201) << done.text;
    EXPECT_EQ(read(booking).at("customer").at("id"), anna.at("id"));
    EXPECT_EQ(read(booking).at("participants")[0].at("customer").at("id"), anna.at("id"));
    EXPECT_EQ(desk().get(path_of(anna) + "/bookings").json.at("count"), 1);
    expect_sound();
}

TEST_P(BookingsApi, CopiesToAnotherCustomerAndIntoABooking) {
    const auto anna = customer(), ole = customer({{"name", "Olsen"}});
    const auto booking = booked(draft(anna));
    const auto copied = desk().post(booking_path(booking) + "/copy", {{"customer", ole.at("number")}, {"participants", true}});
    ASSERT_EQ(copied.status, 201) << copied.text;
    EXPECT_EQ(copied.json.at("number"), 2);
    EXPECT_EQ(copied.json.at("customer").at("number"), ole.at("number"));
    EXPECT_EQ(copied.json.at("totals").at("total"), "1000.00");
    EXPECT_EQ(copied.json.at("participants")[0].at("name"), "Eriksson");
    const auto into = desk().post(booking_path(booking) + "/copy", {{"into", 2}, {"services", {1}}});
    ASSERT_EQ(into.status, 201) << into.text;
    EXPECT_EQ(into.json.at("services").size(), 2u);
    EXPECT_EQ(into.json.at("totals").at("total"), "2000.00");
}

// decisions.md 25: a house that sells tickets only has no trips
TEST_P(BookingsApi, TheTripSideCanBeSwitchedOff) {
    set_parameter("module_travel", false);
    EXPECT_EQ(chief().get("/bookings").status, 404);
}

}  // namespace
}  // namespace kartei::bookings
