// Turnover of a period by whom or what it was made with (Statistik - Umsatz, J-158): the link Umsatz, customer, agency,
// destination or operator; the most first, what has no key last.
#include <algorithm>
#include <map>
#include <set>

#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/reports/ticket_sales.hpp"
#include "modules/reports/trip_columns.hpp"
#include "modules/reports/trip_reports.hpp"
#include "modules/reports/trip_rows.hpp"

namespace kartei::reports {
namespace {

using lists::CellKind;
using sql::Transaction;
using enum FieldKind;

constexpr std::array<std::string_view, 5> keys{"turnover_group", "customer", "agency", "destination", "operator"};
constexpr std::array<std::string_view, 2> days{"departure", "booking"};

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"by", choice, 0, Privacy::open, plain, keys}, "by", "trip_list.key"},
        {{"from", date}, "from", "trip_list.from"},
        {{"to", date}, "to", "trip_list.to"},
        {{"by_date", choice, 0, Privacy::open, plain, days}, "by-date", "trip_list.by"},
        {{"with_amounts", yes_no}, "with-amounts", "trip_list.with_amounts"},
        {{"with_agency", yes_no}, "with-agency", "trip_list.with_agency"},
        side_filter(),
    };
    return all;
}

struct TurnoverLine : lists::Row {
    std::string key, name;
    std::int64_t customers = 0, bookings = 0, participants = 0, turnover = 0, commission = 0, customer_id = 0;
    bool of_unseen = false;  ///< whoever heads it is hidden from the asker, with his number
};

const lists::ListTable& table() {
    static const lists::ListTable table{
        {trip_column("key", CellKind::text, 2, &TurnoverLine::key, 110),
         trip_column("name", CellKind::text, 1, &TurnoverLine::name, 220),
         trip_column("customers", CellKind::integer, 6, &TurnoverLine::customers),
         trip_column("bookings", CellKind::integer, 4, &TurnoverLine::bookings),
         trip_column("participants", CellKind::integer, 5, &TurnoverLine::participants),
         trip_column("turnover", CellKind::money, 3, &TurnoverLine::turnover),
         trip_column("commission", CellKind::money, 7, &TurnoverLine::commission)},
        {lists::member_key("_customer", &TurnoverLine::customer_id)},
        {trip_sum("bookings", CellKind::integer, &TurnoverLine::bookings),
         trip_sum("turnover", CellKind::money, &TurnoverLine::turnover),
         trip_sum("commission", CellKind::money, &TurnoverLine::commission)}};
    return table;
}

struct TurnoverQuestion {
    std::string by, from, to, day_column;
    bool with_amounts = false, with_agency = false, with_hidden = false;
    Sides sides;
    std::string until() const { return to.empty() ? "9999-12-31" : to; }
};

/// Which bookings count; without a period those without a day too. Binds from, from, to and with_agency.
std::string counted(const TurnoverQuestion& question) {
    // sql: one of two columns
    const auto& column = question.day_column;
    return " WHERE b.state <> 'void' AND (b.kind = 'booking' OR (:with_agency = 1 AND b.kind = 'agency_booking'))"
           " AND ((:from = '' AND :to = '') OR (" + column + " >= :from AND (" + column + " <= :to OR :to = '')))";
}

using LinesByKey = std::map<std::string, TurnoverLine>;

void add(TurnoverLine& line, const sql::Rows& rows, int column) {
    line.customers += rows.integer(column);
    line.bookings += rows.integer(column + 1);
    line.participants += rows.integer(column + 2);
    line.turnover += rows.integer(column + 3);
    line.commission += rows.integer(column + 4);
}

/// By whoever stands in a column of the booking; `group`: by the number his link Umsatz names, else his own.
LinesByKey by_person(Transaction& transaction, const TurnoverQuestion& question, const std::string& column,
                     bool group) {
    // sql: customer_id or agency_id, and constants
    auto rows = transaction.stream(
        std::string("SELECT t.customers, t.bookings, t.participants, t.turnover, t.commission, c.id, c.number,"
                    " c.turnover_group, c.name_prefix, c.name, c.first_name FROM (SELECT b." + column +
                    " AS person, count(DISTINCT CASE WHEN b.state <> 'cancelled' THEN b.customer_id END) AS customers,"
                    " sum(CASE WHEN b.state <> 'cancelled' THEN 1 ELSE 0 END) AS bookings,"
                    " sum(CASE WHEN b.state <> 'cancelled' THEN b.participants ELSE 0 END) AS participants,"
                    " sum(CASE WHEN b.state <> 'cancelled' THEN b.commission ELSE 0 END) AS commission, sum(")
            .append(turnover_column)
            .append(") AS turnover FROM booking b")
            .append(counted(question))
            .append(" GROUP BY b." + column + ") t LEFT JOIN customer c ON c.id = t.person"
                    " WHERE coalesce(c.hidden_in_search, 0) <= :with_hidden"),
        question.with_amounts, question.with_agency, question.from, question.to, question.with_hidden);
    LinesByKey lines;
    while (rows.next()) {
        const auto number = rows.integer(6), of_group = group ? rows.optional_integer(7).value_or(number) : number;
        auto& line = lines[of_group == 0 ? "" : std::to_string(of_group)];
        add(line, rows, 0);
        if (of_group != number) continue;
        line.customer_id = rows.integer(5);
        line.name = customers::name_in_lists(rows.string(8), rows.string(9), rows.string(10));
    }
    return lines;
}

/// Orders of the ticket side, by customer.
void add_sales(const House& house, Transaction& transaction, const Actor& actor, const TurnoverQuestion& question,
               LinesByKey& lines) {
    struct Sales {
        std::int64_t turnover = 0, tickets = 0;
        std::set<std::int64_t> orders;
    };
    std::map<std::int64_t, Sales> of_customers;
    const bool by_booking = question.day_column == "b.booked_on";
    for_each_sale(house, transaction, events::events_of(transaction, actor), 0, [&](const TicketSale& sale) {
        const auto& day = by_booking ? sale.ordered_on : sale.event_on;
        const bool narrowed = !question.from.empty() || !question.to.empty();
        if (narrowed && (day.empty() || day < question.from || day > question.until())) return;
        auto& sales = of_customers[sale.customer_id];
        sales.turnover += sale.turnover, sales.tickets += sale.tickets, sales.orders.insert(sale.order_id);
    });
    for (const auto& [id, sales] : of_customers) {
        auto rows = transaction.query(
            "SELECT number, name_prefix, name, first_name FROM customer"
            " WHERE id = :id AND coalesce(hidden_in_search, 0) <= :hidden",
            id, question.with_hidden);
        if (!rows.next()) continue;
        auto& line = lines[std::to_string(rows.integer(0))];
        line.customer_id = id, line.customers = 1;
        line.name = customers::name_in_lists(rows.string(1), rows.string(2), rows.string(3));
        line.turnover += sales.turnover, line.participants += sales.tickets;
        line.bookings += static_cast<std::int64_t>(sales.orders.size());
    }
}

/// What each booking has of each code: its services', and of its own code the charges and amounts. Binds with_agency,
/// from, to and with_amounts.
std::string by_code_and_booking(const TurnoverQuestion& question, const std::string& code_column,
                                const std::string& own_column) {
    const auto where_columns = counted(question);
    // sql: columns named by by_service()
    return "SELECT " + code_column + " AS code, b.id AS id, b.customer_id AS customer_id,"
           " b.participants AS participants, 1 AS counts,"
           " s.count * s.unit_price - coalesce(s.commission_amount, 0) AS turnover,"
           " coalesce(s.commission_amount, 0) AS commission"
           " FROM booking_service s JOIN booking b ON b.id = s.booking_id" +
           // sql: as above
           where_columns + " AND b.state <> 'cancelled' AND s.cancelled_on IS NULL UNION ALL SELECT " + own_column +
           ", b.id, b.customer_id, b.participants, 0, b.charges +"
           " CASE WHEN b.state = 'cancelled' THEN 0 ELSE :with_amounts * b.amounts END, 0 FROM booking b" +
           // sql: as above
           where_columns + " AND (b.charges <> 0 OR b.amounts <> 0)";
}

/// By a code of the services; charges and amounts go to the booking's own code, an operator it has none.
LinesByKey by_service(Transaction& transaction, const TurnoverQuestion& question, bool by_operator) {
    // sql: columns, and a statement made of constants
    auto rows = transaction.stream(
        std::string("SELECT p.code, count(DISTINCT CASE WHEN p.counts > 0 THEN p.customer_id END),"
                    " sum(CASE WHEN p.counts > 0 THEN 1 ELSE 0 END),"
                    " sum(CASE WHEN p.counts > 0 THEN p.participants ELSE 0 END), sum(p.turnover), sum(p.commission)"
                    " FROM (SELECT x.code AS code, x.id AS id, x.customer_id AS customer_id,"
                    " x.participants AS participants, sum(x.counts) AS counts, sum(x.turnover) AS turnover,"
                    " sum(x.commission) AS commission FROM (")
            .append(by_operator ? by_code_and_booking(question, "s.operator", "NULL")
                                : by_code_and_booking(question, "coalesce(s.destination, b.destination)",
                                                      "b.destination"))
            .append(") x LEFT JOIN customer c ON c.id = x.customer_id"
                    " WHERE coalesce(c.hidden_in_search, 0) <= :with_hidden"
                    " GROUP BY x.code, x.id, x.customer_id, x.participants) p GROUP BY p.code"),
        question.with_agency, question.from, question.to, question.with_amounts, question.with_hidden);
    LinesByKey lines;
    while (rows.next()) add(lines[rows.string(0)], rows, 1);
    return lines;
}

void name_codes(Transaction& transaction, std::string_view statement, LinesByKey& lines) {
    for (auto& [code, line] : lines)
        if (auto rows = transaction.query(statement, code); rows.next()) line.name = rows.string(0);
}

/// Names of those who head a group and booked nothing themselves; an earlier number leads to who has it now.
void name_heads(Transaction& transaction, const TurnoverQuestion& question, LinesByKey& lines) {
    for (auto& [key, line] : lines) {
        if (line.customer_id != 0 || key.empty()) continue;
        const auto id = customers::id_of_number(transaction, std::stoll(key));
        if (!id) continue;
        auto rows = transaction.query(
            "SELECT name_prefix, name, first_name FROM customer"
            " WHERE id = :id AND coalesce(hidden_in_search, 0) <= :hidden",
            *id, question.with_hidden);
        line.of_unseen = !rows.next();
        if (line.of_unseen) continue;
        line.customer_id = *id;
        line.name = customers::name_in_lists(rows.string(0), rows.string(1), rows.string(2));
    }
}

LinesByKey lines_of(const House& house, Transaction& transaction, const Actor& actor,
                    const TurnoverQuestion& question) {
    LinesByKey lines;
    const auto& by = question.by;
    if (by == "destination") {
        lines = by_service(transaction, question, false);
        name_codes(transaction, "SELECT name FROM destination WHERE code = :code", lines);
    } else if (by == "operator") {
        lines = by_service(transaction, question, true);
        name_codes(transaction, "SELECT name FROM tour_operator WHERE code = :code", lines);
    } else {
        const bool group = by == "turnover_group";
        if (question.sides.trips)
            lines = by_person(transaction, question, by == "agency" ? "agency_id" : "customer_id", group);
        if (question.sides.tickets) add_sales(house, transaction, actor, question, lines);
        if (group) name_heads(transaction, question, lines);
    }
    return lines;
}

std::vector<TurnoverLine> turnover(const House& house, Transaction& transaction, const Actor& actor,
                                   const TurnoverQuestion& question) {
    std::vector<TurnoverLine> all;
    for (auto& [key, line] : lines_of(house, transaction, actor, question)) {
        line.key = line.of_unseen ? "" : key;
        all.push_back(std::move(line));
    }
    std::sort(all.begin(), all.end(), [](const TurnoverLine& one, const TurnoverLine& other) {
        return std::tuple(one.key.empty(), -one.turnover, one.key) <
               std::tuple(other.key.empty(), -other.turnover, other.key);
    });
    return all;
}

Result<std::shared_ptr<const lists::List>> make(House& house, Transaction&, const Actor& actor,
                                                const lists::Question& asked, const std::optional<std::string>&) {
    TurnoverQuestion question{.by = asked.text("by"),
                              .from = asked.text("from"),
                              .to = asked.text("to"),
                              .day_column = asked.text("by_date") == "booking" ? "b.booked_on" : "b.departs_on",
                              .with_amounts = asked.is("with_amounts"),
                              .with_agency = asked.is("with_agency"),
                              .with_hidden = actor.may("customers.see_hidden")};
    if (question.by.empty()) question.by = "turnover_group";
    TRY(check_period(asked));
    question.sides = TRY(sides_asked(actor, asked));
    if (question.sides.tickets && question.by != "customer") return refuse_field("side", "error.tickets_by_customer");
    return std::shared_ptr<const lists::List>(std::make_shared<ReckonedList<TurnoverLine>>(
        table(), [&house, actor, question](Transaction& reader) { return turnover(house, reader, actor, question); },
        &house));
}

}  // namespace

lists::Report turnover_report() {
    lists::Report report{"turnover", "bookings.read", "trip_list", filters()};
    report.make = make;
    report.seen = events::seen_event_dates;
    report.columns = table().columns;
    report.example = "--by destination --from 2027-01-01 --to 2027-12-31";
    return report;
}

}  // namespace kartei::reports
