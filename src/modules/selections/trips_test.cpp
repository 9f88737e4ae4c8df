// Trips as criteria: bookings, who travels, services, payments; on both engines, from rows as the program stores them.
#include "modules/selections/selection_json.hpp"
#include "modules/selections/selections_fixture.hpp"

namespace kartei::selections {
namespace {

using std::string;

class Trips : public WithSelections {
protected:
    void SetUp() override {
        WithSelections::SetUp();
        if (IsSkipped()) return;
        for (const char* name : {"Adler", "Bär", "Celik", "Dorn"}) add(name);
    }
    Booking kreta(const char* customer, std::int64_t price = 1000) {
        return trip({customer, "2026-01-10", "2026-07-17", "Kreta", price});
    }
    static void cancel(Booking& booking) {
        booking.head.state = "cancelled", booking.head.cancelled_on = "2026-02-01";
        for (auto& service : booking.services) service.cancelled_on = "2026-02-01";
        booking.charges.resize(1);
        booking.charges[0].position = 1, booking.charges[0].amount = 20000;
    }
    void travels(Booking& booking, const char* name, const char* cancelled_on = "") {
        auto& participant = booking.participants.emplace_back();
        participant.position = static_cast<std::int64_t>(booking.participants.size());
        participant.name = name, participant.customer_id = ids_.at(name), participant.cancelled_on = cancelled_on;
    }
    static void pay(Booking& booking, const char* paid_on, const char* kind, std::int64_t amount) {
        auto& payment = booking.payments.emplace_back();
        payment.position = static_cast<std::int64_t>(booking.payments.size());
        payment.paid_on = paid_on, payment.kind = kind, payment.amount = amount;
    }
    static json asked(const char* fact, const json& members = json::object()) { return {{fact, members}}; }
    static json asked(const char* fact, const json& members, const char* total, const char* is, const json& value) {
        return {{fact, members}, {total, {{"is", is}, {"value", value}}}};
    }
};
ON_BOTH_ENGINES(Trips);

// J-005
TEST_P(Trips, AreNotCancelledUnlessAStateIsAsked) {
    store(kreta("Adler"));
    auto cancelled = kreta("Bär"), offer = kreta("Celik"), gone = kreta("Dorn");
    cancel(cancelled);
    offer.head.kind = "offer";
    gone.head.state = "void", gone.head.customer_id = 0;
    for (const auto& one : {cancelled, offer, gone}) store(one);
    const auto of_state = [&](const json& state) { return those(asked("bookings", {{"state", state}})); };
    EXPECT_THAT(those(asked("bookings")), ElementsAre("Adler", "Celik"));
    EXPECT_THAT(those(asked("bookings", {{"kind", {"booking"}}})), ElementsAre("Adler"));
    EXPECT_THAT(of_state("not_cancelled"), ElementsAre("Adler", "Celik"));
    EXPECT_THAT(of_state("cancelled"), ElementsAre("Bär"));
    EXPECT_THAT(of_state("invoiced"), IsEmpty());
    EXPECT_THAT(of_state({"not_cancelled", "cancelled"}), ElementsAre("Adler", "Bär", "Celik"));
    EXPECT_THAT(of_state({{"is", "not_equal"}, {"value", "not_cancelled"}}), ElementsAre("Bär"));
    EXPECT_THAT(those({{"not", asked("bookings")}}), ElementsAre("Bär", "Dorn"));
    EXPECT_THAT(refused({{"where", asked("bookings", {{"state", "gone"}})}}),
                ElementsAre("where.bookings.state: error.not_a_choice"));
}

// bookings.md 8: services 1,000, discount 50, amounts 20, fees 25: a price of 995.00, a turnover of 950.00
TEST_P(Trips, ThePriceIsTheTotalAndTheSumIsTheTurnover) {
    auto booking = kreta("Adler"), cancelled = kreta("Bär"), offer = kreta("Celik");
    booking.services[0].commission_amount = 5000;
    booking.amounts.resize(1), booking.fees.resize(1);
    booking.amounts[0].position = booking.fees[0].position = 1;
    booking.amounts[0].amount = 2000, booking.fees[0].amount = 2500;
    cancel(cancelled);
    offer.head.kind = "offer";
    for (const auto& one : {booking, cancelled, offer}) store(one);
    EXPECT_THAT(those(asked("bookings", {{"price", "995.00"}})), ElementsAre("Adler"));
    EXPECT_THAT(those(asked("bookings", json::object(), "sum", "equal", "950.00")), ElementsAre("Adler"));
    EXPECT_THAT(those(asked("bookings", json::object(), "sum", "equal", 0)), ElementsAre("Bär", "Celik", "Dorn"))
        << "an offer is no turnover";
    EXPECT_THAT(those(asked("bookings", {{"state", "cancelled"}}, "sum", "equal", "200.00")), ElementsAre("Bär"))
        << "of a cancelled booking its charges are left";
    EXPECT_THAT(those(asked("bookings", json::object(), "last", "on", "2026-01-10")), ElementsAre("Adler", "Celik"));
    EXPECT_THAT(those(asked("services", json::object(), "sum", "equal", "950.00")), ElementsAre("Adler"));
}

TEST_P(Trips, TheOperatorIsThatOfAServiceAndTheBookingCountsOnce) {
    auto booking = kreta("Adler");
    booking.services.push_back(service(2, "TUI", 100));
    booking.services.push_back(service(3, "DER", 100));
    booking.services.push_back(service(4, "FTI", 100));
    booking.services[3].cancelled_on = "2026-02-01";
    store(booking);
    const auto of = [](const json& operators) { return json{{"operator", operators}}; };
    EXPECT_THAT(those(asked("bookings", of("tui"))), ElementsAre("Adler"));
    EXPECT_THAT(those(asked("bookings", of("FTI"))), IsEmpty()) << "its service is cancelled";
    EXPECT_THAT(those(asked("bookings", of({"TUI", "DER"}), "count", "equal", 1)), ElementsAre("Adler"));
    EXPECT_THAT(those(asked("bookings", of({"TUI", "DER"}), "sum", "equal", "1200.00")), ElementsAre("Adler"));
    EXPECT_THAT(those(asked("services", of({"TUI", "DER"}), "count", "equal", 3)), ElementsAre("Adler"));
}

TEST_P(Trips, ParticipationsAreOfWhoTravelsWhoeverBooked) {
    auto booking = kreta("Adler"), gone = kreta("Adler");
    travels(booking, "Bär"), travels(booking, "Celik", "2026-02-01");
    travels(gone, "Dorn");
    gone.head.state = "void", gone.head.customer_id = 0;
    store(booking), store(gone);
    EXPECT_THAT(those(asked("participations")), ElementsAre("Bär"));
    EXPECT_THAT(those(asked("participations", {{"state", "cancelled"}})), ElementsAre("Celik"));
    EXPECT_THAT(those(asked("participations", {{"destination", "kreta"}, {"operator", "TUI"}})), ElementsAre("Bär"));
    EXPECT_THAT(those(asked("participations", json::object(), "last", "on", "2026-07-17")), ElementsAre("Bär"));
    EXPECT_THAT(those(asked("bookings")), ElementsAre("Adler"));
}

// Decision 33: whoever may not see a hidden customer finds none of his bookings
TEST_P(Trips, WhatAHiddenCustomerBookedIsNotToldByWhoTravels) {
    auto booking = kreta("Adler");
    travels(booking, "Bär");
    store(booking);
    const auto reader = clerk({"bookings.read"}), trusted = clerk({"bookings.read", "customers.see_hidden"});
    EXPECT_THAT(those(asked("participations"), reader), ElementsAre("Bär"));
    change("Adler", {{"hidden_in_search", true}});
    EXPECT_THAT(those(asked("participations"), reader), IsEmpty());
    EXPECT_THAT(those(asked("participations"), trusted), ElementsAre("Bär"));
}

TEST_P(Trips, MembersOfServicesHoldForTheSameOne) {
    auto booking = kreta("Adler");
    booking.services[0].service_kind = "hotel", booking.services[0].starts_on = "2026-07-18";
    booking.services[0].destination = "CHQ", booking.services[0].product_type = "pauschal";
    booking.services[0].count = 2;
    booking.services.push_back(service(2, "LH", 300));
    booking.services[1].service_kind = "flight", booking.services[1].starts_on = "2026-07-17";
    store(booking);
    EXPECT_THAT(those(asked("services", {{"service_kind", "hotel"}, {"operator", "TUI"}})), ElementsAre("Adler"));
    EXPECT_THAT(those(asked("services", {{"service_kind", "hotel"}, {"operator", "LH"}})), IsEmpty());
    EXPECT_THAT(those(asked("services", {{"price", "2000.00"}, {"destination", "chq"}, {"product_type", "pauschal"}})),
                ElementsAre("Adler"));
    EXPECT_THAT(those(asked("services", {{"service_kind", {"hotel", "flight"}}}, "first", "on", "2026-07-17")),
                ElementsAre("Adler"));
}

TEST_P(Trips, PaymentsAreAddedUpWithWhatWasPaidOut) {
    auto booking = kreta("Adler");
    pay(booking, "2026-01-15", "card", 50000), pay(booking, "2026-02-15", "transfer", 30000);
    pay(booking, "2026-02-20", "transfer", -10000);
    store(booking);
    EXPECT_THAT(those(asked("payments", json::object(), "sum", "equal", "700.00")), ElementsAre("Adler"));
    EXPECT_THAT(those(asked("payments", {{"kind", "transfer"}}, "sum", "equal", "200.00")), ElementsAre("Adler"));
    EXPECT_THAT(those(asked("payments", {{"paid_on", {{"is", "before"}, {"value", "2026-01-15"}}}})), IsEmpty());
    EXPECT_THAT(those(asked("payments", {{"amount", {{"is", "less"}, {"value", 0}}}})), ElementsAre("Adler"));
}

// Decision 25: a house that sells no trips is asked for none
TEST_P(Trips, AreAbsentWithTheirModuleAndWithoutTheRightToReadThem) {
    const auto offered = [&](const Actor& actor) {
        Names names;
        const auto criteria = db().read([&](Transaction& transaction) {
            return criteria_json(house(), transaction, actor, Language::de);
        });
        for (const auto& fact : criteria.at("facts")) names.push_back(fact.at("name"));
        return names;
    };
    EXPECT_THAT(offered(Actor::system()), ElementsAre("tickets", "products", "orders", "bookings", "participations",
                                                      "services", "payments"));
    EXPECT_THAT(offered(clerk()), ElementsAre("tickets", "products", "orders"));
    EXPECT_THAT(refused({{"where", asked("payments")}}, clerk()), ElementsAre("where: error.permission"));
    EXPECT_THAT(refused({{"where", asked("payments")}}, clerk({"bookings.read"})), IsEmpty());
    set_parameter("module_travel", false);
    EXPECT_THAT(offered(Actor::system()), ElementsAre("tickets", "products", "orders"));
    EXPECT_THAT(refused({{"where", asked("bookings")}}), ElementsAre("where.bookings: error.selection_field"));
}

// J-005: a selection reads the bookings as they stand at that moment
TEST_P(Trips, KeptSetsFollowBookings) {
    EXPECT_THAT(those(asked("bookings")), IsEmpty());
    EXPECT_THAT(those(asked("participations", {{"destination", "Rom"}})), IsEmpty());
    EXPECT_THAT(those(asked("payments")), IsEmpty());
    const auto looked = engine_->looked();
    auto first = kreta("Adler");
    travels(first, "Bär");
    auto booking = store(first);
    EXPECT_THAT(those(asked("bookings")), ElementsAre("Adler"));
    rebook(booking, [](Booking& after) { after.head.destination = "Rom"; });
    EXPECT_THAT(those(asked("participations", {{"destination", "Rom"}})), ElementsAre("Bär"));
    rebook(booking, [&](Booking& after) { after.participants[0].customer_id = ids_["Dorn"]; });
    EXPECT_THAT(those(asked("participations", {{"destination", "Rom"}})), ElementsAre("Dorn"));
    rebook(booking, [&](Booking& after) { after.head.customer_id = ids_["Celik"]; });
    EXPECT_THAT(those(asked("bookings")), ElementsAre("Celik")) << "whose it was is looked at too";
    rebook(booking, [](Booking& after) { pay(after, "2026-03-01", "cash", 100); });
    EXPECT_THAT(those(asked("payments")), ElementsAre("Celik"));
    if (engine() == sql::Engine::sqlite) EXPECT_EQ(engine_->looked(), looked);  // only those of the booking
    rebook(booking, [](Booking& after) { after.participants.clear(); });
    EXPECT_THAT(those(asked("participations", {{"destination", "Rom"}})), IsEmpty());
}

}  // namespace
}  // namespace kartei::selections
