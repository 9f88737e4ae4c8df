// What the lists read of an order: packed and read back without a loss, in an order in which numbers count by value.
#include "modules/orders/order_line.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/scenarios/box_office.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;
using testing::ElementsAre;

TEST(OrderKey, CountsNumbersByTheirValue) {
    std::vector<std::string> numbers{
        "10", "B10", "9", "B9", "B9a", "2", "100", "A-7-12", "A-7-3", "B09", "X99999999999999999999999999999999999999"};
    std::sort(numbers.begin(), numbers.end(), [](const auto& a, const auto& b) { return order_key(a) < order_key(b); });
    EXPECT_THAT(numbers, ElementsAre("2", "9", "10", "100", "A-7-3", "A-7-12", "B9", "B09", "B9a", "B10",
                                     "X99999999999999999999999999999999999999"));
    EXPECT_NE(order_key("B9"), order_key("B09")) << "different numbers are different orders";
    EXPECT_NE(order_key("0"), order_key("00"));
}

TEST(TicketGroups, ComeBackAsTheyWent) {
    std::vector<Ticket> tickets(6);
    for (std::size_t i = 0; i < tickets.size(); ++i) {
        auto& ticket = tickets[i];
        ticket.event_id = i < 3 ? 12 : 7;
        ticket.state = i == 2 ? TicketState::deleted : i == 3 ? TicketState::reserved : TicketState::sold;
        ticket.price = i == 4 ? 0 : -1250;
        ticket.fee = 99;
        ticket.print_count = i == 5;
        ticket.scanned_at = i == 0 ? "2026-01-01T00:00:00Z" : "";
        ticket.subscription_id = i;
        ticket.fee_kept = i == 2 ? 99 : 0;
    }
    const auto groups = group_tickets(tickets);
    ASSERT_EQ(groups.size(), 6u);
    std::vector<TicketGroup> back;
    unpack_groups(pack_groups(groups), back);
    EXPECT_EQ(pack_groups(back), pack_groups(groups));
    EXPECT_EQ(back.front().event_id, 7);
    EXPECT_EQ(back.back().price, -1250);
    EXPECT_EQ(back.back().kept + back[back.size() - 2].kept + back[back.size() - 3].kept, 99) << "the fee that was kept";
    const auto counts = count_events(back);
    ASSERT_EQ(counts.size(), 2u);
    EXPECT_THAT(
        (std::vector{counts[0].sold, counts[0].reserved, counts[0].unprinted, counts[0].free, counts[0].deleted}),
        ElementsAre(2, 1, 1, 1, 0));
    EXPECT_THAT(
        (std::vector{counts[1].sold, counts[1].reserved, counts[1].unprinted, counts[1].free, counts[1].deleted}),
        ElementsAre(2, 0, 2, 0, 1));
}

TEST(TicketGroups, SumWhatNoListTellsApart) {
    std::vector<Ticket> tickets(3);
    for (auto& ticket : tickets) ticket.event_id = 1, ticket.price = 1000, ticket.fee = 50;
    tickets[1].scanned_at = "2026-01-01T00:00:00Z";
    const auto groups = group_tickets(tickets);
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_THAT((std::vector{groups[0].count, groups[0].price, groups[0].fee, groups[0].scanned}),
                ElementsAre(3, 3000, 150, 1));
}

class OrderLines : public test::InATheatre {
protected:
    std::int64_t wrong() {
        return house().database.read([](Transaction& transaction) { return check_order_lines(transaction); });
    }
    void spoil(const std::string& statement) {
        house().database.write(
            [&](Transaction& transaction) { EXPECT_GT(transaction.execute(statement), 0) << statement; });
    }
};
ON_BOTH_ENGINES(OrderLines);

TEST_P(OrderLines, AreComparedWithTheTicketsInEveryPoint) {
    test::sell(house(), [](test::BoxOffice& office) {
        office.event({.code = "E1"});
        office.event({.code = "E2"});
        office.event({.code = "E3"});
        const auto customer = office.customer("Adler");
        office.order("1", customer, {{"E1"}, {"E2"}});
        office.order("2", customer, {{"E1"}});
        office.order("3", customer, {{"E2"}});
        office.order("4", customer, {{"E3"}});
        office.rename(customer, "Zeisig", "Max");
    });
    EXPECT_EQ(wrong(), 0);
    // Each spoils a line or a record that the ones before left as it was.
    for (const char* statement :
         {"UPDATE order_line SET tickets = '1,s0,1,0,0,9,0,0,0;' WHERE order_key = '12'",
          "DELETE FROM order_line WHERE order_key = '11'", "UPDATE event_line SET sold = sold + 1 WHERE event_id = 2",
          "UPDATE event_line SET free = 1 WHERE event_id = 1 AND order_key = '11'",
          "DELETE FROM event_line WHERE event_id = 1 AND order_key = '12'",
          "DELETE FROM customer_order WHERE order_id = (SELECT id FROM orders WHERE number = '2')",
          "UPDATE orders SET paid = 5 WHERE number = '3'", "UPDATE ticket SET price = 0 WHERE event_id = 3"}) {
        const auto before = wrong();
        spoil(statement);
        EXPECT_GT(wrong(), before) << statement;
    }
}

TEST_P(OrderLines, TellWhatAnEventDateHasSold) {
    test::sell(house(), [](test::BoxOffice& office) {
        office.event({.code = "E1"});
        office.event({.code = "E2"});
        office.order("1", customers::anonymous_customer,
                     {{"E1"}, {"E1"}, {"E1", TicketState::reserved}, {"E1", TicketState::deleted}});
        office.order("2", customers::anonymous_customer, {{"E1"}});
    });
    house().database.read([&](Transaction& transaction) {
        const auto sales = sales_of_events(transaction, ids({"E2", "E1"}));
        EXPECT_THAT((std::vector{sales[0].sold, sales[0].reserved, sales[1].sold, sales[1].reserved}),
                    ElementsAre(0, 0, 3, 1));
    });
}

// An imported order goes back with its tickets and lines, unless somebody has used it since
TEST_P(OrderLines, GoWithTheOrdersThatAreUndone) {
    static const bool joined = [] {
        return true;
    }();
    EXPECT_TRUE(joined);
    std::int64_t event = 0;
    house().database.write([&](Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "import_tickets");
        Order order;
        order.id = take_ids(transaction, "orders");
        order.number = "77";
        order.customer_id = customers::anonymous_customer;
        order.created_event = change.event();
        insert_order(transaction, order);
        change.created("orders", order.id);
        Ticket ticket;
        ticket.id = take_ids(transaction, "ticket");
        ticket.order_id = order.id;
        ticket.event_id = 1;
        ticket.created_event = change.event();
        insert_ticket(transaction, ticket);
        change.created("ticket", ticket.id);
        refresh_lines(transaction, order.id);
        change.seal();
        event = change.event();
    });
    EXPECT_EQ(wrong(), 0);
    const auto undone = audit::reverse_event(house(), Actor::system(), event);
    ASSERT_TRUE(undone);
    EXPECT_TRUE(undone->conflicts.empty());
    EXPECT_EQ(wrong(), 0);
    house().database.read([](Transaction& transaction) {
        EXPECT_FALSE(id_of_number(transaction, "77"));
        EXPECT_FALSE(transaction.query("SELECT 1 FROM event_line").next());
        EXPECT_FALSE(transaction.query("SELECT 1 FROM order_line").next());
    });
}

}  // namespace
}  // namespace kartei::orders
