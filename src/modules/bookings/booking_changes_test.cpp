// Bookings changed, paid, taken away and brought back: two clerks, numbers without a gap, undo and where it ends.
#include "modules/bookings/bookings_fixture.hpp"

namespace kartei::bookings {
namespace {

using testing::Contains;
using testing::HasSubstr;

class BookingChanges : public WithBookings {};
ON_BOTH_ENGINES(BookingChanges);

TEST_P(BookingChanges, EveryIssueAtOnce) {
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
    for (const char* one :
         {"returns_on: error.booking_returns_before_departure", "travel_kind: error.not_offered",
          "services.1.operator: error.not_in_base_data", "services.1.participants: error.no_such_participant"})
        EXPECT_THAT(issues, Contains(one));
    EXPECT_THAT(issues, Contains(HasSubstr("services.1.count")));
    EXPECT_THAT(issues, Contains(HasSubstr("services.2.unit_price")));
    EXPECT_EQ(booked(draft(anna)).at("number"), 1) << "a refused booking takes no number";
}

TEST_P(BookingChanges, TheSecondClerkIsStale) {
    const auto booking = booked(draft(customer()));
    ASSERT_EQ(change(booking, {{"external_number", "A-1"}}).status, 200);
    const auto stale = change(booking, {{"external_number", "B-1"}});
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.json.at("current").at("external_number"), "A-1");
    ASSERT_EQ(stale.json.at("changes").size(), 1u);
    EXPECT_EQ(stale.json.at("changes")[0].at("field"), "external_number");
}

TEST_P(BookingChanges, TheSameRequestBooksOnce) {
    const auto body = draft(customer());
    const auto first = desk().post("/bookings", body, {{"Idempotency-Key", "the-same-key"}});
    const auto second = desk().post("/bookings", body, {{"Idempotency-Key", "the-same-key"}});
    EXPECT_EQ(first.json.at("number"), second.json.at("number"));
    EXPECT_EQ(desk().get("/bookings").json.at("count"), 1);
}

TEST_P(BookingChanges, NumbersHaveNoGap) {
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

TEST_P(BookingChanges, UndoAndBack) {
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

TEST_P(BookingChanges, UndoOfAChangeGoesBackWhole) {
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

// A traveller whose place another takes: what is said of either is sealed under his own key, and he comes back
TEST_P(BookingChanges, EachTravellerIsSealedUnderHisOwnKey) {
    const auto anna = customer(), bert = customer({{"name", "Holm"}, {"first_name", "Bert"}});
    auto body = draft(anna);
    body["participants"] = Json::array({{{"name", "Eriksson"}, {"customer", anna.at("number")}, {"wishes", "vegan"}}});
    const auto booking = booked(body);
    auto rows = booking.at("participants");
    rows[0]["customer"] = bert.at("number"), rows[0]["name"] = "Holm", rows[0]["wishes"] = nullptr;
    const auto changed = change(booking, {{"participants", rows}});
    ASSERT_EQ(changed.status, 200) << changed.text;
    const auto sealed = [&](const std::string& field, const char* value, const Json& person) {
        return db().read([&](sql::Transaction& transaction) {
            auto found = transaction.query("SELECT count(*) FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id"
                                           " WHERE n.event_id = :event AND r.record = 'booking_participant'"
                                           " AND r.field = :field AND r.person_id = :person AND (CASE :value WHEN"
                                           " 'before' THEN r.before ELSE r.after END) IS NOT NULL",
                                           changed.json.at("change_event").get<std::int64_t>(), field,
                                           person.at("id").get<std::int64_t>(), std::string_view(value));
            found.next();
            return found.integer(0);
        });
    };
    EXPECT_EQ(sealed("name", "before", anna), 1);
    EXPECT_EQ(sealed("name", "after", bert), 1);
    EXPECT_EQ(sealed("name", "after", anna), 0);
    EXPECT_EQ(sealed("wishes", "before", anna), 1);
    EXPECT_EQ(sealed("wishes", "before", bert), 0);
    ASSERT_EQ(undo(changed.json.at("change_event")).status, 200);
    auto was = booking.at("participants"), is = read(booking).at("participants");
    EXPECT_EQ(is[0].at("version"), 3);
    was[0].erase("version"), is[0].erase("version");
    EXPECT_EQ(is, was);
    expect_sound();
}

TEST_P(BookingChanges, BehindMoneyOnlyTheReverseEntry) {
    const auto booking = booked(draft(customer()));
    const auto with_money = paid(booking, "300.00");
    EXPECT_EQ(with_money.at("totals").at("open"), "700.00");
    EXPECT_EQ(with_money.at("due_dates")[0].at("open"), "0.00");
    EXPECT_THAT(undo(booking.at("change_event")).text, HasSubstr("make the reverse entry"));
    EXPECT_THAT(undo(with_money.at("change_event")).text, HasSubstr("not undone but taken back"));
    const auto gone = desk().del(booking_path(booking), version(with_money.at("version").get<std::int64_t>()));
    EXPECT_EQ(gone.status, 409);
    const auto taken_back = desk().post(booking_path(booking) + "/payments", {{"reverses", 1}});
    ASSERT_EQ(taken_back.status, 201) << taken_back.text;
    EXPECT_EQ(taken_back.json.at("totals").at("paid"), "0.00");
    EXPECT_EQ(taken_back.json.at("payments").size(), 2u);
    EXPECT_EQ(desk().post(booking_path(booking) + "/payments", {{"reverses", 1}}).status, 422);
    expect_sound();
}

TEST_P(BookingChanges, CopiesToAnotherCustomerAndIntoABooking) {
    const auto anna = customer(), ole = customer({{"name", "Olsen"}});
    const auto booking = booked(draft(anna));
    const auto copied =
        desk().post(booking_path(booking) + "/copy", {{"customer", ole.at("number")}, {"participants", true}});
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

TEST_P(BookingChanges, NotesWithFollowUp) {
    const auto booking = booked(draft(customer()));
    const auto noted =
        desk().post(booking_path(booking) + "/notes", {{"text", "Visum prüfen"}, {"follow_up_on", "2026-02-28"}});
    ASSERT_EQ(noted.status, 201) << noted.text;
    EXPECT_THAT(keys_of(noted.json.at("warnings")), Contains("booking_follow_ups"));
    EXPECT_TRUE(desk().get("/bookings?number=1").json.at("rows")[0].at("has_follow_up").get<bool>());
    const auto done = desk().patch(booking_path(booking) + "/notes/1", {{"done", true}});
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_FALSE(desk().get("/bookings?number=1").json.at("rows")[0].at("has_follow_up").get<bool>());
}

TEST_P(BookingChanges, CustomersWithTripsStay) {
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
        const auto kept = chief().del(path_of(one), version(1));
        EXPECT_EQ(kept.status, 409);
        EXPECT_THAT(kept.text, HasSubstr(key));
    }
    EXPECT_EQ(chief().patch(path_of(anna), {{"town", "Bonn"}}, version(1)).status, 200);
    ASSERT_EQ(undo(booking.at("change_event")).status, 200);
    EXPECT_EQ(chief().del(path_of(friend_of_hers), version(1)).status, 200);
}

// J-161, J-221: a fee for each counts whom the cancellation takes out; and a copy does not bring them back
TEST_P(BookingChanges, CancellationFeesCountWhoIsTakenOut) {
    base_row("fee-rules", {{"code", "STORNO"},
                           {"name", "Stornogebühr"},
                           {"kind", "booking"},
                           {"occasion", "cancellation"},
                           {"amount", "10.00"},
                           {"per_participant", true}});
    const auto anna = customer();
    ASSERT_EQ(chief().post(path_of(anna) + "/fee-assignments", {{"fee_rule", "STORNO"}}).status, 201);
    auto body = draft(anna);
    body["participants"] = Json::array({{{"name", "Eriksson"}}, {{"name", "Holm"}}, {{"name", "Olsen"}}});
    const auto booking = booked(body);
    const auto one = desk().post(booking_path(booking) + "/cancel", {{"participants", {3}}}, version(1));
    ASSERT_EQ(one.status, 200) << one.text;
    EXPECT_EQ(one.json.at("booking").at("totals").at("fees"), "10.00") << "of one";
    const auto copied = desk().post(booking_path(booking) + "/copy", {{"participants", true}});
    ASSERT_EQ(copied.status, 201) << copied.text;
    EXPECT_EQ(copied.json.at("participants").size(), 2u);
    const auto all = desk().post(booking_path(booking) + "/cancel", Json::object(),
                                 version(one.json.at("booking").at("version").get<std::int64_t>()));
    ASSERT_EQ(all.status, 200) << all.text;
    EXPECT_EQ(all.json.at("booking").at("totals").at("fees"), "30.00") << "and of the two who were left";
    const auto whole = desk().post(booking_path(booking) + "/copy", {{"participants", true}});
    ASSERT_EQ(whole.status, 201) << whole.text;
    EXPECT_EQ(whole.json.at("participants").size(), 3u) << "the copy of a booking cancelled as a whole has them all";
    expect_sound();
}

}  // namespace
}  // namespace kartei::bookings
