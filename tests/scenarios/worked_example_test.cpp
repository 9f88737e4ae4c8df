// The worked example of the customer lists: three event dates, eight orders, and every figure that each report type
// must show.
#include <gmock/gmock.h>

#include "lists/export.hpp"
#include "modules/reports/customer_report.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::test {
namespace {

using orders::TicketState;
using reports::ReportType;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// What a list shows: order numbers in the order of its rows, and tickets in all.
struct Shown {
    std::vector<std::string> orders;
    std::int64_t tickets = 0;
    bool operator==(const Shown&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Shown& shown) {
    for (const auto& order : shown.orders) out << order << " ";
    return out << "with " << shown.tickets << " tickets";
}

class WorkedExample : public InATheatre {
protected:
    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        sell(house(), [](BoxOffice& office) {
            // In two productions: no row is doubled (customer-lists.md 16.15).
            office.event({.code = "E1", .production = {"P1", "P2"}, .season = "24/25"});
            office.event({.code = "E2", .production = {"P1"}, .season = "24/25"});
            office.event({.code = "E3", .production = {"P2"}});
            std::vector<std::int64_t> c;
            for (const char* name : {"Adler", "Bach", "Claus", "Dorn", "Engel", "Frank"})
                c.push_back(office.customer(name, "Eva"));
            constexpr auto reserved = TicketState::reserved, deleted = TicketState::deleted;
            office.order("O1", c[0],
                         {{.event = "E1", .printed = true, .scanned = true, .row = "A", .seat = "1"},
                          {.event = "E1", .printed = true, .row = "A", .seat = "2"}});
            office.order("O2", c[1], {{"E1", reserved}, {"E1", reserved}, {"E1", reserved}}, 1000);
            office.order("O3", c[2], {{"E1"}, {.event = "E1", .price = 0}});
            const auto seat = [](const char* event, const char* number) {
                return TicketPlan{.event = event, .row = "B", .seat = number, .subscription = "SUB-A"};
            };
            office.order("O4", c[3], {seat("E1", "1"), seat("E1", "2"), seat("E2", "1"), seat("E2", "2")});
            office.order("O5", c[0], {{.event = "E1", .printed = true, .promotion = "OFF1"}});
            office.order("O6", c[4],
                         {{.event = "E2", .state = reserved, .promotion = "OFF1"},
                          {.event = "E2", .state = reserved, .promotion = "OFF1"}});
            office.order("O7", c[5], {{"E1", deleted, 2000, true}, {"E1", deleted, 2000, true}});
            office.order("O8", c[0], {{"E1", TicketState::sold, 2000, true}, {"E1", deleted, 2000, true}});
        });
    }

    std::shared_ptr<reports::CustomerReport> report(ReportType type, const std::vector<std::string>& events) {
        return house().database.read([&](sql::Transaction& transaction) {
            events::EventFilter filter;
            filter.events = events;
            return *reports::CustomerReport::make(house(), transaction, Actor::system(), type, filter);
        });
    }
    Shown shown(ReportType type, const std::vector<std::string>& events) {
        const auto list = report(type, events);
        return house().database.read([&](sql::Transaction& transaction) {
            Shown all;
            lists::read_page(transaction, *list, {}, 200, [&](const lists::Row& any, const lists::Place&) {
                const auto& row = static_cast<const reports::ListRow&>(any);
                all.orders.emplace_back(row.order_part(orders::OrderColumn::number));
                all.tickets += row.ticket ? 1 : row.tickets;
                return true;
            });
            return all;
        });
    }
    std::vector<orders::Ticket> tickets_of(const std::string& order) {
        return house().database.read([&](sql::Transaction& transaction) {
            return orders::tickets_of(transaction, *orders::id_of_number(transaction, order));
        });
    }
    std::string csv(ReportType type, const std::vector<std::string>& events, std::vector<std::string> columns = {}) {
        lists::ExportOptions options;
        options.columns = std::move(columns);
        documents::MemorySink sink;
        EXPECT_TRUE(lists::export_text(house(), {*report(type, events)}, options, sink));
        return sink.content;
    }
};
ON_BOTH_ENGINES(WorkedExample);

// T-003, T-006, T-020, T-021, T-035, T-036: ordinary and subscription sales in one report of the chosen event date
TEST_P(WorkedExample, SoldTicketsOfOneEventDate) {
    EXPECT_EQ(shown(ReportType::sold, {"E1"}), (Shown{{"O1", "O5", "O8", "O3", "O4"}, 8}));
}

// T-022, T-023: the part-paid order is still reserved
TEST_P(WorkedExample, ReservedTicketsOfOneEventDate) {
    EXPECT_EQ(shown(ReportType::reserved, {"E1"}), (Shown{{"O2"}, 3}));
}

// T-024, T-025: all = sold and reserved together, never deleted
TEST_P(WorkedExample, AllTicketsAreSoldAndReserved) {
    EXPECT_EQ(shown(ReportType::all, {"E1"}), (Shown{{"O1", "O5", "O8", "O2", "O3", "O4"}, 11}));
    EXPECT_EQ(shown(ReportType::all, {"E1", "E2"}), (Shown{{"O1", "O5", "O8", "O2", "O3", "O4", "O6"}, 15}));
}

// T-026, T-027: printed orders are absent, reserved ones cannot be printed
TEST_P(WorkedExample, UnprintedTickets) {
    EXPECT_EQ(shown(ReportType::unprinted, {"E1"}), (Shown{{"O3", "O4"}, 4}));
    EXPECT_EQ(shown(ReportType::unprinted, {"E1", "E2"}), (Shown{{"O3", "O4"}, 6}));
}

// T-028, T-029: free tickets alone count
TEST_P(WorkedExample, InvitationsAreFreeTickets) {
    EXPECT_EQ(shown(ReportType::invitations, {"E1"}), (Shown{{"O3"}, 1}));
}

// T-030, T-031: an order that is partly deleted stands here and in sold
TEST_P(WorkedExample, DeletedTickets) { EXPECT_EQ(shown(ReportType::deleted, {"E1"}), (Shown{{"O8", "O7"}, 3})); }

// T-027: an order leaves the list once all of it is printed
TEST_P(WorkedExample, AnOrderLeavesTheUnprintedOnceItIsPrinted) {
    const auto print_one = [&] {
        const auto tickets = tickets_of("O3");
        sell(house(), [&](BoxOffice& office) {
            for (const auto& ticket : tickets)
                if (ticket.print_count == 0)
                    return office.change_ticket(ticket.id, [](orders::Ticket& one) { one.print_count = 1; });
        });
    };
    print_one();
    EXPECT_EQ(shown(ReportType::unprinted, {"E1"}), (Shown{{"O3", "O4"}, 3})) << "one of two is printed";
    print_one();
    EXPECT_EQ(shown(ReportType::unprinted, {"E1"}), (Shown{{"O4"}, 2}));
    EXPECT_EQ(shown(ReportType::sold, {"E1"}).tickets, 8);
}

// T-031: a ticket that is deleted stays findable, with its customer and seat
TEST_P(WorkedExample, DeletedTicketsStayFindable) {
    const auto tickets = tickets_of("O1");
    sell(house(), [&](BoxOffice& office) {
        for (const auto& ticket : tickets)
            office.change_ticket(ticket.id, [](orders::Ticket& one) { one.state = TicketState::deleted; });
    });
    EXPECT_EQ(shown(ReportType::sold, {"E1"}), (Shown{{"O5", "O8", "O3", "O4"}, 6}));
    EXPECT_EQ(shown(ReportType::deleted, {"E1"}), (Shown{{"O1", "O8", "O7"}, 5}));
    EXPECT_EQ(tickets_of("O1").front().seat, "1");
}

// T-032, T-033, T-034: one row for each seat sold
TEST_P(WorkedExample, SeatsHaveOneRowForEachTicket) {
    EXPECT_EQ(shown(ReportType::seats, {"E1"}), (Shown{{"O1", "O1", "O5", "O8", "O3", "O3", "O4", "O4"}, 8}));
    EXPECT_EQ(shown(ReportType::reserved_seats, {"E1"}), (Shown{{"O2", "O2", "O2"}, 3}));
    EXPECT_THAT(csv(ReportType::seats, {"E1"}, {"name", "first_name", "event", "row", "seat", "scanned"}),
                StartsWith("name,first_name,event,row,seat,scanned\nAdler,Eva,E1,A,1,1\nAdler,Eva,E1,A,2,0\n"));
}

// T-008, T-009: several event dates give the union; T-010: what was not chosen brings no row
TEST_P(WorkedExample, SeveralEventDatesGiveTheirUnion) {
    EXPECT_EQ(shown(ReportType::sold, {"E1", "E2"}), (Shown{{"O1", "O5", "O8", "O3", "O4"}, 10}));
    EXPECT_EQ(shown(ReportType::reserved, {"E1", "E2"}), (Shown{{"O2", "O6"}, 5}));
    EXPECT_EQ(shown(ReportType::reserved, {"E2"}), (Shown{{"O6"}, 2}));
    EXPECT_EQ(shown(ReportType::sold, {"E2"}), (Shown{{"O4"}, 2}));
    EXPECT_EQ(shown(ReportType::seats, {"E1", "E2"}).tickets, 10);
    EXPECT_EQ(shown(ReportType::reserved_seats, {"E1", "E2"}).tickets, 5);
}

// T-010, T-017: an event date without tickets gives no row of any type, and the export still has its header
TEST_P(WorkedExample, AnEventDateWithoutTicketsGivesTheHeaderAlone) {
    for (const auto& type : reports::report_types) {
        EXPECT_EQ(shown(type.type, {"E3"}), Shown{}) << type.name;
        const auto file = csv(type.type, {"E3"});
        EXPECT_THAT(file, AllOf(StartsWith("order,order_state,ordered_at,"), HasSubstr(",name,"))) << type.name;
        EXPECT_EQ(std::count(file.begin(), file.end(), '\n'), 1) << type.name;
    }
}

// T-003: sums stand for the tickets that count, totals for the whole order
TEST_P(WorkedExample, AmountsOfAnOrder) {
    EXPECT_EQ(csv(ReportType::sold, {"E1"},
                  {"order", "order_state", "tickets", "ticket_types", "subscriptions", "promotions", "price",
                   "order_total", "printed", "scanned"}),
              "order,order_state,tickets,ticket_types,subscriptions,promotions,price,order_total,printed,scanned\n"
              "O1,sold,2,Normal:2,,,40.00,40.00,2,1\n"
              "O5,sold,1,Normal:1,,OFF1,20.00,20.00,1,0\n"
              "O8,sold,1,Normal:1,,,20.00,20.00,1,0\n"
              "O3,sold,2,Normal:2,,,20.00,20.00,0,0\n"
              "O4,sold,2,Normal:2,SUB-A,,40.00,80.00,0,0\n");
    EXPECT_EQ(csv(ReportType::reserved, {"E1"}, {"order", "order_state", "tickets", "price", "order_total", "paid"}),
              "order,order_state,tickets,price,order_total,paid\nO2,reserved,3,60.00,60.00,10.00\n");
    EXPECT_EQ(
        csv(ReportType::deleted, {"E1"}, {"order", "order_state", "tickets", "deleted_at", "deleted_by", "refunded"}),
        "order,order_state,tickets,deleted_at,deleted_by,refunded\n"
        "O8,sold,1,2026-03-01T08:00:00Z,anna,20.00\nO7,deleted,2,2026-03-01T08:00:00Z,anna,40.00\n");
}

// T-002, T-020: totals under the table agree with its rows
TEST_P(WorkedExample, TotalsCountRowsCustomersAndTickets) {
    const auto totals = [&](ReportType type, const std::vector<std::string>& events) {
        const auto list = report(type, events);
        const auto counted = *house().database.read(
            [&](sql::Transaction& transaction) { return list->count(transaction, {}); });
        return std::vector{counted.rows, counted.sums[0], counted.sums[1]};
    };
    EXPECT_THAT(totals(ReportType::sold, {"E1"}), ElementsAre(5, 3, 8));
    EXPECT_THAT(totals(ReportType::all, {"E1", "E2"}), ElementsAre(7, 5, 15));
    EXPECT_THAT(totals(ReportType::seats, {"E1", "E2"}), ElementsAre(10, 3, 10));
    EXPECT_THAT(totals(ReportType::all, {"E3"}), ElementsAre(0, 0, 0));
}

}  // namespace
}  // namespace kartei::test
