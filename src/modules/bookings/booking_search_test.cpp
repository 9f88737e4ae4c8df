// Who finds which bookings: searches, rights, hidden customers, a house without trips.
#include "modules/bookings/booking_finders.hpp"
#include "modules/bookings/booking_search.hpp"
#include "modules/bookings/bookings_fixture.hpp"

namespace kartei::bookings {
namespace {

class BookingSearch : public WithBookings {};
ON_BOTH_ENGINES(BookingSearch);

TEST_P(BookingSearch, RightsAreAsked) {
    const auto anna = customer();
    const auto booking = booked(draft(anna));
    auto& clerk = as("clerk");
    EXPECT_EQ(clerk.get(booking_path(booking)).status, 200);
    EXPECT_EQ(clerk.post("/bookings", draft(anna)).status, 403);
    EXPECT_EQ(clerk.post(booking_path(booking) + "/payments", {{"amount", "1.00"}, {"kind", "cash"}}).status, 403);
    EXPECT_EQ(clerk.post(booking_path(booking) + "/cancel", Json::object(), version(1)).status, 403);
    Json nobody = draft({{"number", 1}});
    const auto anonymous =
        db().read([](sql::Transaction& transaction) { return customers::find_customer(transaction, 1)->number; });
    nobody["customer"] = *anonymous;
    EXPECT_EQ(desk().post("/bookings", nobody).status, 409);
    EXPECT_EQ(chief().post("/bookings", nobody).status, 201);
}

TEST_P(BookingSearch, HiddenCustomersHaveHiddenBookings) {
    const auto anna = customer();
    const auto booking = booked(draft(anna));
    ASSERT_EQ(chief().patch(path_of(anna), {{"hidden_in_search", true}}, version(1)).status, 200);
    EXPECT_EQ(desk().get(booking_path(booking)).status, 404);
    EXPECT_EQ(desk().get("/bookings").json.at("count"), 0);
    EXPECT_EQ(desk().get("/participants?name=Eriksson").json.at("count"), 0);
    EXPECT_EQ(desk().get(path_of(anna) + "/bookings").status, 404);
    EXPECT_EQ(change(booking, {{"external_number", "X"}}).status, 404);
    EXPECT_EQ(chief().get("/bookings").json.at("count"), 1);
}

// J-012: a booking leads to its customer by its number, that of the system before, and by whoever travels
TEST_P(BookingSearch, TheSearchBoxLeadsFromABookingToItsCustomer) {
    const auto anna = customer(), adler = customer({{"name", "Adler"}});
    auto body = draft(anna);
    body["external_number"] = "KB-77";
    body["participants"] = Json::array({{{"name", "Öztürk"}, {"first_name", "Deniz"}},
                                        {{"name", "Adler"}, {"customer", adler.at("number")}}});
    const auto booking = booked(body);
    const auto led = [&](std::string_view by, const std::string& typed) {
        const auto list = booking_finders();
        const auto finder = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.matched == by; });
        return db().read([&](sql::Transaction& transaction) { return finder->find(transaction, typed, {}); });
    };
    const std::vector<std::int64_t> hers{anna.at("id")}, nobody;
    EXPECT_EQ(led("booking", booking.at("number").dump()), hers);
    EXPECT_EQ(led("booking", booking.at("number").dump() + "9"), nobody);
    EXPECT_EQ(led("external_booking", "KB-77"), hers);
    for (const auto* typed : {"öztürk", "Deniz OZTURK", "özt den"}) EXPECT_EQ(led("traveller", typed), hers) << typed;
    for (const auto* typed : {"Deniz", "Öztürk Anna"}) EXPECT_EQ(led("traveller", typed), nobody) << typed;
    EXPECT_EQ(led("traveller", "adler"), hers);
    hide(adler);
    EXPECT_EQ(led("traveller", "adler"), nobody) << "he is not told by it";
    for (const auto& finder : booking_finders()) EXPECT_EQ(finder.right, "bookings.read");
    set_parameter("module_travel", false);
    EXPECT_EQ(led("booking", booking.at("number").dump()), nobody) << "a house without trips";
    EXPECT_EQ(led("traveller", "öztürk"), nobody);
}

// Whatever a search begins with (few hits gathered, or a walk in the order of the answer), it finds the same
TEST_P(BookingSearch, FindsTheSameWhereverItBegins) {
    const auto anna = customer();
    for (const auto* place : {"PMI", "LPA"}) base_row("destinations", {{"code", place}, {"name", place}});
    base_row("operators", {{"code", "TUI"}, {"name", "TUI"}});
    const auto add = [&](const std::string& day, const std::string& place, const std::string& name,
                         const std::string& born) {
        auto body = draft(anna);
        body["departs_on"] = day, body["returns_on"] = day, body["services"][0]["destination"] = place;
        body["participants"] = Json::array({{{"name", name}, {"first_name", "Ida"}, {"birth_date", born}}});
        if (name == "Berg") body["participants"].push_back({{"name", "Bergau"}});
        if (name != "Berger") {
            body["services"][0]["operator"] = "TUI";
            body["services"].push_back(body["services"][0]);
        }
        booked(body);
    };
    add("2026-07-17", "PMI", "Berg", "1980-05-17");
    add("2026-08-17", "PMI", "Berger", "1981-05-17");
    add("2026-09-17", "LPA", "Adler", "1980-05-17");
    const auto numbers = [&](BookingQuestion question, std::int64_t most) {
        question.gathered_at_most = most;
        std::vector<std::int64_t> all;
        db().read([&](sql::Transaction& transaction) {
            const auto found = search_bookings(transaction, Actor::system(), question);
            for (const auto& line : found.rows) all.push_back(line.head.number);
            EXPECT_EQ(found.count, static_cast<std::int64_t>(all.size())) << "each counts once";
        });
        return all;
    };
    const auto travellers = [&](ParticipantQuestion question, std::int64_t most) {
        question.gathered_at_most = most;
        std::vector<std::string> all;
        db().read([&](sql::Transaction& transaction) {
            for (const auto& line : search_participants(transaction, Actor::system(), question).rows)
                all.push_back(line.participant.name);
        });
        return all;
    };
    using Numbers = std::vector<std::int64_t>;
    using Names = std::vector<std::string>;
    for (const std::int64_t most : {0, 100}) {
        EXPECT_EQ(numbers({}, most), (Numbers{3, 2, 1}));
        EXPECT_EQ(numbers({.destination = "PMI"}, most), (Numbers{2, 1}));
        EXPECT_EQ(numbers({.operator_code = "TUI"}, most), (Numbers{3, 1})) << "each counts once, whatever it has of it";
        EXPECT_EQ(numbers({.operator_code = "TUI", .destination = "PMI"}, most), (Numbers{1}));
        EXPECT_EQ(numbers({.operator_code = "TUI", .from = "2026-08-01"}, most), (Numbers{3}));
        EXPECT_EQ(numbers({.destination = "PMI", .from = "2026-01-01", .to = "2026-08-01"}, most), (Numbers{1}));
        EXPECT_EQ(numbers({.operator_code = "TUI", .participant = "berg"}, most), (Numbers{1}));
        EXPECT_EQ(numbers({.number = 1, .operator_code = "TUI"}, most), (Numbers{1}));
        EXPECT_EQ(numbers({.destination = "XXX"}, most), Numbers());
        EXPECT_EQ(numbers({.participant = "berg"}, most), (Numbers{2, 1}));
        EXPECT_EQ(numbers({.participant = "berg", .to = "2026-08-01"}, most), (Numbers{1}));
        // Punctuation is no name, and each booking counts once without one too.
        EXPECT_EQ(numbers({.participant = "-"}, most), (Numbers{3, 2, 1}));
        EXPECT_EQ(numbers({.participant = " -", .kind = "offer"}, most), Numbers());
        EXPECT_EQ(travellers({.name = "-"}, most), (Names{"Adler", "Berg", "Bergau", "Berger"}));
        EXPECT_EQ(numbers({.kind = "offer"}, most), Numbers());
        EXPECT_EQ(numbers({.from = "2026-03-01", .by_booking_day = true}, most), (Numbers{3, 2, 1}));
        EXPECT_EQ(travellers({}, most), (Names{"Adler", "Berg", "Bergau", "Berger"}));
        EXPECT_EQ(travellers({.name = "berg"}, most), (Names{"Berg", "Bergau", "Berger"}));
        EXPECT_EQ(travellers({.name = "berg", .from = "2026-08-01"}, most), (Names{"Berger"}));
        EXPECT_EQ(travellers({.birth_date = "1980-05-17"}, most), (Names{"Adler", "Berg"}));
        EXPECT_EQ(travellers({.from = "2026-08-01", .to = "2026-09-30"}, most), (Names{"Adler", "Berger"}));
    }
}

// The box asks a finder only for who may see what it leads by
TEST_P(BookingSearch, WhoMaySeeNoBookingsIsNotLedByOne) {
    const auto booking = booked(draft(customer()));
    const auto hits = [&](bool may) {
        return db().read([&](sql::Transaction& transaction) {
            return customers::search_customers(transaction, "!" + booking.at("number").dump(), 9, false, {},
                                               [&](std::string_view) { return may; }).hits.size();
        });
    };
    EXPECT_EQ(hits(true), 1u);
    EXPECT_EQ(hits(false), 0u);
}

// decisions.md 33: a hidden customer who travels with another one
TEST_P(BookingSearch, HiddenTravellersAreToldByNoBooking) {
    const auto anna = customer(), adler = customer({{"name", "Adler"}, {"birth_date", "1970-01-31"}});
    auto body = draft(anna);
    body["participants"] = Json::array({{{"name", "Adler"}, {"customer", adler.at("number")}, {"wishes", "vegan"},
                                         {"passport_number", "C01X00T478"}, {"valid_until", "2026-07-01"}}});
    const auto booking = chief().post("/bookings", body).json;
    const auto path = path_of(anna) + "/family";
    chief().post(path, {{"name", "Adler"}, {"customer", adler.at("number")}});
    hide(adler);
    EXPECT_EQ(desk().get("/bookings?participant=Adler").json.at("count"), 0);
    EXPECT_EQ(chief().get("/bookings?participant=Adler").json.at("count"), 1);
    const auto shown = read(booking);
    const auto& traveller = shown.at("participants")[0];
    for (const char* field : {"customer", "birth_date", "age", "passport_number", "valid_until", "wishes"})
        EXPECT_TRUE(traveller.at(field).is_null()) << field;
    EXPECT_EQ(shown.at("warnings"), Json::array());
    EXPECT_EQ(as("reader").get(booking_path(booking) + "/passports").json, Json::object());
    EXPECT_EQ(chief().get(booking_path(booking) + "/passports").json.at("1"), "C01X00T478");
    auto sent = shown.at("participants");
    sent[0]["role"] = "Gast";
    ASSERT_EQ(change(booking, {{"participants", sent}}).status, 200);
    const auto kept = read(booking, "chief").at("participants")[0];
    EXPECT_EQ(kept.at("role"), "Gast");
    EXPECT_EQ(kept.at("customer").at("number"), adler.at("number"));
    EXPECT_EQ(kept.at("birth_date"), "1970-01-31");
    EXPECT_EQ(kept.at("wishes"), "vegan");
    EXPECT_EQ(kept.at("passport_number"), "•••• T478");
    auto family = draft(anna);
    family["take"] = {{"family", "all"}};
    const auto taken = desk().post("/bookings/preview", family).json.at("participants");
    ASSERT_EQ(taken.size(), 2u);
    EXPECT_TRUE(taken[1].at("birth_date").is_null());
    EXPECT_EQ(chief().post("/bookings/preview", family).json.at("participants")[1].at("birth_date"), "1970-01-31");
    db().read([&](sql::Transaction& transaction) {
        auto rows = transaction.query("SELECT count(*) FROM audit_row WHERE record = 'sensitive_reading' AND"
                                      " record_id = :customer", adler.at("id").get<std::int64_t>());
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(0), 1);
    });
    expect_sound();
}

TEST_P(BookingSearch, BookingsAreFound) {
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

TEST_P(BookingSearch, TheTripSideCanBeSwitchedOff) {
    set_parameter("module_travel", false);
    EXPECT_EQ(chief().get("/bookings").status, 404);
}

}  // namespace
}  // namespace kartei::bookings
