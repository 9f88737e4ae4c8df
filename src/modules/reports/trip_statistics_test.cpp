// What is added up over bookings: statistics of a customer, the company and whoever belongs to it, turnover by a key.
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/reports/trip_reports_fixture.hpp"

namespace kartei::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class TripStatistics : public test::InATravelHouse {
protected:
    std::string statistics(std::int64_t number, std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"customer-statistics", "--customer", std::to_string(number), "--year", "2026"});
        return listed(more);
    }

    /// One ticket of 20.00 with a fee of 2.00, ordered in May for September.
    void sell_ticket(std::int64_t number) {
        const auto id = id_of(number);
        write([&](sql::Transaction& transaction) {
            transaction.execute("INSERT INTO event (id, created_event, code, name, organisation_id, starts_at)"
                                " VALUES (1, 1, 'E1', 'Konzert', 1, '2026-09-01T18:00:00Z')");
            transaction.execute("INSERT INTO orders (id, created_event, number, customer_id, ordered_at, paid)"
                                " VALUES (1, 1, 'B1', :customer, '2026-05-31T22:30:00Z', 1200)", id);
            transaction.execute("INSERT INTO customer_order (customer_id, order_id) VALUES (:customer, 1)", id);
            transaction.execute("INSERT INTO ticket (id, created_event, order_id, event_id, line, price, fee, state)"
                                " VALUES (1, 1, 1, 1, 1, 2000, 200, 'sold')");
        });
    }
};
ON_BOTH_ENGINES(TripStatistics);

// J-015: turnover by month of this and the last year, by departure and by booking; paid and open
TEST_P(TripStatistics, OfACustomerByMonthOfDepartureAndOfBooking) {
    const auto berg = customer("Berg");
    auto july = draft(1, berg, 1'000'00);
    july.services[0].commission_amount = 50'00;
    july.amounts.resize(1);
    july.amounts[0].position = 1, july.amounts[0].amount = 20'00;
    july.payments.resize(1);
    july.payments[0].position = 1, july.payments[0].paid_on = "2026-03-02", july.payments[0].kind = "cash";
    july.payments[0].amount = 300'00;
    store(july);
    store(draft(2, berg, 500'00, "2024-12-31"));
    store(draft(3, berg, 200'00, "2027-01-01"));
    auto cancelled = draft(4, berg, 900'00), offer = draft(5, berg, 700'00);
    cancelled.head.state = "cancelled", cancelled.services[0].cancelled_on = "2026-04-01";
    cancelled.charges.resize(1);
    cancelled.charges[0].position = 1, cancelled.charges[0].amount = 90'00;
    offer.head.kind = "offer";
    store(cancelled), store(offer), store(draft(6, berg, 30'00, ""));
    const auto printed = statistics(berg);
    EXPECT_THAT(printed, HasSubstr("total,departure,1770.00,4\nbefore,departure,500.00,1\n2025-01,departure,0.00,0\n"));
    EXPECT_THAT(printed, HasSubstr("\n2026-07,departure,1040.00,1\n")) << "the cancelled trip left its charge";
    EXPECT_THAT(printed, HasSubstr("\nafter,departure,200.00,1\n,departure,30.00,1\ntotal,booking,1770.00,4\n"));
    EXPECT_THAT(printed, HasSubstr("\n2026-03,booking,1770.00,4\n"));
    EXPECT_THAT(printed, HasSubstr("\npaid,,300.00,\nopen,,1490.00,\n"));
    EXPECT_EQ(std::count(printed.begin(), printed.end(), '\n'), 27 + 1 + 27 + 2);
    EXPECT_THAT(statistics(berg, {"--with-amounts"}), HasSubstr("\n2026-07,departure,1060.00,1\n"));
    EXPECT_THAT(statistics(berg, {"--headings", "de"}), HasSubstr("\nJuli 2026,Abreise,1040.00,1\n")) << "for people";
    EXPECT_THAT(statistics(berg, {"--headings", "nl"}), HasSubstr("\njuli 2026,"));
    EXPECT_EQ(answer({"customer-statistics"}, Actor::system()).code, 1) << "it is of one customer";
}

TEST_P(TripStatistics, AgencySettlementsCountOnlyWhenAsked) {
    const auto agency = customer("Reisewelt", {{"kind", std::string("agency")}});
    auto settlement = draft(1, agency, 904'80);
    settlement.head.kind = "agency_booking";
    store(settlement);
    EXPECT_THAT(statistics(agency), HasSubstr("total,departure,0.00,0\n"));
    EXPECT_THAT(statistics(agency, {"--with-agency"}), HasSubstr("total,departure,904.80,1\n"));
}

// J-015: decisions.md 25
TEST_P(TripStatistics, TicketsCountOnTheirSide) {
    const auto berg = customer("Berg");
    store(draft(1, berg, 1'000'00));
    sell_ticket(berg);
    EXPECT_THAT(statistics(berg), HasSubstr("total,departure,1000.00,1\n"));
    const auto tickets = statistics(berg, {"--side", "tickets"});
    EXPECT_THAT(tickets, HasSubstr("total,departure,22.00,1\n"));
    EXPECT_THAT(tickets, HasSubstr("\n2026-09,departure,22.00,1\n"));
    EXPECT_THAT(tickets, HasSubstr("\n2026-06,booking,22.00,1\n")) << "half past midnight by the house's clock";
    EXPECT_THAT(tickets, HasSubstr("\npaid,,12.00,\nopen,,10.00,\n"));
    EXPECT_THAT(statistics(berg, {"--side", "both"}), HasSubstr("total,departure,1022.00,2\n"));
    auto stranger = clerk();
    stranger.promoters.emplace();
    write([&](sql::Transaction& transaction) {
        transaction.execute("INSERT INTO product (id, name) VALUES (1, 'Programm')");
        transaction.execute("INSERT INTO product_sale (id, created_event, order_id, line, customer_id, product_id,"
                            " quantity, unit_price, state) SELECT 1, 1, 1, 2, customer_id, 1, 1, 500, 'sold'"
                            " FROM orders");
    });
    const auto unseen =
        answer({"customer-statistics", "--customer", std::to_string(berg), "--side", "tickets"}, stranger);
    EXPECT_THAT(unseen.out, HasSubstr("total,departure,5.00,1\n")) << "only event dates that he may see";
    EXPECT_THAT(unseen.out, HasSubstr("\npaid,,0.00,\nopen,,0.00,\n")) << "what was paid speaks of all of the order";
}

TEST_P(TripStatistics, AHouseWithoutTripsAnswersForItsTicketsAlone) {
    const auto berg = customer("Berg");
    sell_ticket(berg);
    write([&](sql::Transaction& transaction) {
        const auto version = parameters::version_of(transaction, "parameters");
        EXPECT_TRUE(parameters::change_parameters(house(), transaction, Actor::system(), version,
                                                  {{"module_travel", false}}));
    });
    EXPECT_EQ(answer({"bookings"}, Actor::system()).code, 1);
    EXPECT_THAT(statistics(berg, {"--side", "tickets"}), HasSubstr("total,departure,22.00,1\n"));
}

// J-022 J-157: whoever is linked to the company, at any depth, each once
TEST_P(TripStatistics, CompanyViewHoldsEverybodyBelowOnce) {
    const auto holding = customer("Holding"), branch = customer("Filiale", {{"company", holding}}),
               berg = customer("Berg", {{"company", branch}}), adler = customer("Adler", {{"company", branch}});
    customer("Fremd");
    store(draft(1, holding, 100'00)), store(draft(2, berg, 20'00)), store(draft(3, berg, 3'00, "2027-01-01"));
    store(draft(4, adler, 4'00));
    const auto number = [](std::int64_t one) { return std::to_string(one); };
    EXPECT_EQ(listed({"company-view", "--customer", number(holding)}),
              "0," + number(holding) + ",Holding,,100.00,1,127.00,4\n" +
              "1," + number(branch) + ",Filiale," + number(holding) + ",0.00,0,27.00,3\n" +
              "2," + number(adler) + ",Adler," + number(branch) + ",4.00,1,4.00,1\n" +
              "2," + number(berg) + ",Berg," + number(branch) + ",23.00,2,23.00,2\n");
    EXPECT_EQ(listed({"company-view", "--customer", number(branch), "--year", "2027", "--columns",
                      "level,name,turnover_with_below"}),
              "0,Filiale,3.00\n1,Adler,0.00\n1,Berg,3.00\n");
}

// J-022: a ring that an import made, and a hidden one in between
TEST_P(TripStatistics, CompanyViewSurvivesARingAndKeepsHiddenOnesToItself) {
    const auto one = customer("Eins"), two = customer("Zwei", {{"company", one}}),
               three = customer("Drei", {{"company", two}});
    store(draft(1, two, 20'00)), store(draft(2, three, 3'00));
    write([&](sql::Transaction& transaction) {
        transaction.execute("UPDATE customer SET company = :three WHERE number = :one", three, one);
    });
    const std::vector<std::string> words{"company-view", "--customer", std::to_string(one), "--columns",
                                         "level,name,turnover_with_below"};
    EXPECT_EQ(listed(words), "0,Eins,23.00\n1,Zwei,23.00\n2,Drei,3.00\n");
    hide(two);
    EXPECT_EQ(listed(words, clerk()), "0,Eins,3.00\n2,Drei,3.00\n");
}

TEST_P(TripStatistics, CompanyViewOfALongChainIsRead) {
    auto last = customer("Kunde 0");
    const auto first = last;
    for (int i = 1; i <= 60; ++i) last = customer("Kunde " + std::to_string(i), {{"company", last}});
    store(draft(1, last, 7'00));
    const auto printed = listed({"company-view", "--customer", std::to_string(first), "--columns",
                                 "level,turnover_with_below"});
    EXPECT_THAT(printed, HasSubstr("0,7.00\n1,7.00\n"));
    EXPECT_THAT(printed, HasSubstr("\n60,7.00\n"));
}

// J-158: customers grouped under another by the link Umsatz
TEST_P(TripStatistics, TurnoverByTheLinkUmsatzTheMostFirst) {
    const auto head = customer("Konzern"), berg = customer("Berg", {{"turnover_group", head}}),
               adler = customer("Adler", {{"turnover_group", head}}), alone = customer("Caspar");
    auto trip = draft(1, berg, 20'00);
    trip.participants = {traveller(1, "Berg", "Anna"), traveller(2, "Berg", "Tom")};
    trip.services[0].commission_amount = 1'00;
    store(trip), store(draft(2, adler, 4'00)), store(draft(3, alone, 50'00)), store(draft(4, berg, 1'00, "2025-01-01"));
    const auto number = [](std::int64_t one) { return std::to_string(one); };
    EXPECT_EQ(listed({"turnover", "--from", "2026-01-01", "--to", "2026-12-31"}),
              number(alone) + ",Caspar,1,1,0,50.00,0.00\n" + number(head) + ",Konzern,2,2,2,23.00,1.00\n");
    EXPECT_EQ(listed({"turnover", "--by", "customer", "--columns", "name,turnover"}),
              "Caspar,50.00\nBerg,20.00\nAdler,4.00\n");
    hide(head);
    EXPECT_EQ(listed({"turnover", "--columns", "key,name,turnover"}, clerk()),
              number(alone) + ",Caspar,50.00\n,,24.00\n");
}

TEST_P(TripStatistics, TurnoverByDestinationOperatorAndAgency) {
    const auto berg = customer("Berg"), agency = customer("Reisewelt", {{"kind", std::string("agency")}});
    auto trip = draft(1, berg, 20'00);
    trip.head.destination = "PMI", trip.head.agency_id = id_of(agency);
    trip.services.resize(2);
    trip.services[0].operator_code = "TUI", trip.services[0].destination = "GRC";
    trip.services[1].position = 2, trip.services[1].unit_price = 5'00, trip.services[1].operator_code = "DER";
    trip.charges.resize(1);
    trip.charges[0].position = 1, trip.charges[0].amount = 3'00;
    store(trip), store(draft(2, berg, 1'00));
    const auto by = [&](const std::string& key) {
        return listed({"turnover", "--by", key, "--columns", "key,customers,bookings,turnover"});
    };
    EXPECT_EQ(by("destination"), "GRC,1,1,20.00\nPMI,1,1,8.00\n,1,1,1.00\n") << "what has no key stands last";
    EXPECT_EQ(by("operator"), "TUI,1,1,20.00\nDER,1,1,5.00\n,1,1,4.00\n");
    EXPECT_EQ(by("agency"), std::to_string(agency) + ",1,1,28.00\n,1,1,1.00\n");
}

// docs/decisions/0139: whoever asks while `kartei check --repair` makes the lines anew is told no less
TEST_P(TripStatistics, TurnoverIsWholeWhileItsLinesAreMadeAnew) {
    const auto head = customer("Konzern"), berg = customer("Berg", {{"turnover_group", head}}), adler = customer("Adler");
    store(draft(1, adler, 30'00)), store(draft(2, berg, 10'00));
    const auto asked = [&] {
        std::vector<std::string> all;
        for (const char* by : {"customer", "turnover_group", "destination", "operator"})
            all.push_back(listed({"turnover", "--by", by, "--from", "2026-01-01", "--to", "2026-12-31"}));
        return all;
    };
    const auto before = asked();
    EXPECT_THAT(before.front(), testing::HasSubstr("30.00"));
    bookings::give_up_turnover(db());
    EXPECT_EQ(asked(), before) << "lines are gone";
    store(draft(3, adler, 5'00));
    bookings::renew_turnover(db());
    bookings::give_up_turnover(db());
    const auto without_lines = asked();
    EXPECT_THAT(without_lines.front(), testing::HasSubstr("35.00"));
    bookings::renew_turnover(db());
    EXPECT_EQ(asked(), without_lines) << "lines are there again";
}

TEST_P(TripStatistics, TurnoverByCustomerCountsTicketsOnTheirSide) {
    const auto berg = customer("Berg"), adler = customer("Adler");
    store(draft(1, adler, 30'00)), store(draft(2, berg, 10'00));
    sell_ticket(berg);
    EXPECT_EQ(listed({"turnover", "--by", "customer", "--side", "both", "--columns", "name,bookings,turnover"}),
              "Berg,2,32.00\nAdler,1,30.00\n");
    const auto refused = answer({"turnover", "--by", "destination", "--side", "both"}, Actor::system());
    EXPECT_EQ(refused.code, 1);
    EXPECT_EQ(listed({"turnover", "--by", "customer", "--side", "tickets", "--to", "2026-08-31"}), "");
}

}  // namespace
}  // namespace kartei::reports
