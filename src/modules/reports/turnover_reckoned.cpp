// Turnover booking for booking: whatever is asked, and what the kept lines are compared with.
#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "modules/customers/customer_list.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/reports/ticket_sales.hpp"
#include "modules/reports/trip_rows.hpp"
#include "modules/reports/turnover_rows.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;

constexpr std::string_view last_day = "9999-12-31";

/// Which bookings count; without a period those without a day too. Binds with_agency, and from and to where there is a
/// period, which an index of days then answers.
std::string counted(const TurnoverQuestion& question) {
    const std::string kinds =
        " WHERE b.state <> 'void' AND (b.kind = 'booking' OR (:with_agency = 1 AND b.kind = 'agency_booking'))";
    if (!question.has_period()) return kinds;
    // sql: one of two columns
    return kinds + " AND " + question.day_column + " >= :from AND " + question.day_column + " <= :until";
}

/// What counted() binds, behind what is given.
std::vector<sql::Parameter> with_counted(std::vector<sql::Parameter> parameters, const TurnoverQuestion& question) {
    parameters.emplace_back(question.with_agency);
    if (!question.has_period()) return parameters;
    parameters.emplace_back(question.from);
    parameters.emplace_back(question.to.empty() ? last_day : std::string_view(question.to));
    return parameters;
}

void add(TurnoverRow& line, const sql::Rows& rows, int column) {
    line.customers += rows.integer(column);
    line.bookings += rows.integer(column + 1);
    line.participants += rows.integer(column + 2);
    line.turnover += rows.integer(column + 3);
    line.commission += rows.integer(column + 4);
}

template <class Value>
void keep_each_once(std::vector<Value>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Who heads a line: what of him is asked before his name is.
struct Person {
    std::int64_t number = 0, group = 0;  ///< the number that his link Umsatz names, else his own
    bool hidden = false;
};
using Persons = std::unordered_map<std::int64_t, Person>;

/// From so many on the index of all numbers is read rather than one customer after the other.
constexpr std::size_t many = 5'000;

template <class OfPerson>
Persons persons_of(Transaction& transaction, const OfPerson& wanted) {
    Persons persons;
    persons.reserve(wanted.size());
    const auto take = [&](sql::Rows rows) {
        while (rows.next())
            if (wanted.contains(rows.integer(0)))
                persons[rows.integer(0)] = {rows.integer(1), rows.integer(1), rows.integer(2) != 0};
    };
    if (wanted.size() >= many) take(transaction.stream("SELECT id, number, hidden_in_search FROM customer ORDER BY number"));
    else
        for (const auto& [id, of_person] : wanted)
            take(transaction.query("SELECT id, number, hidden_in_search FROM customer WHERE id = :id", id));
    auto linked = transaction.stream("SELECT id, turnover_group FROM customer WHERE turnover_group IS NOT NULL");
    while (linked.next())
        if (const auto known = persons.find(linked.integer(0)); known != persons.end())
            known->second.group = linked.integer(1);
    return persons;
}

struct OfPerson {
    std::int64_t bookings = 0, participants = 0, turnover = 0, commission = 0;
    std::vector<std::int64_t> customers;  ///< as often as they were met; of a customer himself none
};

/// Bookings added up by whoever stands in a column of them; 0: nobody does.
std::unordered_map<std::int64_t, OfPerson> bookings_of_persons(Transaction& transaction,
                                                               const TurnoverQuestion& question,
                                                               const std::string& column) {
    std::unordered_map<std::int64_t, OfPerson> persons;
    const bool of_customers = column == "customer_id";
    // sql: customer_id or agency_id, and constants; read from the index of days, so no join and no order
    auto rows = transaction.run_stream(std::string("SELECT b.")
                                           .append(column)
                                           .append(", b.customer_id, b.state, b.participants, b.commission, ")
                                           .append(turnover_column)
                                           .append(" FROM booking b")
                                           .append(counted(question)),
                                       with_counted({question.with_amounts}, question));
    while (rows.next()) {
        auto& person = persons[rows.integer(0)];
        person.turnover += rows.integer(5);
        if (rows.text(2) == "cancelled") continue;
        if (!of_customers) person.customers.push_back(rows.integer(1));
        ++person.bookings, person.participants += rows.integer(3), person.commission += rows.integer(4);
    }
    return persons;
}

/// By whoever stands in a column of the booking; `group`: by the number his link Umsatz names, else his own.
TurnoverRows by_person(Transaction& transaction, const TurnoverQuestion& question, const std::string& column,
                     bool group) {
    auto bookings = bookings_of_persons(transaction, question, column);
    const auto persons = persons_of(transaction, bookings);
    TurnoverRows lines;
    for (auto& [id, added] : bookings) {
        const auto known = persons.find(id);
        const auto person = known == persons.end() ? Person{} : known->second;
        if (person.hidden && !question.with_hidden) continue;
        const auto of_group = group ? person.group : person.number;
        auto& line = lines[of_group == 0 ? "" : std::to_string(of_group)];
        keep_each_once(added.customers);
        const bool himself = column == "customer_id" && added.bookings > 0;
        line.customers += himself ? 1 : static_cast<std::int64_t>(added.customers.size());
        line.bookings += added.bookings;
        line.participants += added.participants, line.turnover += added.turnover, line.commission += added.commission;
        if (of_group == person.number && known != persons.end()) line.customer_id = line.head = id;
    }
    return lines;
}

/// Orders of the ticket side, by customer.
void add_sales(const House& house, Transaction& transaction, const Actor& actor, const TurnoverQuestion& question,
               TurnoverRows& lines) {
    struct Sales {
        std::int64_t turnover = 0, tickets = 0;
        std::set<std::int64_t> orders;
    };
    std::map<std::int64_t, Sales> of_customers;
    for_each_sale(house, transaction, events::events_of(transaction, actor), 0, [&](const TicketSale& sale) {
        const auto& day = question.by_booking() ? sale.ordered_on : sale.event_on;
        const bool narrowed = !question.from.empty() || !question.to.empty();
        if (narrowed && (day.empty() || day < question.from || day > question.until())) return;
        auto& sales = of_customers[sale.customer_id];
        sales.turnover += sale.turnover, sales.tickets += sale.tickets, sales.orders.insert(sale.order_id);
    });
    const auto persons = persons_of(transaction, of_customers);
    for (const auto& [id, sales] : of_customers) {
        const auto person = persons.find(id);
        if (person == persons.end() || (person->second.hidden && !question.with_hidden)) continue;
        auto& line = lines[std::to_string(person->second.number)];
        line.customer_id = line.head = id, line.customers = 1;
        line.turnover += sales.turnover, line.participants += sales.tickets;
        line.bookings += static_cast<std::int64_t>(sales.orders.size());
    }
}

/// What is added up under a code; bookings and customers as often as they were met.
struct OfCode {
    std::vector<std::pair<std::int64_t, std::int64_t>> bookings;  ///< and how many travel
    std::vector<std::int64_t> customers;
    std::int64_t turnover = 0, commission = 0;
};
using OfCodes = std::map<std::string, OfCode, std::less<>>;

std::unordered_set<std::int64_t> hidden_customers(Transaction& transaction, const TurnoverQuestion& question) {
    std::unordered_set<std::int64_t> hidden;
    if (question.with_hidden) return hidden;
    auto rows = transaction.stream("SELECT id FROM customer WHERE hidden_in_search = 1");
    while (rows.next()) hidden.insert(rows.integer(0));
    return hidden;
}

OfCode& of_code(OfCodes& codes, std::string_view code) {
    const auto known = codes.find(code);
    return known != codes.end() ? known->second : codes.emplace(code, OfCode()).first->second;
}

/// Charges and other amounts of a booking go to its own code; an operator it has none.
void add_amounts(Transaction& transaction, const TurnoverQuestion& question, bool by_operator,
                 const std::unordered_set<std::int64_t>& hidden, OfCodes& codes) {
    auto rows = transaction.run_stream(
        "SELECT b.destination, b.customer_id, b.charges +"
        " CASE WHEN b.state = 'cancelled' THEN 0 ELSE :with_amounts * b.amounts END FROM booking b" +
            // sql: a condition of constants
            counted(question) + " AND (b.charges <> 0 OR b.amounts <> 0)",
        with_counted({question.with_amounts}, question));
    while (rows.next())
        if (!hidden.contains(rows.integer(1)))
            of_code(codes, by_operator ? "" : rows.text(0)).turnover += rows.integer(2);
}

void add_services(Transaction& transaction, const TurnoverQuestion& question, const std::string& code_column,
                  const std::unordered_set<std::int64_t>& hidden, OfCodes& codes) {
    auto rows = transaction.run_stream(
        // sql: a column named by by_service(), and a condition of constants
        std::string("SELECT ")
            .append(code_column)
            .append(", b.id, b.customer_id, b.participants, s.count * s.unit_price - coalesce(s.commission_amount, 0),"
                    " coalesce(s.commission_amount, 0) FROM booking b JOIN booking_service s ON s.booking_id = b.id")
            .append(counted(question))
            .append(" AND b.state <> 'cancelled' AND s.cancelled_on IS NULL"),
        with_counted({}, question));
    while (rows.next()) {
        if (hidden.contains(rows.integer(2))) continue;
        auto& code = of_code(codes, rows.text(0));
        code.turnover += rows.integer(4), code.commission += rows.integer(5);
        if (!code.bookings.empty() && code.bookings.back().first == rows.integer(1)) continue;
        code.bookings.emplace_back(rows.integer(1), rows.integer(3));
        code.customers.push_back(rows.integer(2));
    }
}

/// By a code of the services.
TurnoverRows by_service(Transaction& transaction, const TurnoverQuestion& question, bool by_operator) {
    OfCodes codes;
    const auto hidden = hidden_customers(transaction, question);
    add_services(transaction, question, by_operator ? "s.operator" : "coalesce(s.destination, b.destination)", hidden,
                 codes);
    add_amounts(transaction, question, by_operator, hidden, codes);
    TurnoverRows lines;
    for (auto& [key, code] : codes) {
        keep_each_once(code.bookings);
        keep_each_once(code.customers);
        auto& line = lines[key];
        line.customers = static_cast<std::int64_t>(code.customers.size());
        line.bookings = static_cast<std::int64_t>(code.bookings.size());
        for (const auto& booking : code.bookings) line.participants += booking.second;
        line.turnover = code.turnover, line.commission = code.commission;
    }
    return lines;
}

TurnoverRows rows_of(const House& house, Transaction& transaction, const Actor& actor, const TurnoverQuestion& question) {
    TurnoverRows rows;
    const auto& by = question.by;
    if (!question.by_person()) {
        rows = by_service(transaction, question, by == "operator");
        name_codes(transaction, question, rows);
        return rows;
    }
    const bool group = by == "turnover_group";
    if (question.sides.trips)
        rows = by_person(transaction, question, by == "agency" ? "agency_id" : "customer_id", group);
    if (question.sides.tickets) add_sales(house, transaction, actor, question, rows);
    if (group) name_heads(transaction, question, rows);
    return rows;
}

}  // namespace

std::vector<TurnoverRow> reckoned_turnover(const House& house, Transaction& transaction, const Actor& actor,
                                           const TurnoverQuestion& question) {
    return in_order(rows_of(house, transaction, actor, question));
}

void name_codes(Transaction& transaction, const TurnoverQuestion& question, TurnoverRows& rows) {
    const std::string_view statement = question.by == "operator" ? "SELECT name FROM tour_operator WHERE code = :code"
                                                                 : "SELECT name FROM destination WHERE code = :code";
    for (auto& [code, row] : rows)
        if (auto named = transaction.query(statement, code); named.next()) row.name = named.string(0);
}

void name_heads(Transaction& transaction, const TurnoverQuestion& question, TurnoverRows& rows) {
    for (auto& [key, row] : rows) {
        if (row.customer_id != 0 || key.empty()) continue;
        const auto id = customers::id_of_number(transaction, std::stoll(key));
        if (!id) continue;
        row.head = *id;
        auto named = transaction.query(
            "SELECT name_prefix, name, first_name FROM customer"
            " WHERE id = :id AND coalesce(hidden_in_search, 0) <= :hidden",
            *id, question.with_hidden);
        row.of_unseen = !named.next();
        if (row.of_unseen) continue;
        row.customer_id = *id;
        row.name = customers::name_in_lists(named.string(0), named.string(1), named.string(2));
    }
}

void name_person(Transaction& transaction, TurnoverRow& row) {
    if (row.customer_id == 0 || !row.name.empty()) return;
    auto rows = transaction.query("SELECT name_prefix, name, first_name FROM customer WHERE id = :id", row.customer_id);
    if (rows.next()) row.name = customers::name_in_lists(rows.string(0), rows.string(1), rows.string(2));
}

std::vector<TurnoverRow> in_order(TurnoverRows rows) {
    std::vector<TurnoverRow> all;
    all.reserve(rows.size());
    for (auto& [key, row] : rows) {
        row.key = row.of_unseen ? "" : key;
        all.push_back(std::move(row));
    }
    std::sort(all.begin(), all.end(), comes_before);
    return all;
}

}  // namespace kartei::reports
