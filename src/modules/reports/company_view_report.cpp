// The company and whoever is linked to it (Firmendarstellung, J-022, J-157): a tree of any depth with the turnover of
// each and of all below him. Everybody stands in it once, also where an import made a ring.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/reports/ticket_sales.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_reports.hpp"
#include "modules/reports/trip_rows.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;
using enum FieldKind;

/// Turnover is asked for that many customers at a time.
constexpr std::size_t customers_at_once = 500;

struct CompanyLine : lists::Row {
    std::int64_t level = 0, customer_id = 0, customer = 0;
    std::string name;
    std::optional<std::int64_t> linked_to;
    std::int64_t own_turnover = 0, own_bookings = 0, turnover_with_below = 0, bookings_with_below = 0;
    std::size_t above = 0;  ///< which line is his company's; his own where he is the first
    bool hidden = false;
};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"customer", customer_number}, "customer", "trip_list.customer"},
        {{"year", integer, 4}, "year", "trip_list.year"},
        side_filter(),
    };
    return all;
}

const lists::ListTable& table() {
    static const lists::ListTable table{
        {trip_column("level", CellKind::integer, 5, &CompanyLine::level),
         trip_column("customer", CellKind::integer, 4, &CompanyLine::customer),
         trip_column("name", CellKind::text, 1, &CompanyLine::name, 220),
         trip_column("linked_to", CellKind::integer, 7, &CompanyLine::linked_to),
         trip_column("own_turnover", CellKind::money, 3, &CompanyLine::own_turnover),
         trip_column("own_bookings", CellKind::integer, 6, &CompanyLine::own_bookings),
         trip_column("turnover_with_below", CellKind::money, 2, &CompanyLine::turnover_with_below),
         trip_column("bookings_with_below", CellKind::integer, 6, &CompanyLine::bookings_with_below)},
        {lists::member_key("_customer", &CompanyLine::customer_id)},
        {trip_sum("own_turnover", CellKind::money, &CompanyLine::own_turnover),
         trip_sum("own_bookings", CellKind::integer, &CompanyLine::own_bookings)}};
    return table;
}

CompanyLine line_of(const sql::Rows& rows) {
    CompanyLine line;
    line.customer_id = rows.integer(0), line.customer = rows.integer(1), line.linked_to = rows.optional_integer(2);
    line.name = customers::name_in_lists(rows.string(3), rows.string(4), rows.string(5));
    line.hidden = rows.integer(6) != 0;
    return line;
}

using Lines = std::vector<CompanyLine>;

/// Whoever is linked to this number, at any depth; UNION takes everybody once and so ends in a ring.
Lines linked_to(Transaction& transaction, std::int64_t number) {
    Lines found;
    auto rows = transaction.query(
        "WITH RECURSIVE linked(id, number) AS (SELECT id, number FROM customer WHERE company = :number UNION"
        " SELECT c.id, c.number FROM customer c JOIN linked l ON c.company = l.number)"
        " SELECT c.id, c.number, c.company, c.name_prefix, c.name, c.first_name, c.hidden_in_search"
        " FROM linked l JOIN customer c ON c.id = l.id",
        number);
    while (rows.next()) found.push_back(line_of(rows));
    return found;
}

CompanyLine first_line(Transaction& transaction, std::int64_t customer) {
    auto rows = transaction.query(
        "SELECT id, number, company, name_prefix, name, first_name, hidden_in_search FROM customer WHERE id = :id",
        customer);
    return rows.next() ? line_of(rows) : CompanyLine{};
}

/// Earlier numbers of a customer, by which others may still be linked to him.
std::vector<std::int64_t> former_numbers_of(Transaction& transaction, std::int64_t customer) {
    std::vector<std::int64_t> numbers;
    auto rows = transaction.query(
        "SELECT f.number FROM former_number f WHERE f.customer_id = :customer AND f.kind = 'customer'"
        " AND EXISTS (SELECT 1 FROM customer c WHERE c.company = f.number)",
        customer);
    while (rows.next()) numbers.push_back(rows.integer(0));
    return numbers;
}

/// The customer and everybody below him, each once; by which number who is linked is found where.
class Family {
public:
    Family(Transaction& transaction, std::int64_t customer) : transaction_(transaction) {
        add({first_line(transaction, customer)});
        for (std::size_t next = 0; next < all_.size(); ++next) {
            // All but the first were found together with whoever stands below their present number.
            if (next == 0) add(linked_to(transaction_, all_[0].customer));
            for (const auto former : former_numbers_of(transaction_, all_[next].customer_id)) {
                holder_.emplace(former, all_[next].customer_id);
                add(linked_to(transaction_, former));
            }
        }
    }

    /// In the order of the tree, by name within a company.
    Lines in_order() {
        std::unordered_map<std::int64_t, std::vector<const CompanyLine*>> below;
        for (std::size_t i = 1; i < all_.size(); ++i)
            if (const auto holder = holder_.find(all_[i].linked_to.value_or(0)); holder != holder_.end())
                below[holder->second].push_back(&all_[i]);
        for (auto& [holder, lines] : below)
            std::sort(lines.begin(), lines.end(), [](const auto* one, const auto* other) {
                return std::pair(fold(one->name), one->customer) > std::pair(fold(other->name), other->customer);
            });
        Lines ordered;
        std::unordered_set<std::int64_t> placed;
        // A list of its own instead of a call within a call: a chain may be as long as a house is large.
        std::vector<std::pair<const CompanyLine*, std::size_t>> waiting{{&all_[0], 0}};
        while (!waiting.empty()) {
            const auto [line, above] = waiting.back();
            waiting.pop_back();
            if (!placed.insert(line->customer_id).second) continue;
            ordered.push_back(*line);
            const auto here = ordered.size() - 1;
            ordered.back().above = here == 0 ? 0 : above;
            ordered.back().level = here == 0 ? 0 : ordered[above].level + 1;
            for (const auto* one : below[line->customer_id]) waiting.emplace_back(one, here);
        }
        return ordered;
    }

private:
    void add(Lines found) {
        for (auto& line : found)
            if (holder_.emplace(line.customer, line.customer_id).second) all_.push_back(std::move(line));
    }

    Transaction& transaction_;
    Lines all_;
    std::unordered_map<std::int64_t, std::int64_t> holder_;  ///< customer by each of his numbers
};

using LineOf = std::unordered_map<std::int64_t, CompanyLine*>;

void add_turnover(Transaction& transaction, const std::string& ids, std::int64_t year, const LineOf& line_of) {
    const auto from = year ? std::to_string(year) + "-01-01" : std::string(),
               to = year ? std::to_string(year) + "-12-31" : std::string();
    // sql: ids of customers, which are numbers, and a constant of trip_rows.hpp
    auto rows = transaction.query(
        std::string("SELECT b.customer_id, sum(")
            .append(turnover_column)
            .append("), sum(CASE WHEN b.state = 'cancelled' THEN 0 ELSE 1 END) FROM booking b WHERE b.customer_id IN (")
            .append(ids)
            .append(") AND b.kind = 'booking' AND b.state <> 'void' AND (:from = '' OR (b.departs_on >= :from"
                    " AND b.departs_on <= :to)) GROUP BY b.customer_id"),
        0, from, to);
    while (rows.next()) {
        auto& line = *line_of.at(rows.integer(0));
        line.own_turnover += rows.integer(1);
        line.own_bookings += rows.integer(2);
    }
}

void add_trips(Transaction& transaction, Lines& lines, std::int64_t year, const LineOf& line_of) {
    for (std::size_t begin = 0; begin < lines.size(); begin += customers_at_once) {
        std::string ids;
        for (auto i = begin; i < std::min(lines.size(), begin + customers_at_once); ++i)
            ids.append(ids.empty() ? "" : ",").append(std::to_string(lines[i].customer_id));
        add_turnover(transaction, ids, year, line_of);
    }
}

void add_tickets(const House& house, Transaction& transaction, const Actor& actor, Lines& lines, std::int64_t year) {
    const auto seen = events::events_of(transaction, actor);
    for (auto& line : lines) {
        std::unordered_set<std::int64_t> orders;
        for_each_sale(house, transaction, seen, line.customer_id, [&](const TicketSale& sale) {
            if (year != 0 && sale.event_on.substr(0, 4) != std::to_string(year)) return;
            line.own_turnover += sale.turnover;
            orders.insert(sale.order_id);
        });
        line.own_bookings += static_cast<std::int64_t>(orders.size());
    }
}

struct CompanyQuestion {
    std::int64_t customer = 0, year = 0;
    Sides sides;
};

Lines company_view(const House& house, Transaction& transaction, const Actor& actor, const CompanyQuestion& question) {
    auto lines = Family(transaction, question.customer).in_order();
    // Who is hidden counts for nobody; whoever is linked to him keeps his place.
    const bool sees_hidden = actor.may("customers.see_hidden");
    LineOf line_of;
    for (auto& line : lines) line_of.emplace(line.customer_id, &line);
    if (question.sides.trips) add_trips(transaction, lines, question.year, line_of);
    if (question.sides.tickets) add_tickets(house, transaction, actor, lines, question.year);
    for (auto& line : lines) {
        if (line.hidden && !sees_hidden) line.own_turnover = line.own_bookings = 0;
        line.turnover_with_below = line.own_turnover, line.bookings_with_below = line.own_bookings;
    }
    // A company stands before whoever is below it, so that from the last on each is whole when it is added.
    for (auto i = lines.size(); i-- > 1;) {
        auto& above = lines[lines[i].above];
        above.turnover_with_below += lines[i].turnover_with_below;
        above.bookings_with_below += lines[i].bookings_with_below;
    }
    if (!sees_hidden) std::erase_if(lines, [](const CompanyLine& line) { return line.hidden; });
    return lines;
}

Result<std::shared_ptr<const lists::List>> make(House& house, Transaction& transaction, const Actor& actor,
                                                const lists::Question& asked, const std::optional<std::string>&) {
    CompanyQuestion question{.year = asked.integer("year")};
    question.customer = TRY(customer_demanded(transaction, actor, asked));
    question.sides = TRY(sides_asked(actor, asked));
    const auto reckon = [&house, actor, question](Transaction& reader) {
        return company_view(house, reader, actor, question);
    };
    return std::shared_ptr<const lists::List>(std::make_shared<ReckonedList<CompanyLine>>(table(), reckon, &house));
}

}  // namespace

lists::Report company_view_report() {
    lists::Report report{"company-view", "bookings.read", "trip_list", filters()};
    report.make = make;
    report.seen = events::seen_event_dates;
    report.columns = table().columns;
    report.example = "--customer 500001 --year 2027";
    return report;
}

}  // namespace kartei::reports
