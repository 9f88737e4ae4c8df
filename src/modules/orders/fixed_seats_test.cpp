// Which seat a customer of a fixed subscription keeps.
#include "modules/orders/fixed_seats.hpp"

#include <gmock/gmock.h>

namespace kartei::orders {
namespace {

using testing::ElementsAre;

Ticket ticket(std::int64_t event, const std::string& row, const std::string& seat, const std::string& set = "",
              std::int64_t subscription = 1) {
    static std::int64_t last = 0;
    Ticket one;
    one.id = ++last;
    one.event_id = event;
    one.subscription_id = subscription;
    one.row = row, one.seat = seat, one.seat_set = set;
    return one;
}

/// "set:row-seat confidence (dates)"; event dates begin in the order of their ids, the third first of all.
std::vector<std::string> kept(const std::vector<Ticket>& tickets) {
    const auto sets = seat_sets_of(tickets, [](auto one, auto other) {
        const auto start = [](std::int64_t event) { return event == 3 ? 0 : event; };
        return start(one) < start(other);
    });
    std::vector<std::string> all;
    for (const auto& set : sets)
        all.push_back(set.name + ":" + set.kept.row + "-" + set.kept.seat + " " + std::string(name_of(set.confidence)) +
                      " (" + std::to_string(set.tickets.size()) + ")");
    return all;
}

// T-048: the seat that was held at most event dates; at a tie the one of the earliest
TEST(FixedSeats, TheSeatHeldMostIsKept) {
    EXPECT_THAT(kept({ticket(1, "A", "1", "1"), ticket(2, "A", "1", "1")}), ElementsAre("1:A-1 all (2)"));
    EXPECT_THAT(kept({ticket(1, "B", "9", "1"), ticket(2, "A", "1", "1"), ticket(4, "A", "1", "1")}),
                ElementsAre("1:A-1 most (3)"));
    EXPECT_THAT(kept({ticket(1, "A", "1", "1"), ticket(3, "B", "9", "1")}), ElementsAre("1:B-9 tie (2)"));
}

TEST(FixedSeats, EqualPlacesMakeOneSetWhereTheTicketsNameNone) {
    EXPECT_THAT(kept({ticket(1, "A", "1"), ticket(1, "A", "2"), ticket(2, "A", "2"), ticket(2, "A", "1")}),
                ElementsAre("1:A-1 all (2)", "2:A-2 all (2)"));
    EXPECT_THAT(kept({ticket(1, "", ""), ticket(1, "", ""), ticket(2, "", "")}),
                ElementsAre("1:- all (2)", "2:- all (1)"))
        << "without numbered places every ticket of a date is a place of its own";
}

TEST(FixedSeats, NoSeatIsLostWhereASetIsNamedTwice) {
    EXPECT_THAT(kept({ticket(1, "A", "1", "7"), ticket(1, "A", "2", "7"), ticket(2, "A", "1", "7")}),
                ElementsAre("7:A-1 all (2)", "7:A-2 all (1)"));
}

TEST(FixedSeats, SetsComeBySubscriptionAndNumber) {
    EXPECT_THAT(kept({ticket(1, "A", "1", "10", 2), ticket(1, "A", "2", "9", 2), ticket(1, "A", "3", "x", 1)}),
                ElementsAre("x:A-3 all (1)", "9:A-2 all (1)", "10:A-1 all (1)"));
}

}  // namespace
}  // namespace kartei::orders
