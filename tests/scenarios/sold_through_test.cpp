// The lists of customers of subscriptions and of promotions: what is in them, what is not, and that they say the same
// as the main list.
#include <set>

#include "modules/reports/customer_report.hpp"
#include "tests/scenarios/listed.hpp"

namespace kartei::test {
namespace {

using orders::TicketState;
using testing::HasSubstr;

/// customer-lists.md 14 with what it leaves out: a second season, a flexible subscription, a promoter.
class SoldThrough : public WithLists {
protected:
    void SetUp() override {
        WithLists::SetUp();
        if (IsSkipped()) return;
        sell(house(), [&](BoxOffice& office) {
            office.event({.code = "E1", .season = "24/25", .promoter = "Haus", .starts_at = "2024-10-01T18:00:00Z"});
            office.event({.code = "E2", .season = "24/25", .promoter = "Gast", .starts_at = "2024-11-01T18:00:00Z"});
            office.event({.code = "E3", .season = "25/26", .promoter = "Haus", .starts_at = "2026-05-01T18:00:00Z"});
            adler = office.customer("Adler", "Eva"), bach = office.customer("Bach", "Eva");
            const auto claus = office.customer("Claus", "Eva"), dorn = office.customer("Dorn", "Eva");
            office.order("O1", adler, {{"E1"}, {"E1"}});
            office.order("O4", dorn, {seat("E1", "1"), seat("E1", "2"), seat("E2", "1"), seat("E2", "2"), {"E1"}});
            auto held = seat("E1", "9");
            held.state = TicketState::reserved;
            office.order("O6", bach, {held});
            auto later = seat("E3", "1");
            later.season = "25/26";
            office.order("O7", claus, {later});
            auto free_choice = seat("E1", "7");
            free_choice.subscription = "WAHL", free_choice.kind = "flexible", free_choice.printed = true;
            office.order("O8", adler, {free_choice});
            office.order("O9", bach, {{.event = "E1", .price = 1200, .promotion = "OFF1"}, {"E1"}});
            office.order("O10", claus, {{.event = "E2", .state = TicketState::reserved, .promotion = "OFF1"}});
            office.order("O11", customers::anonymous_customer, {{.event = "E1", .promotion = "OFF1"}});
        });
    }
    static TicketPlan seat(const char* event, const char* number) {
        return {.event = event,
                .section = "Parkett",
                .row = "B",
                .seat = number,
                .subscription = "SUB-A",
                .entrance = "Nord"};
    }
    std::string subscriptions(const std::string& type, const std::string& columns, std::vector<std::string> words = {},
                              const Actor& actor = Actor::system()) {
        if (words.empty()) words = {"--season", "24/25"};
        words.insert(words.begin(), "subscription-customers");
        words.insert(words.end(), {"--type", type});
        return listed(words, columns, actor);
    }
    std::string promotions(const std::string& type, const std::string& columns, std::vector<std::string> words = {},
                           const Actor& actor = Actor::system()) {
        words.insert(words.begin(), {"promotion-customers", "--promotion", "OFF1", "--type", type});
        return listed(words, columns, actor);
    }
    std::int64_t adler = 0, bach = 0;
};
ON_BOTH_ENGINES(SoldThrough);

// T-001: lists of their own for customers of performances, with subscriptions, and of an offer
TEST_P(SoldThrough, ThereIsAListForEach) {
    std::set<std::string> names;
    for (const auto& report : program::all_reports()) names.insert(report.name);
    for (const auto* name :
         {"customers", "subscription-customers", "promotion-customers", "label-customers", "product-customers"})
        EXPECT_TRUE(names.contains(name)) << name;
}

// T-002: whichever list an order is read in, its customer and the order's own data are the same
TEST_P(SoldThrough, TheSameCustomerShowsTheSameData) {
    const std::string same = "order,order_state,ordered_at,customer,name,first_name,order_total,paid,receipt_url";
    const auto main = listed({"customers", "--event", "E1", "E2", "--type", "sold"}, same);
    for (const auto& rows : {subscriptions("sold", same), promotions("sold", same)}) {
        std::istringstream lines(rows);
        for (std::string line; std::getline(lines, line);) EXPECT_THAT(main, HasSubstr(line + "\n"));
    }
    listed({"customers", "--event", "E1", "--type", "sold"}, "");
    const auto columns = heading;
    subscriptions("sold", "");
    EXPECT_EQ(heading, columns) << "T-037: built like the main report";
    promotions("sold", "");
    auto with_period = columns;
    const std::string before = ",promotions,";
    with_period.insert(with_period.find(before) + before.size(), "promotion_starts_on,promotion_ends_on,");
    EXPECT_EQ(heading, with_period) << "T-055: and the period of the promotion";
}

// T-037, T-038: subscription sales alone, and of an order only its subscription tickets count
TEST_P(SoldThrough, OnlySubscriptionSalesAreListed) {
    const std::vector<std::string> words{"--subscription", "SUB-A", "--season", "24/25"};
    EXPECT_EQ(subscriptions("sold", "order,tickets,price,subscriptions", words),
              "O4,4,80.00,SUB-A\n");
}

// T-040, T-041, T-042: a season alone means all of its subscriptions, and none of another season
TEST_P(SoldThrough, AWholeSeasonIsOneAction) {
    EXPECT_EQ(subscriptions("sold", "order,name,tickets"), "O8,Adler,1\nO4,Dorn,4\n");
    EXPECT_EQ(subscriptions("sold", "order,name", {"--season", "25/26"}), "O7,Claus\n");
    EXPECT_EQ(subscriptions("sold", "order,name", {"--subscription", "SUB-A@25/26"}), "O7,Claus\n")
        << "one of the same name in another season is another one";
    EXPECT_EQ(subscriptions("sold", "order", {"--subscription", "SUB-A"}), "O7\nO4\n");
}

// T-043, T-044, T-045, T-046: the types
TEST_P(SoldThrough, SubscriptionsHaveTheirTypes) {
    EXPECT_EQ(subscriptions("sold", "order"), "O8\nO4\n");
    EXPECT_EQ(subscriptions("reserved", "order,tickets"), "O6,1\n");
    EXPECT_EQ(subscriptions("unprinted", "order,tickets"), "O4,4\n");
    EXPECT_EQ(subscriptions("seats", "order,event,row,seat"),
              "O8,E1,B,7\nO4,E1,B,1\nO4,E1,B,2\nO4,E2,B,1\nO4,E2,B,2\n");
    EXPECT_THAT(refused({"subscription-customers", "--season", "24/25", "--type", "deleted"}),
                HasSubstr("fixed-seats"));
}

// T-047, T-048, T-049, T-050, T-051, T-052, T-053, T-054: where everybody sat, per event date, after the season is over
TEST_P(SoldThrough, FixedSeatsSayWhereEverybodySat) {
    EXPECT_EQ(subscriptions("fixed-seats", "order,name,subscription,season,seat_set,event,entrance,section,row,seat,"
                                           "actual_seat,confidence"),
              "O4,Dorn,SUB-A,24/25,1,E1,Nord,Parkett,B,1,,all\nO4,Dorn,SUB-A,24/25,1,E2,Nord,Parkett,B,1,,all\n"
              "O4,Dorn,SUB-A,24/25,2,E1,Nord,Parkett,B,2,,all\nO4,Dorn,SUB-A,24/25,2,E2,Nord,Parkett,B,2,,all\n");
    EXPECT_EQ(subscriptions("fixed-seats", "order,seat", {"--subscription", "WAHL"}), "")
        << "a flexible one keeps none";
}

// T-047: an exchange at one event date leaves the seat that is kept; a seat given back is gone
TEST_P(SoldThrough, FixedSeatsShowTheOtherSeatBesideTheKeptOne) {
    sell(house(), [&](BoxOffice& office) {
        auto first = seat("E1", "20"), second = seat("E2", "20"), third = seat("E2", "21");
        first.seat_set = second.seat_set = third.seat_set = "7";
        second.seat = "33", second.subscription = first.subscription = "SUB-B";
        third.subscription = "SUB-B", third.state = TicketState::deleted;
        office.order("O20", bach, {first, second, third});
    });
    EXPECT_EQ(subscriptions("fixed-seats", "seat_set,event,seat,actual_entrance,actual_row,actual_seat,confidence",
                            {"--subscription", "SUB-B"}),
              "7,E1,20,,,,tie\n7,E2,20,Nord,B,33,tie\n");
}

// T-049: the second layout has one row for each seat and four columns for each event date
TEST_P(SoldThrough, FixedSeatsInOneRowForEachSeat) {
    EXPECT_EQ(subscriptions("fixed-seats-wide", "order,seat_set,row,seat,entrance:E1,seat:E1,section:E2,seat:E2"),
              "O4,1,B,1,Nord,1,Parkett,1\nO4,2,B,2,Nord,2,Parkett,2\n");
    subscriptions("fixed-seats-wide", "");
    EXPECT_THAT(heading, HasSubstr("confidence,entrance:E1,section:E1,row:E1,seat:E1,entrance:E2,section:E2"));
    subscriptions("fixed-seats-wide", "", {"--season", "24/25", "--headings", "de"});
    EXPECT_THAT(heading, HasSubstr("Reihe E1, 01.10.2024")) << "for people an event date is named with its day";
}

// T-055, T-056: who bought through the promotion, and only the tickets that he bought through it
TEST_P(SoldThrough, OnlyWhatWasBoughtThroughThePromotionCounts) {
    EXPECT_EQ(promotions("sold", "order,name,tickets,price,promotions"),
              "O11,Anonym,1,20.00,OFF1\nO9,Bach,1,12.00,OFF1\n");
}

// T-055, customer-lists.md 6.2: from when and until when the promotion is offered
TEST_P(SoldThrough, PromotionsSayTheirPeriod) {
    const std::string period = "order,promotion_starts_on,promotion_ends_on";
    EXPECT_EQ(promotions("sold", period), "O11,,\nO9,,\n") << "one without a period";
    house().database.write([](sql::Transaction& transaction) {
        return transaction.execute("UPDATE promotion SET starts_on = '2024-09-01', ends_on = '2024-09-30'");
    });
    EXPECT_EQ(promotions("sold", period), "O11,2024-09-01,2024-09-30\nO9,2024-09-01,2024-09-30\n");
    EXPECT_EQ(promotions("reserved", period), "O10,2024-09-01,2024-09-30\n");
}

// T-057, T-058, T-059: event filter, sold, reserved
TEST_P(SoldThrough, PromotionsAreFilteredByEventAndState) {
    EXPECT_EQ(promotions("sold", "order", {"--event", "E2"}), "");
    EXPECT_EQ(promotions("sold", "order", {"--event", "E1"}), "O11\nO9\n");
    EXPECT_EQ(promotions("reserved", "order", {"--event", "E1"}), "");
    EXPECT_EQ(promotions("reserved", "order,name,tickets"), "O10,Claus,1\n");
}

// customer-lists.md 12: a promoter sees the tickets of his own event dates, in rows, seats and totals
TEST_P(SoldThrough, EventAccessHolds) {
    const auto guest = promoter("Gast");
    EXPECT_EQ(subscriptions("sold", "order,tickets", {}, guest), "O4,2\n");
    EXPECT_EQ(subscriptions("fixed-seats", "event,seat", {}, guest), "E2,1\nE2,2\n");
    subscriptions("fixed-seats-wide", "", {}, guest);
    EXPECT_THAT(heading, testing::Not(HasSubstr("E1")));
    EXPECT_EQ(promotions("sold", "order", {}, guest), "");
}

// decisions.md 33: hidden customers are not there for who may not see them; the anonymous one is hidden from nobody
TEST_P(SoldThrough, HiddenCustomersStayAway) {
    hide(bach);
    EXPECT_EQ(promotions("sold", "order", {}, clerk()), "O11\n");
    EXPECT_EQ(promotions("sold", "order"), "O11\nO9\n");
    EXPECT_EQ(subscriptions("reserved", "order", {}, clerk()), "");
}

// files.md: without any filter no list; unknown names are named
TEST_P(SoldThrough, WhatCannotBeAskedIsRefused) {
    EXPECT_THAT(refused({"subscription-customers"}), HasSubstr("subscription or season"));
    EXPECT_THAT(refused({"promotion-customers", "--event", "E1"}), HasSubstr("promotion"));
    EXPECT_THAT(refused({"subscription-customers", "--subscription", "SUB-X", "--season", "99/00"}),
                testing::AllOf(HasSubstr("SUB-X"), HasSubstr("99/00")));
    EXPECT_THAT(refused({"promotion-customers", "--promotion", "OFF9"}), HasSubstr("OFF9"));
}

/// Rows and totals are the same whether the orders are looked up or met on the way.
TEST_P(SoldThrough, LargeListsHoldTheSame) {
    house().database.read([&](sql::Transaction& transaction) {
        std::vector<std::int64_t> subjects;
        for (const auto& [id, one] : events::subscriptions(transaction)) subjects.push_back(id);
        for (const auto type : {reports::ReportType::sold, reports::ReportType::seats}) {
            std::vector<std::vector<std::int64_t>> found;
            for (const std::size_t small : {0, 5'000}) {
                auto list = *reports::CustomerReport::make(house(), transaction, Actor::system(), type, {},
                                                           {reports::SoldThrough::subscription, subjects});
                list->limits.small_sales = small;
                const auto totals = *list->count(transaction, {});
                std::vector<std::int64_t> rows;
                std::optional<lists::Start> start = lists::Start{};
                while (start)
                    start = read_page(transaction, *list, *start, 2, [&](const lists::Row& row, const lists::Place&) {
                        rows.push_back(static_cast<const reports::ListRow&>(row).order_id);
                        return true;
                    });
                EXPECT_EQ(totals.rows, static_cast<std::int64_t>(rows.size()));
                found.push_back(rows);
            }
            EXPECT_EQ(found[0], found[1]);
            EXPECT_FALSE(found[0].empty());
        }
    });
}

}  // namespace
}  // namespace kartei::test
