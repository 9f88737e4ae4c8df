// The sales ledger: signed, only ever added to, and always what the tickets say.
#include "modules/orders/sales_ledger.hpp"

#include <gmock/gmock.h>

#include "modules/orders/ledger_reading.hpp"
#include "modules/orders/order_changes.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto now = "2026-03-01T09:00:00Z";

Order an_order() {
    Order order;
    order.id = 5;
    order.customer_id = 10;
    order.ordered_at = "2026-02-01T10:00:00Z";
    order.channel = "online";
    return order;
}

Ticket a_ticket(std::int64_t id, TicketState state = TicketState::sold) {
    Ticket ticket;
    ticket.id = id;
    ticket.order_id = 5;
    ticket.event_id = 3;
    ticket.price = 2000;
    ticket.fee = 150;
    ticket.state = state;
    return ticket;
}

/// "+1 ticket event customer price" of each line.
std::vector<std::string> told(std::span<const LedgerLine> lines) {
    std::vector<std::string> list;
    for (const auto& line : lines)
        list.push_back(fmt::format("{:+} {} E{} C{} {}", line.count, line.ticket_id, line.event_id, line.customer_id,
                                   line.price));
    return list;
}

bool everybody(std::int64_t) { return true; }

/// What an order lacks when `stand` is written.
std::vector<LedgerLine> lacking(const Order& order, const std::vector<Ticket>& tickets,
                                const std::vector<LedgerLine>& stand) {
    return lacking_lines(order, tickets, stand, now, 77, everybody);
}

std::vector<LedgerLine> after(std::vector<LedgerLine> lines, const std::vector<LedgerLine>& more) {
    lines.insert(lines.end(), more.begin(), more.end());
    return lines;
}

TEST(SalesLedger, ATicketStandsInItAsOftenAsItWasSoldAndReturned) {
    const auto order = an_order();
    auto lines = lacking(order, {a_ticket(1), a_ticket(2, TicketState::reserved)}, {});
    EXPECT_THAT(told(lines), ElementsAre("+1 1 E3 C10 2000")) << "what is reserved is not sold";
    EXPECT_TRUE(lines[0].online);
    EXPECT_THAT(lacking(order, {a_ticket(1)}, lines), IsEmpty());
    auto returned = a_ticket(1, TicketState::deleted);
    returned.deleted_at = "2026-02-20T08:00:00Z";
    const auto back = lacking(order, {returned}, lines);
    EXPECT_THAT(told(back), ElementsAre("-1 1 E3 C10 2000"));
    EXPECT_EQ(back[0].created_at, "2026-02-20T08:00:00Z");
    EXPECT_EQ(back[0].change_event, 77);
    lines = after(lines, back);
    EXPECT_THAT(lacking(order, {returned}, lines), IsEmpty());
    EXPECT_THAT(told(lacking(order, {a_ticket(1)}, lines)), ElementsAre("+1 1 E3 C10 2000")) << "sold once more";
}

TEST(SalesLedger, WhatChangesComesBackAndIsSoldAnew) {
    const auto order = an_order();
    const auto lines = lacking(order, {a_ticket(1), a_ticket(2)}, {});
    auto exchanged = a_ticket(2);
    exchanged.event_id = 4;
    exchanged.price = 2500;
    EXPECT_THAT(told(lacking(order, {a_ticket(1), exchanged}, lines)),
                ElementsAre("-1 2 E3 C10 2000", "+1 2 E4 C10 2500"));
    auto at_the_counter = order;
    at_the_counter.channel = "counter";
    const auto moved = lacking(at_the_counter, {a_ticket(1)}, {lines[0]});
    ASSERT_EQ(moved.size(), 2u);
    EXPECT_TRUE(moved[0].online) << "a return takes back what was sold";
    EXPECT_FALSE(moved[1].online);
    auto seated = a_ticket(1);
    seated.seat = "12", seated.print_count = 1, seated.scanned_at = now;
    EXPECT_THAT(lacking(order, {seated}, {lines[0]}), IsEmpty()) << "no sale";
}

// counter.md 3: what a refund keeps of the fee stays in the takings, and is not taken twice when the ticket is sold again
TEST(SalesLedger, AKeptFeeStaysInTheTakings) {
    const auto order = an_order();
    auto ticket = a_ticket(1);
    ticket.fee = 150;
    auto lines = lacking(order, {ticket}, {});
    const auto takings = [&] {
        std::int64_t sum = 0;
        for (const auto& line : lines) sum += line.count * (line.price + line.fee);
        return sum;
    };
    auto back = ticket;
    back.state = TicketState::deleted, back.fee_kept = 150;
    lines = after(lines, lacking(order, {back}, lines));
    EXPECT_EQ(takings(), 150);
    EXPECT_THAT(lacking(order, {back}, lines), IsEmpty());
    back.fee_kept = 40;
    lines = after(lines, lacking(order, {back}, lines));
    EXPECT_EQ(takings(), 40) << "a file may say later what was kept";
    EXPECT_THAT(lacking(order, {back}, lines), IsEmpty());
    lines = after(lines, lacking(order, {ticket}, lines));
    EXPECT_EQ(takings(), 2150);
    EXPECT_THAT(lacking(order, {ticket}, lines), IsEmpty());
    back.fee_kept = 0;
    lines = after(lines, lacking(order, {back}, lines));
    EXPECT_EQ(takings(), 0);
}

TEST(SalesLedger, AnotherCustomerIsAnotherSaleUnlessHeWasMerged) {
    auto order = an_order();
    const auto lines = lacking(order, {a_ticket(1)}, {});
    order.customer_id = 11;
    EXPECT_THAT(told(lacking(order, {a_ticket(1)}, lines)), ElementsAre("-1 1 E3 C10 2000", "+1 1 E3 C11 2000"));
    EXPECT_THAT(
        lacking_lines(order, std::vector{a_ticket(1)}, lines, now, 77, [](std::int64_t id) { return id != 10; }),
        IsEmpty());
}

TEST(SalesLedger, WhatCameReturnedWasSoldBefore) {
    auto refunded = a_ticket(1, TicketState::deleted);
    EXPECT_THAT(first_lines(an_order(), refunded, now, 7), IsEmpty()) << "a reservation that was let go";
    refunded.refunded = 2000;
    const auto lines = first_lines(an_order(), refunded, now, 7);
    EXPECT_THAT(told(lines), ElementsAre("+1 1 E3 C10 2000", "-1 1 E3 C10 2000"));
    EXPECT_EQ(lines[0].created_at, "2026-02-01T10:00:00Z");
    EXPECT_EQ(lines[1].created_at, now) << "nobody knows when";
    EXPECT_EQ(count_first_lines(refunded), 2);
}

class SalesLedgers : public test::InATheatre {
protected:
    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [](test::BoxOffice& office) {
            office.event({.code = "E1"});
            office.event({.code = "E2"});
            const auto customer = office.customer("Adler");
            office.order("1", customer, {{"E1"}, {"E2", TicketState::reserved}});
            office.order("2", customer, {{"E2", TicketState::deleted}, {"E1", TicketState::sold, 0}});
        });
    }
    LedgerCheck check() {
        return house().database.read([](Transaction& transaction) { return check_ledger(transaction); });
    }
    std::vector<ToldLine> read(const LedgerFilter& filter, std::size_t limit = 100) {
        return house().database.read([&](Transaction& transaction) {
            dates_ = events::all_events(transaction);
            std::vector<ToldLine> lines;
            read_lines(transaction, filter, dates_, 0, [&](ToldLine told) {
                lines.push_back(std::move(told));
                return lines.size() < limit;
            });
            return lines;
        });
    }
    static std::vector<std::string> orders_of(const std::vector<ToldLine>& lines) {
        std::vector<std::string> list;
        for (const auto& told : lines) list.push_back(told.order + fmt::format("{:+}", told.line.count) + told.event->code);
        return list;
    }
    void change(std::int64_t ticket, const std::function<void(Ticket&)>& work) {
        test::sell(house(), [&](test::BoxOffice& office) { office.change_ticket(ticket, work); });
    }

private:
    events::EventsById dates_;
};
ON_BOTH_ENGINES(SalesLedgers);

TEST_P(SalesLedgers, AddsUpToTheTicketsSold) {
    EXPECT_EQ(check().in_words(), "4 lines add up to 2 tickets, 2 are sold, as it should be");
    change(2, [](Ticket& ticket) { ticket.state = TicketState::sold; });
    change(1, [](Ticket& ticket) { ticket.event_id = 2; });
    change(1, [](Ticket& ticket) { ticket.state = TicketState::deleted; });
    EXPECT_EQ(check().in_words(), "8 lines add up to 2 tickets, 2 are sold, as it should be");
    EXPECT_THAT(orders_of(read({.order = "1"})), ElementsAre("1+1E1", "1+1E2", "1-1E1", "1+1E2", "1-1E2"));
}

TEST_P(SalesLedgers, EveryFaultIsFound) {
    const auto run = [&](const std::string& statement) {
        house().database.write([&](Transaction& transaction) { transaction.execute(statement); });
    };
    const auto finds = [&](const std::string& statement, const std::string& mending) {
        run(statement);
        EXPECT_FALSE(check().is_right()) << statement;
        run(mending);
        EXPECT_TRUE(check().is_right()) << mending;
    };
    const auto line = [&](const std::string& spoilt, const std::string& right) {
        finds("UPDATE sales_ledger SET " + spoilt + " WHERE id = 1",
              "UPDATE sales_ledger SET " + right + " WHERE id = 1");
    };
    line("price = 1", "price = 2000");
    line("event_id = 2", "event_id = 1");
    line("customer_id = 1", "customer_id = 2");
    line("online = 0", "online = 1");
    line("count = -1", "count = 1");
    line("order_id = 99", "order_id = 1");
    finds("UPDATE ticket SET state = 'deleted' WHERE id = 1", "UPDATE ticket SET state = 'sold' WHERE id = 1");
    finds("UPDATE ticket SET fee = 7 WHERE id = 1", "UPDATE ticket SET fee = 0 WHERE id = 1");
    finds("INSERT INTO sales_ledger SELECT 99, order_id, ticket_id, event_id, customer_id, 1, price, fee, online,"
          " created_at, change_event FROM sales_ledger WHERE id = 1",
          "DELETE FROM sales_ledger WHERE id = 99");
}

TEST_P(SalesLedgers, IsReadByOrderCustomerEventAndTime) {
    EXPECT_THAT(orders_of(read({})), ElementsAre("1+1E1", "2+1E1", "2+1E2", "2-1E2"));
    EXPECT_THAT(orders_of(read({.after = 2})), ElementsAre("2+1E2", "2-1E2"));
    EXPECT_THAT(orders_of(read({.order = "2"})), ElementsAre("2+1E1", "2+1E2", "2-1E2"));
    EXPECT_THAT(orders_of(read({.order = "none"})), IsEmpty());
    EXPECT_EQ(read({.customer_id = 2}).size(), 4u);
    EXPECT_THAT(read({.customer_id = 4711}), IsEmpty());
    EXPECT_THAT(orders_of(read({.events = std::vector<std::int64_t>{2}})), ElementsAre("2+1E2", "2-1E2"));
    EXPECT_THAT(orders_of(read({.from = "2026-02-02T00:00:00Z"})), ElementsAre("2-1E2"));
    EXPECT_THAT(orders_of(read({.before = "2026-02-02T00:00:00Z"})), ElementsAre("1+1E1", "2+1E1", "2+1E2"));
    EXPECT_THAT(read({.order = "1", .customer_id = 4711}), IsEmpty()) << "both have to hold";
    EXPECT_EQ(read({}).front().customer, 100001);
    EXPECT_EQ(read({}).front().customer_name, "Adler");
}

TEST_P(SalesLedgers, PagesGoOnWhereTheLastOneEnded) {
    LedgerFilter filter;
    const auto walk = [&] {
        std::vector<std::string> all;
        for (filter.after = 0;;) {
            const auto page = read(filter, 1);
            if (page.empty()) return all;
            all.push_back(orders_of(page).front());
            filter.after = page.back().line.id;
        }
    };
    EXPECT_THAT(walk(), ElementsAre("1+1E1", "2+1E1", "2+1E2", "2-1E2"));
    filter.newest_first = true;
    EXPECT_THAT(walk(), ElementsAre("2-1E2", "2+1E2", "2+1E1", "1+1E1"));
}

}  // namespace
}  // namespace kartei::orders
