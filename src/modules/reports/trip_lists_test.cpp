// Lists of bookings and of who travels, with the manifest, the fees and what is to be followed up.
#include "lists/export_job.hpp"
#include "modules/consents/labels_command.hpp"
#include "modules/reports/trip_reports_fixture.hpp"

namespace kartei::reports {
namespace {

using ::testing::HasSubstr;

class TripLists : public test::InATravelHouse {};
ON_BOTH_ENGINES(TripLists);

TEST_P(TripLists, BookingsComeByDepartureWithTheirSums) {
    const auto berg = customer("Berg", {{"first_name", std::string("Anna")}});
    auto first = draft(12, berg, 100'000);
    first.head.returns_on = "2026-07-31", first.head.destination = "PMI";
    first.services[0].commission_amount = 5'000;
    first.participants = {traveller(1, "Berg", "Anna"), traveller(2, "Berg", "Tom")};
    first.payments.resize(1);
    first.payments[0].position = 1, first.payments[0].paid_on = "2026-03-02", first.payments[0].kind = "transfer";
    first.payments[0].amount = 20'000;
    store(first);
    store(draft(11, berg, 30'000, ""));
    store(draft(13, berg, 50'000, "2026-05-01"));
    EXPECT_EQ(
        listed({"bookings"}),
        "13,booking,open,100001,Berg,Anna,2026-03-01,2026-05-01,,,0,500.00,0.00,0.00,0.00,0.00,500.00,0.00,500.00\n"
        "12,booking,open,100001,Berg,Anna,2026-03-01,2026-07-17,2026-07-31,PMI,2,1000.00,50.00,0.00,0.00,0.00,"
        "950.00,200.00,750.00\n"
        "11,booking,open,100001,Berg,Anna,2026-03-01,,,,0,300.00,0.00,0.00,0.00,0.00,300.00,0.00,300.00\n");
    const std::vector<std::string> numbers{"bookings", "--columns", "booking"};
    const auto narrowed = [&](std::vector<std::string> more) {
        more.insert(more.begin(), numbers.begin(), numbers.end());
        return listed(more);
    };
    EXPECT_EQ(narrowed({"--from", "2026-05-01", "--to", "2026-06-30"}), "13\n");
    EXPECT_EQ(narrowed({"--by", "booking", "--from", "2026-03-01"}), "11\n12\n13\n");
    EXPECT_EQ(narrowed({"--by", "booking", "--to", "2026-02-28"}), "");
}

TEST_P(TripLists, BookingsAreNarrowedByKindStateCustomerAndWhatIsInThem) {
    const auto berg = customer("Berg"), adler = customer("Adler");
    write([&](sql::Transaction& transaction) {
        transaction.execute("INSERT INTO tour_operator (id, code, name) VALUES (1, 'TUI', 'TUI Deutschland')");
        transaction.execute("INSERT INTO destination (id, code, name) VALUES (1, 'PMI', 'Mallorca')");
    });
    auto offer = draft(1, berg, 100), cancelled = draft(2, berg, 200), by_tui = draft(3, adler, 300);
    offer.head.kind = "offer", cancelled.head.state = "cancelled";
    by_tui.services[0].operator_code = "TUI", by_tui.services[0].destination = "PMI";
    for (const auto& one : {offer, cancelled, by_tui}) store(one);
    const auto narrowed = [&](const std::string& option, const std::string& value) {
        return listed({"bookings", "--columns", "booking", option, value});
    };
    EXPECT_EQ(narrowed("--kind", "offer"), "1\n");
    EXPECT_EQ(narrowed("--state", "cancelled"), "2\n");
    EXPECT_EQ(narrowed("--state", "current"), "1\n3\n");
    EXPECT_EQ(narrowed("--customer", std::to_string(adler)), "3\n");
    EXPECT_EQ(narrowed("--operator", "tui deutschland"), "3\n") << "by its name too";
    EXPECT_EQ(narrowed("--destination", "PMI"), "3\n");
    EXPECT_EQ(narrowed("--state", "void"), "");
}

TEST_P(TripLists, WhatCannotBeAskedIsRefusedAtOnceByField) {
    const auto refused = answer({"bookings", "--operator", "XYZ", "--customer", "999999", "--from", "2026-05-02",
                                 "--to", "2026-05-01"}, Actor::system());
    EXPECT_EQ(refused.code, 1);
    EXPECT_THAT(refused.err, HasSubstr("XYZ"));
    EXPECT_THAT(refused.err, HasSubstr("999999"));
}

// J-189: hidden customers are in no list for who lacks the right, with none of their bookings
TEST_P(TripLists, HiddenCustomersTakeARight) {
    const auto berg = customer("Berg"), adler = customer("Adler");
    auto trip = draft(1, berg, 100'00);
    trip.participants = {traveller(1, "Berg", "Anna"), traveller(2, "Adler", "Jo")};
    trip.participants[1].customer_id = id_of(adler);
    store(trip);
    store(draft(2, adler, 200'00));
    hide(adler);
    EXPECT_EQ(listed({"bookings", "--columns", "booking"}, clerk()), "1\n");
    EXPECT_EQ(listed({"participants", "--columns", "booking,name"}, clerk()), "1,Berg\n");
    EXPECT_EQ(listed({"participants", "--columns", "booking,name"}, clerk({"customers.see_hidden"})),
              "1,Berg\n1,Adler\n");
    EXPECT_EQ(answer({"bookings", "--customer", std::to_string(adler)}, clerk()).code, 1);
    EXPECT_EQ(answer({"customer-statistics", "--customer", std::to_string(adler)}, clerk()).code, 1);
}

// J-019: the participants of all trips, with their age on the day of departure
TEST_P(TripLists, ParticipantsOfAllTrips) {
    const auto berg = customer("Berg");
    auto trip = draft(7, berg, 100'00);
    trip.participants = {traveller(1, "Berg", "Anna", "1980-07-17"), traveller(2, "van Dam", "Tom", "2015-07-18"),
                         traveller(3, "Adler", "Jo")};
    trip.participants[0].customer_id = id_of(berg), trip.participants[1].gender = "male";
    trip.participants[1].role = "Kind", trip.participants[2].cancelled_on = "2026-04-01";
    store(trip);
    auto cancelled = draft(8, berg, 100'00), offer = draft(9, berg, 100'00);
    cancelled.participants = offer.participants = {traveller(1, "Caspar", "Ed")};
    cancelled.head.state = "cancelled", offer.head.kind = "offer";
    store(cancelled), store(offer);
    EXPECT_EQ(listed({"participants"}),
              "7,1,Berg,Anna,1980-07-17,46,,,100001,2026-07-17,,,open,100001,Berg\n"
              "7,2,van Dam,Tom,2015-07-18,10,male,Kind,,2026-07-17,,,open,100001,Berg\n");
    const auto names = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"participants", "--columns", "booking,name"});
        return listed(more);
    };
    EXPECT_EQ(names({"--state", "cancelled"}), "7,Adler\n8,Caspar\n");
    EXPECT_EQ(names({"--kind", "all", "--name", "casp"}), "9,Caspar\n");
    EXPECT_EQ(names({"--name", "VAN D"}), "7,van Dam\n");
    EXPECT_EQ(names({"--from", "2026-07-18"}), "");
}

TEST_P(TripLists, ParticipantsWhosePapersAreMissingOrWhoOwe) {
    const auto berg = customer("Berg");
    auto missing = draft(1, berg, 100'00), owing = draft(2, berg, 100'00), paid = draft(3, berg, 100'00);
    for (auto* one : {&missing, &owing, &paid}) one->participants = {traveller(1, "Berg", "Anna")};
    missing.services[0].document_status = "requested", owing.services[0].document_status = "ok";
    for (auto* one : {&missing, &paid}) {
        one->payments.resize(1);
        one->payments[0].position = 1, one->payments[0].paid_on = "2026-03-02", one->payments[0].kind = "cash";
        one->payments[0].amount = 100'00;
    }
    for (const auto& one : {missing, owing, paid}) store(one);
    EXPECT_EQ(listed({"participants", "--columns", "booking", "--documents", "missing"}), "1\n");
    EXPECT_EQ(listed({"participants", "--columns", "booking", "--open"}), "2\n");
}

// J-106: passports are printed on the Paxmanifest
TEST_P(TripLists, TheManifestNamesPassportsInClearForWhoAsksAndMayReadThem) {
    const auto berg = customer("Berg");
    auto trip = draft(7, berg, 100'00);
    trip.participants = {traveller(1, "Berg", "Anna")};
    auto& anna = trip.participants[0];
    anna.passport_number = "C01X00T47", anna.issuing_place = "Köln", anna.valid_until = "2030-01-31";
    anna.nationality = "DE", anna.birth_place = "Bonn", anna.free1 = "Fenster", anna.wishes = "vegan";
    store(trip);
    const std::vector<std::string> words{"manifest", "--columns",
                                         "name,passport_number,issuing_place,valid_until,nationality,birth_place,free1,"
                                         "free2,wishes,duties"};
    auto asked = words;
    asked.emplace_back("--passports");
    const auto readings = [&, whose = id_of(berg)] {
        return write([&](sql::Transaction& transaction) {
            auto rows = transaction.query("SELECT count(*) FROM audit_row WHERE record = 'sensitive_reading' AND"
                                          " record_id = :customer", whose);
            return rows.next() ? rows.integer(0) : -1;
        });
    };
    EXPECT_EQ(answer(asked, clerk()).code, 1);
    EXPECT_THAT(listed(words, clerk({"sensitive.read"})), ::testing::Not(HasSubstr("C01X00T47")));
    EXPECT_EQ(readings(), 0);
    EXPECT_EQ(listed(asked, clerk({"sensitive.read"})), "Berg,C01X00T47,Köln,2030-01-31,DE,Bonn,Fenster,,vegan,\n");
    EXPECT_EQ(readings(), 1);
    EXPECT_THAT(listed(words, clerk()), ::testing::Not(HasSubstr("C01X00T47")));
    EXPECT_THAT(listed(words, clerk()), HasSubstr("0T47,Köln"));
}

// The reading of the passports is written down on its own: the label waits for nothing.
TEST_P(TripLists, EverybodyInAManifestWithPassportsIsLabelled) {
    auto trip = draft(7, customer("Berg"), 100'00);
    trip.participants = {traveller(1, "Berg", "Anna")};
    trip.participants[0].passport_number = "C01X00T47";
    store(trip);
    std::stringstream out, err;
    const auto declare = [](CLI::App& app) { return consents::labels_command(app, trip_reports()); };
    const std::vector<std::string> words{"give", "Reisegruppe", "manifest", "--passports"};
    EXPECT_EQ(kartei::test::type_command(declare, house(), clerk({"sensitive.read"}), words, out, err), 0) << err.str();
    EXPECT_THAT(out.str(), HasSubstr("Reisegruppe"));
    EXPECT_EQ(write([](sql::Transaction& transaction) {
                  auto rows = transaction.query("SELECT (SELECT count(*) FROM customer_label), (SELECT count(*) FROM"
                                                " audit_row WHERE record = 'sensitive_reading')");
                  return rows.next() ? rows.integer(0) * 10 + rows.integer(1) : -1;
              }),
              11);
}

// The file holds what only sensitive.read opens, also when it is fetched later.
TEST_P(TripLists, AFinishedFileWithPassportsIsForWhoMayReadThem) {
    const auto runs = std::make_shared<lists::Runs>(house(), trip_reports());
    jobs::Jobs jobs(db(), kartei::test::temporary_path("").string());
    const auto rights_of_file = [&](const nlohmann::json& filter) {
        const auto run = runs->make(Actor::system(), *runs->find("manifest"), "", filter);
        EXPECT_TRUE(run);
        const auto job = lists::start_export_job(house(), runs, jobs, Actor::system(), Language::en, *run, {});
        EXPECT_TRUE(job);
        return jobs.find(*job)->permission;
    };
    EXPECT_THAT(rights_of_file({{"passports", true}}), HasSubstr("sensitive.read"));
    EXPECT_THAT(rights_of_file(nlohmann::json::object()), ::testing::Not(HasSubstr("sensitive.read")));
}

// J-014, J-201: one time line of one customer, the newest first, narrowed by what it is; the archive by a switch
TEST_P(TripLists, TheHistoryOfACustomerIsOneTimeLine) {
    const auto berg = customer("Berg"), adler = customer("Adler");
    auto trip = draft(7, berg, 100'00), old = draft(3, berg, 50'00, "2012-07-01");
    trip.payments.resize(1);
    trip.payments[0].position = 1, trip.payments[0].paid_on = "2026-03-05", trip.payments[0].kind = "cash";
    trip.payments[0].amount = 40'00;
    trip.notes.resize(1);
    trip.notes[0].position = 1, trip.notes[0].text = "ruft an", trip.notes[0].written_at = "2026-03-02T10:00:00Z";
    old.head.booked_on = "2012-02-01", old.head.archived_on = "2026-03-01";
    for (const auto& one : {trip, old, draft(8, adler, 10'00)}) store(one);
    const auto asked = [&](std::vector<std::string> more, const Actor& actor = Actor::system()) {
        std::vector<std::string> words{"customer-history", "--customer", std::to_string(berg), "--columns",
                                       "on,what,booking,text,amount"};
        words.insert(words.end(), more.begin(), more.end());
        return listed(words, actor);
    };
    const auto mine = asked({"--from", "2026-03-01", "--to", "2026-03-31"}, clerk());
    EXPECT_EQ(mine, "2026-03-05,payment,7,,40.00\n2026-03-02,trip_note,7,ruft an,\n2026-03-01,booking,7,,100.00\n");
    EXPECT_EQ(asked({"--what", "payment"}), "2026-03-05,payment,7,,40.00\n");
    EXPECT_EQ(asked({"--what", "booking", "--archive"}), "2026-03-01,booking,7,,100.00\n2012-02-01,booking,3,,50.00\n");
    EXPECT_THAT(asked({"--what", "change"}), HasSubstr(",change,,"));
    EXPECT_EQ(asked({"--what", "change"}, clerk()), "") << "changes are for who may read the history";
    Actor reader;
    reader.permissions = {"customers.read"};
    EXPECT_EQ(asked({}, reader), "");
    EXPECT_EQ(answer({"customer-history"}, Actor::system()).code, 1) << "of whom?";
    hide(berg);
    EXPECT_EQ(answer({"customer-history", "--customer", std::to_string(berg)}, clerk()).code, 1);
}

// J-014: more changes than are shown at once are not left out without a word; the period leads to them
TEST_P(TripLists, TheHistorySaysThatThereAreOlderChanges) {
    const auto berg = customer("Berg");
    const auto id = id_of(berg);
    const auto change = [&](int times) {
        write([&](sql::Transaction& transaction) {
            for (int i = 0; i < times; ++i) {
                audit::Change change(house(), transaction, Actor::system(), "customer_changed");
                change.changed("customer", id, Field{"code1"}, Value(), Value(std::to_string(i)), 0);
                change.seal();
            }
        });
        clock().advance(std::chrono::hours(24));
    };
    const auto first_day = house().today();
    change(3);
    const auto second_day = house().today();
    change(997);
    const auto last_day = house().today();
    change(5);
    const auto changes = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"customer-history", "--customer", std::to_string(berg), "--what", "change",
                                   "--columns", "on,text"});
        auto reader = Actor::system();
        reader.language = Language::en;
        return listed(more, reader);
    };
    const auto lines = [](const std::string& printed) { return std::count(printed.begin(), printed.end(), '\n'); };
    const auto all = changes({});
    EXPECT_EQ(lines(all), 5 + 997 + 1) << "those of a day stay together";
    EXPECT_THAT(all, HasSubstr("\n" + first_day + ",Older changes: enter " + first_day)) << "and the rest is named";
    const auto rest = changes({"--to", first_day});
    EXPECT_EQ(lines(rest), 3 + 1) << "with the one that made him";
    EXPECT_THAT(rest, ::testing::Not(HasSubstr("Older")));
    EXPECT_EQ(lines(changes({"--from", second_day})), 997 + 5);
    EXPECT_EQ(lines(changes({"--from", last_day})), 5);
}

// J-223: all fees ever charged in all bookings of the customer
TEST_P(TripLists, FeesOfACustomerAreThoseOfAllHisBookings) {
    const auto berg = customer("Berg"), adler = customer("Adler");
    const auto with_fee = [&](std::int64_t number, std::int64_t of, const std::string& on, std::int64_t amount) {
        auto trip = draft(number, of, 100'00);
        trip.fees.resize(1);
        trip.fees[0].position = 1, trip.fees[0].rule = "R1", trip.fees[0].text = "Bearbeitung";
        trip.fees[0].amount = amount, trip.fees[0].occasion = "first_entry", trip.fees[0].charged_on = on;
        return trip;
    };
    store(with_fee(1, berg, "2026-03-05", 25'00));
    store(with_fee(2, berg, "2026-03-01", 10'00));
    store(with_fee(3, adler, "2026-03-01", 12'00));
    auto taken_off = with_fee(4, berg, "2026-03-01", 99'00);
    taken_off.fees[0].removed = true;
    store(taken_off);
    const std::vector<std::string> words{"fees", "--columns", "booking,on,rule,text,amount,occasion", "--customer",
                                         std::to_string(berg)};
    EXPECT_EQ(listed(words), "2,2026-03-01,R1,Bearbeitung,10.00,first_entry\n"
                             "1,2026-03-05,R1,Bearbeitung,25.00,first_entry\n");
    auto narrowed = words;
    narrowed.insert(narrowed.end(), {"--from", "2026-03-02", "--to", "2026-03-31"});
    EXPECT_EQ(listed(narrowed), "1,2026-03-05,R1,Bearbeitung,25.00,first_entry\n");
}

TEST_P(TripLists, FollowUpsAreNotesOptionsThatRunOutAndMissingPapers) {
    const auto berg = customer("Berg");
    auto trip = draft(1, berg, 100'00, "2026-04-10"), option = draft(2, berg, 100'00);
    trip.head.handler = "mei";
    trip.services[0].document_status = "missing", trip.services[0].description = "Flug";
    trip.notes.resize(2);
    trip.notes[0].position = 1, trip.notes[0].text = "anrufen", trip.notes[0].follow_up_on = "2026-03-20";
    trip.notes[1].position = 2, trip.notes[1].text = "erledigt", trip.notes[1].follow_up_on = "2026-03-21";
    trip.notes[1].done = true;
    option.head.kind = "option", option.head.option_until = "2026-03-15";
    store(trip), store(option);
    EXPECT_EQ(listed({"follow-ups"}), "2026-03-15,2,100001,Berg,option,,\n"
                                      "2026-03-20,1,100001,Berg,note,anrufen,mei\n"
                                      "2026-04-10,1,100001,Berg,papers,Flug,mei\n");
    EXPECT_EQ(listed({"follow-ups", "--from", "2026-03-16", "--to", "2026-03-31", "--columns", "text"}), "anrufen\n");
}

}  // namespace
}  // namespace kartei::reports
