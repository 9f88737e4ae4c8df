// The archive: what goes and what stays, what still knows it, and the way back.
#include "modules/bookings/booking_archive.hpp"

#include "modules/bookings/bookings_fixture.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;

struct Quiet final : jobs::Progress {
    explicit Quiet(std::int64_t most = 1'000'000) : most_(most) {}
    std::string result_file(std::string_view) override { return ""; }
    void changed(bool) override {}
    bool is_cancelled() override { return done() >= most_; }

    const std::int64_t most_;
};

class BookingArchive : public WithBookings {
protected:
    /// A trip that ended in July of the year, paid unless told.
    Json old_trip(const Json& who, const std::string& year, bool is_paid = true) {
        Json body{{"customer", who.at("number")}, {"booked_on", year + "-02-01"}, {"departs_on", year + "-07-01"},
                  {"returns_on", year + "-07-14"},
                  {"services", Json::array({{{"service_kind", "hotel"}, {"count", 1}, {"unit_price", "100.00"}}})}};
        const auto booking = booked(body);
        return is_paid ? paid(booking, "100.00") : booking;
    }
    ArchivePlan plan(std::int64_t years = 10, const Actor& actor = Actor::system()) {
        return db().read([&](Transaction& transaction) {
            return *plan_archive(house(), transaction, actor, {years});
        });
    }
    Archived archived(std::int64_t years = 10) {
        Quiet progress;
        const auto done = run_archive(house(), Actor::system(), {years}, progress);
        EXPECT_TRUE(done);
        return done ? *done : Archived{};
    }
    std::vector<std::int64_t> found(const std::string& path) {
        std::vector<std::int64_t> numbers;
        const auto answer = desk().get(path);
        EXPECT_EQ(answer.status, 200) << answer.text;
        for (const auto& row : answer.json.at("rows"))
            numbers.push_back(row.at(row.contains("number") ? "number" : "booking").get<std::int64_t>());
        return numbers;
    }
    static std::map<std::string, std::int64_t> reasons(const ArchivePlan& plan) {
        std::map<std::string, std::int64_t> all;
        for (const auto& one : plan.stays) all[one.why] = one.count;
        return all;
    }
};
ON_BOTH_ENGINES(BookingArchive);

// J-201: what is over since then goes; the searches and his list reach it by a switch; his archive fields follow
TEST_P(BookingArchive, PutsAwayWhatIsOldAndTheProfileSaysSo) {
    const auto anna = customer();
    const auto first = old_trip(anna, "2012"), second = old_trip(anna, "2014"), late = old_trip(anna, "2024");
    EXPECT_EQ(plan().before, "2016-03-01");
    EXPECT_EQ(plan().count, 2);
    EXPECT_EQ(plan().customers, 1);
    const auto done = archived();
    EXPECT_EQ(done.bookings, 2);
    EXPECT_EQ(done.customers, 1);
    EXPECT_THAT(found("/bookings"), ElementsAre(3));
    EXPECT_THAT(found("/bookings?archive=also"), ElementsAre(3, 2, 1));
    EXPECT_THAT(found("/bookings?archive=only"), ElementsAre(2, 1));
    EXPECT_THAT(found("/participants?name=Eriksson"), ElementsAre(3));
    EXPECT_THAT(found("/participants?name=Eriksson&archive=only"), ElementsAre(2, 1));
    EXPECT_THAT(found(path_of(anna) + "/bookings"), ElementsAre(3));
    EXPECT_THAT(found(path_of(anna) + "/bookings?archive=also"), ElementsAre(3, 2, 1));
    const auto profile = desk().get(path_of(anna)).json;
    EXPECT_EQ(profile.at("archived_bookings"), true);
    EXPECT_EQ(profile.at("last_departure_on"), "2014-07-01");
    EXPECT_EQ(profile.at("last_booked_on"), "2014-02-01");
    EXPECT_EQ(read(first).at("archived_on"), "2026-03-01") << "by its number it opens as ever";
    expect_sound();
}

// J-201: nothing that somebody waits for is put away, and the look says why
TEST_P(BookingArchive, KeepsWhatIsNotSettled) {
    const auto anna = customer();
    old_trip(anna, "2010", false);
    auto waiting = old_trip(anna, "2011");
    EXPECT_EQ(desk().post(booking_path(waiting) + "/notes", {{"text", "Nachfragen"}, {"follow_up_on", "2011-12-01"}}).status,
              201);
    auto running = draft(anna);
    running["kind"] = "option";
    running["booked_on"] = "2009-01-01";
    running["departs_on"] = "2009-02-01";
    running["returns_on"] = "2009-02-08";
    running["services"][0]["starts_on"] = running["services"][0]["ends_on"] = "2009-02-01";
    running["option_until"] = "2026-04-01";
    booked(running);
    running["option_until"] = "2009-01-15";
    const auto over = booked(running);
    auto settled = old_trip(anna, "2012");
    auto services = settled.at("services");
    services[0]["agency_commission"] = "8.00";
    ASSERT_EQ(change(settled, {{"services", services}}).status, 200);
    const auto agency = customer({{"kind", "agency"}, {"name", "Reisebüro Nord"}});
    old_trip(customer({{"name", "Ufer"}, {"agency", agency.at("number")}}), "2013");
    EXPECT_THAT(reasons(plan()), testing::UnorderedElementsAre(std::pair("owing", 1), std::pair("option", 1),
                                                               std::pair("settlement", 2), std::pair("follow_up", 1)))
        << "what an agency is owed is worked out when it is settled";
    EXPECT_EQ(plan().count, 1);
    EXPECT_EQ(archived().bookings, 1);
    EXPECT_THAT(found("/bookings?archive=only"), ElementsAre(over.at("number").get<std::int64_t>()));
}

// J-201: who may not see a hidden customer puts nothing of his away
TEST_P(BookingArchive, LeavesHiddenCustomersToThoseWhoSeeThem) {
    const auto anna = customer();
    old_trip(anna, "2012");
    hide(anna);
    Actor clerk;
    clerk.permissions = {"bookings.archive"};
    EXPECT_EQ(plan(10, clerk).count, 0);
    EXPECT_EQ(plan().count, 1);
}

// J-201: what lies there is changed no more until it is brought back
TEST_P(BookingArchive, IsChangedNoMoreUntilItIsBroughtBack) {
    const auto anna = customer();
    const auto first = old_trip(anna, "2012"), second = old_trip(anna, "2014");
    archived();
    auto booking = read(second);
    const auto refused = change(booking, {{"external_number", "X1"}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(issues_of(refused), ElementsAre(": error.booking_is_archived"));
    EXPECT_EQ(desk().post(booking_path(booking) + "/payments", {{"amount", "1.00"}, {"kind", "cash"}}).status, 409);
    EXPECT_EQ(desk().post(booking_path(booking) + "/notes", {{"text", "Noch etwas"}}).status, 409);
    const auto back = [&](const std::string& who, const Json& one) {
        return as(who).post(booking_path(one) + "/bring-back", nullptr, version(one.at("version").get<std::int64_t>()));
    };
    EXPECT_EQ(back("desk", booking).status, 403);
    EXPECT_EQ(back("chief", second).status, 412) << "it was put away since";
    const auto again = back("chief", booking);
    ASSERT_EQ(again.status, 200) << again.text;
    EXPECT_EQ(again.json.at("archived_on"), nullptr);
    EXPECT_EQ(back("chief", again.json).status, 409);
    EXPECT_THAT(found("/bookings"), ElementsAre(2));
    auto profile = desk().get(path_of(anna)).json;
    EXPECT_EQ(profile.at("archived_bookings"), true);
    EXPECT_EQ(profile.at("last_departure_on"), "2012-07-01");
    EXPECT_EQ(change(again.json, {{"external_number", "X1"}}).status, 200);
    EXPECT_EQ(back("chief", read(first)).status, 200);
    profile = desk().get(path_of(anna)).json;
    EXPECT_EQ(profile.at("archived_bookings"), false);
    EXPECT_EQ(profile.at("last_departure_on"), nullptr);
    expect_sound();
}

// Decision 122: no undo reaches into it, and what owes since it was brought back does not go there again
TEST_P(BookingArchive, UndoChangesNothingInIt) {
    const auto trip = old_trip(customer(), "2012");
    const auto note = desk().post(booking_path(trip) + "/notes", {{"text", "Ruft noch an"}});
    ASSERT_EQ(note.status, 201) << note.text;
    archived();
    EXPECT_EQ(undo(note.json.at("change_event")).status, 409);
    const auto there = read(trip);
    EXPECT_EQ(there.at("notes").size(), 1u);
    const auto back = as("chief").post(booking_path(trip) + "/bring-back", nullptr,
                                       version(there.at("version").get<std::int64_t>()));
    ASSERT_EQ(back.status, 200) << back.text;
    paid(read(trip), "1.00");
    EXPECT_EQ(undo(back.json.at("change_event")).status, 409);
    EXPECT_EQ(read(trip).at("archived_on"), nullptr);
    expect_sound();
}

// J-201: the whole run is one change, which undo takes back, papers and money notwithstanding
TEST_P(BookingArchive, GoesBackAsOneChange) {
    const auto anna = customer(), ben = customer({{"name", "Berg"}});
    old_trip(anna, "2012"), old_trip(ben, "2013"), old_trip(anna, "2014");
    const auto done = archived();
    EXPECT_EQ(done.customers, 2);
    const auto undone = undo(done.event);
    ASSERT_EQ(undone.status, 200) << undone.text;
    EXPECT_THAT(found("/bookings?archive=only"), IsEmpty());
    EXPECT_EQ(found("/bookings").size(), 3u);
    EXPECT_EQ(desk().get(path_of(anna)).json.at("archived_bookings"), false);
    EXPECT_EQ(desk().get(path_of(anna)).json.at("last_departure_on"), nullptr);
    EXPECT_EQ(archived().bookings, 3);
    expect_sound();
}

// J-201: stopped before its end, everything comes back
TEST_P(BookingArchive, StoppedItTakesBackWhatItDid) {
    for (int i = 0; i < 3; ++i) {
        const auto who = customer({{"name", "Nummer " + std::to_string(i)}});
        old_trip(who, "2012");
    }
    Quiet progress(0);
    EXPECT_THROW((void)run_archive(house(), Actor::system(), {10}, progress), jobs::Cancelled);
    EXPECT_THAT(found("/bookings?archive=only"), IsEmpty());
    EXPECT_EQ(plan().count, 3);
}

// J-201: an old system's later dates stay as it said them
TEST_P(BookingArchive, KeepsWhatAnOldSystemSaid) {
    const auto anna = customer();
    old_trip(anna, "2012");
    db().write([&](Transaction& transaction) {
        transaction.execute("UPDATE customer SET last_departure_on = '2015-05-05' WHERE number = :number",
                            anna.at("number").get<std::int64_t>());
    });
    archived();
    const auto profile = desk().get(path_of(anna)).json;
    EXPECT_EQ(profile.at("last_departure_on"), "2015-05-05");
    EXPECT_EQ(profile.at("last_booked_on"), "2012-02-01");
    const auto trip = read({{"number", found("/bookings?archive=only").at(0)}});
    ASSERT_EQ(as("chief").post(booking_path(trip) + "/bring-back", nullptr,
                               version(trip.at("version").get<std::int64_t>())).status, 200);
    const auto after = desk().get(path_of(anna)).json;
    EXPECT_EQ(after.at("archived_bookings"), true) << "those of the old system";
    EXPECT_EQ(after.at("last_departure_on"), "2015-05-05");
}

// J-201: the module can be absent; nothing is lost then
TEST_P(BookingArchive, WithoutTheModuleNothingIsLeftOut) {
    const auto anna = customer();
    old_trip(anna, "2012");
    archived();
    EXPECT_THAT(found("/bookings"), IsEmpty());
    set_parameter("module_archive", false);
    EXPECT_THAT(found("/bookings"), ElementsAre(1));
    Quiet progress;
    const auto refused = run_archive(house(), Actor::system(), {10}, progress);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.refusal().kind, RefusalKind::not_found);
}

// J-201: bad years, nothing to do, and a number that is another one
TEST_P(BookingArchive, AsksForWholeYearsAndTheNumber) {
    const auto asked = [&](std::int64_t years) {
        return db().read([&](Transaction& transaction) {
            return plan_archive(house(), transaction, Actor::system(), {years});
        });
    };
    for (const auto years : {-1, 0, 101, 3000}) {
        const auto refused = asked(years);
        ASSERT_FALSE(refused) << years;
        EXPECT_EQ(refused.refusal().issues.front().field, "older_than");
    }
    EXPECT_EQ(confirm_archive({"2016-03-01", 0, 0, {}}, 0).refusal().issues.front().key, "error.nothing_to_archive");
    EXPECT_FALSE(confirm_archive({"2016-03-01", 101, 9, {}}, {}));
    EXPECT_FALSE(confirm_archive({"2016-03-01", 101, 9, {}}, 100));
    EXPECT_TRUE(confirm_archive({"2016-03-01", 101, 9, {}}, 101));
    EXPECT_TRUE(confirm_archive({"2016-03-01", 100, 9, {}}, {}));
}

}  // namespace
}  // namespace kartei::bookings
