// A season at once: 60,000 tickets over 300 event dates through every format, and nothing is cut off.
#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "documents/table_reader.hpp"
#include "lists/export.hpp"
#include "lists/runs.hpp"
#include "modules/reports/customer_report.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::test {
namespace {

using sql::Transaction;

constexpr int events = 300, orders_each = 80, tickets = 60'000;  // orders of 2 or 3 tickets, 200 for an event date

/// Orders, tickets and their lines in bulk, as an import writes them.
void sell_out(House& house) {
    sell(house, [](BoxOffice& office) {
        for (int i = 0; i < events; ++i) office.event({.code = "E" + std::to_string(i), .season = "26/27"});
        for (int i = 0; i < 500; ++i) office.customer("Gast " + std::to_string(i % 321), "Eva");
    });
    house.database.write([&](Transaction& transaction) {
        auto orders = transaction.bulk_insert("orders", orders::order_columns());
        std::vector<orders::Order> list;
        for (int i = 0; i < events * orders_each; ++i) {
            orders::Order order;
            order.id = i + 1;
            order.created_event = 1;
            order.number = std::to_string(1'000'000 + i);
            order.customer_id = 2 + (i * 37) % 500;
            orders->add(orders::order_parameters(order));
            list.push_back(order);
        }
        orders->finish();
        auto inserted = transaction.bulk_insert("ticket", orders::ticket_columns());
        std::vector<std::vector<orders::Ticket>> by_order(list.size());
        for (int i = 0; i < tickets; ++i) {
            const auto order = static_cast<std::size_t>(i / 5 * 2 + (i % 5 >= 3));
            orders::Ticket ticket;
            ticket.id = i + 1;
            ticket.created_event = 1;
            ticket.order_id = list[order].id;
            ticket.event_id = 1 + static_cast<std::int64_t>(order) / orders_each;
            ticket.line = i;
            ticket.price = 100 + i % 7;
            ticket.row = std::to_string(i % 20);
            ticket.seat = std::to_string(i % 31);
            inserted->add(orders::ticket_parameters(ticket));
            by_order[order].push_back(ticket);
        }
        inserted->finish();
        std::map<std::int64_t, std::string> keys;
        for (int i = 2; i < 502; ++i) keys[i] = orders::name_key_of_customer(transaction, i);
        for (std::size_t i = 0; i < list.size(); ++i)
            orders::insert_order_lines(transaction, list[i], keys[list[i].customer_id], by_order[i]);
    });
}

class LargeList : public InATheatre {
protected:
    struct Counted {
        std::int64_t rows = 0;
        std::set<std::string> tickets;
    };
    Counted exported(const lists::List& list, lists::ExportFormat format) {
        const auto path = temporary_path("." + std::string(lists::name_of(format))).string();
        lists::ExportOptions options;
        options.format = format;
        options.columns = {"order", "barcode", "row", "seat", "name"};
        const auto manifest = lists::export_file(house(), {list}, options, path, false);
        EXPECT_TRUE(manifest);
        EXPECT_EQ(manifest->rows_written, tickets);
        Counted counted;
        if (format == lists::ExportFormat::json) {
            std::ifstream file(path);
            for (const auto& row : nlohmann::json::parse(file))
                counted.tickets.insert(key(row["order"], row["row"], row["seat"])), ++counted.rows;
            return counted;
        }
        auto reader = documents::open_table(path).value();
        for (; *reader->next(); ++counted.rows) {
            const auto cells = reader->cells();
            counted.tickets.insert(key(std::string(cells[0]), std::string(cells[2]), std::string(cells[3])));
        }
        return counted;
    }
    static std::string key(const std::string& order, const std::string& row, const std::string& seat) {
        return order + "/" + row + "/" + seat;
    }
};
ON_BOTH_ENGINES(LargeList);

// T-011: a large selection is never cut off, on the screen or in a file
TEST_P(LargeList, IsNeverCutOff) {
    sell_out(house());
    lists::Runs runs(house(), {reports::customer_report()});
    const nlohmann::json chosen{{"seasons", {"26/27"}}};
    const auto& report = runs.reports().front();
    const auto seats = runs.make(Actor::system(), report, "seats", chosen).value();
    const auto orders = runs.make(Actor::system(), report, "sold", chosen).value();
    EXPECT_EQ(seats->list->extent().front().second, 300);
    house().database.read([&](Transaction& transaction) {
        const auto totals = seats->list->count(transaction, {});
        EXPECT_EQ(totals->rows, tickets);
        EXPECT_EQ(totals->sums[0], 500);
        EXPECT_EQ(orders->list->count(transaction, {})->rows, events * orders_each);
        std::int64_t rows = 0;
        std::optional<lists::Start> start = lists::Start{};
        while (start)
            start = lists::read_page(transaction, *orders->list, *start, 5000,
                                     [&](const lists::Row&, const lists::Place&) { return ++rows > 0; });
        EXPECT_EQ(rows, events * orders_each);
    });
    const auto csv = exported(*seats->list, lists::ExportFormat::csv);
    EXPECT_EQ(csv.rows, tickets);
    for (const auto format : {lists::ExportFormat::xlsx, lists::ExportFormat::json}) {
        const auto other = exported(*seats->list, format);
        EXPECT_EQ(other.rows, tickets);
        EXPECT_EQ(other.tickets, csv.tickets);
    }
}

}  // namespace
}  // namespace kartei::test
