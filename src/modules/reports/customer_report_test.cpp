// Random houses: whatever way a list is read, page by page, by row numbers, counted or exported, it holds exactly what
// the tickets say.
#include "modules/reports/customer_report.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <random>

#include "lists/export.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::reports {
namespace {

using orders::TicketState;
using sql::Transaction;
using test::ListedRow;
using testing::Each;
using testing::ElementsAreArray;

/// Every way of finding orders, however small the house.
std::vector<std::pair<const char*, WalkLimits>> all_ways() {
    WalkLimits small, walk, merge, both, counted_by_walk;
    small.small_set = 1'000'000;
    walk.small_set = 0;
    walk.counted_entries = 0;
    merge.small_set_events = 0;
    merge.most_skipped = 1;
    merge.cursor_piece = 2;
    both.small_set = 20;
    both.most_skipped = 7;
    both.cursor_piece = 1;
    both.counted_events = 1;
    return {{"small set", small}, {"walk", walk}, {"merge", merge}, {"a little of each", both}};
}

class RandomHouse : public test::InATheatre {
protected:
    void fill(unsigned seed, int orders) {
        random_.seed(seed);
        test::sell(house(), [&](test::BoxOffice& office) {
            for (int i = 0; i < 9; ++i)
                office.event({.code = "E" + std::to_string(i), .promoter = i % 3 == 0 ? "Agentur Nord" : "Haus"});
            std::vector<std::int64_t> customers{customers::anonymous_customer};
            const std::vector<std::string> names{"Müller", "Mueller", "de Vries", "Ångström", "Zwart", "?", "Anonym"};
            for (int i = 0; i < 40; ++i)
                customers.push_back(
                    office.customer(pick(names), i % 3 ? "" : pick(std::vector<std::string>{"Jan", "Jän", "Zoe"})));
            for (int i = 0; i < orders; ++i)
                office.order((i % 4 ? "B" : "") + std::to_string(7 * i % orders + 3), pick(customers), tickets());
            for (int i = 0; i < 12; ++i) office.rename(customers[1 + below(40)], pick(names), "Neu");
            for (int i = 0; i < 60; ++i)
                office.change_ticket(1 + below(orders), [&](orders::Ticket& ticket) { change(ticket); });
        });
    }

    std::vector<test::TicketPlan> tickets() {
        std::vector<test::TicketPlan> list;
        for (int count = 1 + below(5); count > 0; --count) {
            test::TicketPlan plan{"E" + std::to_string(below(8))};  // E8 has no tickets
            plan.state = state();
            plan.price = below(4) ? 500 + below(3) * 100 : 0;
            plan.printed = below(2);
            plan.type = below(2) ? "Normal" : "Kind";
            list.push_back(plan);
        }
        return list;
    }
    void change(orders::Ticket& ticket) {
        switch (below(4)) {
            case 0: ticket.state = state(); break;
            case 1: ticket.print_count = below(2); break;
            case 2: ticket.price = below(2) * 700; break;
            default: ticket.event_id = 1 + below(8);
        }
    }
    TicketState state() {
        return std::vector{TicketState::sold, TicketState::sold, TicketState::reserved, TicketState::deleted}[below(4)];
    }
    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
    template <class Item>
    Item pick(const std::vector<Item>& list) {
        return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
    }

    std::shared_ptr<CustomerReport> report(Transaction& transaction, ReportType type,
                                           const std::vector<std::int64_t>& events) {
        return CustomerReport::again(house(), transaction, Actor::system(), type, events);
    }

    static ListedRow listed(const ListRow& row) {
        const std::string number(row.order_part(orders::OrderColumn::number));
        if (row.ticket) return {number, row.ticket->id, row.customer_id, 1, row.ticket->price};
        return {number, 0, row.customer_id, row.tickets, row.price};
    }
    static std::vector<ListedRow> by_pages(Transaction& transaction, CustomerReport& report, int page_size,
                                           const WalkLimits& limits) {
        report.limits = limits;
        std::vector<ListedRow> rows;
        std::optional<lists::Start> start = lists::Start{};
        while (start) {
            int given = 0;
            const auto next = read_page(transaction, report, *start, page_size,
                                        [&](const lists::Row& row, const lists::Place&) {
                                            rows.push_back(listed(static_cast<const ListRow&>(row)));
                                            return ++given > 0;
                                        });
            EXPECT_LE(given, page_size);
            EXPECT_EQ(given < page_size && next, false) << "a page that is not full is the last";
            if (next && given == 0) break;
            start = next;
        }
        return rows;
    }

    const std::vector<std::vector<std::int64_t>> selections{{1}, {2, 5}, {1, 2, 3, 4, 5, 6, 7, 8, 9}, {9}};

private:
    std::mt19937 random_;
};
ON_BOTH_ENGINES(RandomHouse);

// T-003, T-011, T-020, T-022, T-024, T-026, T-028, T-030, T-032: every type, every way, every size of a page
TEST_P(RandomHouse, PagesHoldWhatTheTicketsSay) {
    fill(1, 150);
    house().database.read([&](Transaction& transaction) {
        for (const auto& type : report_types)
            for (const auto& events : selections) {
                const auto expected = test::rows_worked_out(transaction, type.name, events);
                const auto list = report(transaction, type.type, events);
                for (const auto& [way, limits] : all_ways())
                    for (const int page_size : {1, 7, 100, 1000})
                        EXPECT_THAT(by_pages(transaction, *list, page_size, limits), ElementsAreArray(expected))
                            << type.name << " " << way << " " << page_size;
            }
    });
}

// T-009, T-010: the list of several event dates is the union of the lists of each
TEST_P(RandomHouse, SeveralEventDatesAreTheUnionOfEach) {
    fill(2, 80);
    house().database.read([&](Transaction& transaction) {
        auto orders_of = [&](const std::vector<std::int64_t>& events) {
            std::set<std::string> orders;
            for (const auto& row : by_pages(transaction, *report(transaction, ReportType::all, events), 50, {}))
                orders.insert(row.order);
            return orders;
        };
        std::set<std::string> united;
        for (const auto event : {2, 5, 6}) united.merge(orders_of({event}));
        EXPECT_EQ(orders_of({2, 5, 6}), united);
        EXPECT_FALSE(united.empty());
    });
}

// T-011: totals, and any row number through the landmarks
TEST_P(RandomHouse, TotalsAndLandmarksAgreeWithTheRows) {
    fill(3, 260);
    house().database.read([&](Transaction& transaction) {
        for (const auto& type : report_types)
            for (const auto& [way, limits] : all_ways()) {
                const auto list = report(transaction, type.type, selections[2]);
                const auto rows = test::rows_worked_out(transaction, type.name, selections[2]);
                list->limits = limits;
                const auto totals = *list->count(transaction, {});
                std::set<std::int64_t> customers;
                std::int64_t tickets = 0;
                for (const auto& row : rows) customers.insert(row.customer), tickets += row.tickets;
                EXPECT_EQ(totals.rows, std::ssize(rows)) << type.name << " " << way;
                EXPECT_EQ(totals.sums[0], std::ssize(customers)) << type.name << " " << way;
                EXPECT_EQ(totals.sums[1], tickets) << type.name << " " << way;
                EXPECT_EQ(totals.landmarks.empty(), rows.size() <= 100) << type.name << " " << way;
                for (const auto& mark : totals.landmarks) {
                    std::vector<ListedRow> first;
                    read_page(transaction, *list, {mark.after, 1}, 1, [&](const lists::Row& row, const lists::Place&) {
                        first.push_back(listed(static_cast<const ListRow&>(row)));
                        return true;
                    });
                    if (mark.row + 1 >= std::ssize(rows)) continue;
                    EXPECT_THAT(first, testing::ElementsAre(rows[static_cast<std::size_t>(mark.row + 1)]))
                        << type.name << " " << way;
                }
            }
    });
}

// T-017, T-018: what is exported is what the tickets say, in every format, however it is cut up among readers
TEST_P(RandomHouse, ExportsHoldWhatTheTicketsSay) {
    fill(4, 120);
    for (const auto& type : report_types)
        for (const auto& events : selections) {
            const auto [expected, list] = house().database.read([&](Transaction& transaction) {
                return std::pair(test::rows_worked_out(transaction, type.name, events),
                                 report(transaction, type.type, events));
            });
            for (const int readers : {1, 2}) {
                lists::ExportOptions options;
                options.format = lists::ExportFormat::json;
                options.readers = readers;
                options.stretch = readers;
                documents::MemorySink sink;
                const auto manifest = export_text(house(), {*list}, options, sink);
                ASSERT_TRUE(manifest);
                std::vector<ListedRow> rows;
                for (const auto& row : nlohmann::json::parse(sink.content)) {
                    const auto price =
                        static_cast<std::int64_t>(std::stod(row["price"].get<std::string>()) * 100 + 0.5);
                    rows.push_back(
                        {row["order"], 0, 0, is_per_ticket(type.type) ? 1 : row["tickets"].get<std::int64_t>(), price});
                }
                auto without_ids = expected;
                for (auto& row : without_ids) row.ticket = row.customer = 0;
                EXPECT_THAT(rows, ElementsAreArray(without_ids)) << type.name;
                EXPECT_EQ(manifest->rows_written, std::ssize(expected));
                EXPECT_EQ(manifest->rows_expected, std::ssize(expected));
            }
        }
}

// customer-lists.md 12: who sees some event dates only gets their tickets alone, also in sums over an order
TEST_P(RandomHouse, PromotersSeeTheirOwnEventDatesOnly) {
    fill(5, 120);
    Actor promoter;
    promoter.promoters = std::vector{*house().database.read([](Transaction& transaction) {
        return events::find_on_shelf(transaction, events::Shelf::promoter, "Agentur Nord");
    })};
    house().database.read([&](Transaction& transaction) {
        const std::vector<std::int64_t> all{1, 2, 3, 4, 5, 6, 7, 8, 9}, own{1, 4, 7};
        const auto list = CustomerReport::again(house(), transaction, promoter, ReportType::sold, all);
        EXPECT_THAT(by_pages(transaction, *list, 30, {}),
                    ElementsAreArray(test::rows_worked_out(transaction, "sold", own)));
        read_page(transaction, *list, {}, 1000, [&](const lists::Row& row, const lists::Place&) {
            for (const auto& group : static_cast<const ListRow&>(row).groups)
                EXPECT_THAT(own, testing::Contains(group.event_id));
            return true;
        });
        events::EventFilter filter;
        filter.events = {"E1"};
        EXPECT_FALSE(CustomerReport::make(house(), transaction, promoter, ReportType::sold, filter))
            << "an event date of others is unknown";
    });
}

// The lines that lists read follow every change
TEST_P(RandomHouse, LinesFollowEveryChange) {
    fill(6, 120);
    house().database.read([](Transaction& transaction) {
        EXPECT_EQ(orders::check_order_lines(transaction), 0);
        EXPECT_EQ(customers::check_lines(transaction), 0);
    });
    house().database.write([](Transaction& transaction) {
        transaction.execute("UPDATE event_line SET customer_id = 2 WHERE customer_id = 3");
    });
    house().database.read([](Transaction& transaction) {
        EXPECT_GT(orders::check_order_lines(transaction), 0) << "and the check sees what is wrong";
    });
}

}  // namespace
}  // namespace kartei::reports
