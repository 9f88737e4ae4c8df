#include "modules/orders/ledger_reading.hpp"

#include <algorithm>
#include <limits>

#include "modules/customers/customer.hpp"

namespace kartei::orders {
namespace {

using sql::Parameter;
using sql::Rows;
using sql::Transaction;

constexpr std::string_view told_select =
    "SELECT l.id, l.order_id, l.ticket_id, l.event_id, l.customer_id, l.count, l.price, l.fee, l.online, l.created_at,"
    " l.change_event, t.ticket, o.number, coalesce(c.id, now.id), coalesce(c.number, now.number),"
    " coalesce(c.name, now.name), CASE WHEN c.id IS NULL THEN now.first_name ELSE c.first_name END,"
    " CASE WHEN c.id IS NULL THEN now.name_prefix ELSE c.name_prefix END"
    " FROM sales_ledger l LEFT JOIN ticket t ON t.id = l.ticket_id LEFT JOIN orders o ON o.id = l.order_id"
    " LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN customer now ON now.id = o.customer_id";

/// "van den Berg, Anna", as lists of the browser show a customer.
std::string name_in_list(const std::string& prefix, const std::string& name, const std::string& first_name) {
    const auto last = prefix.empty() ? name : prefix + " " + name;
    return first_name.empty() ? last : last + ", " + first_name;
}

ToldLine read_told(const Rows& rows, const events::EventsById& codes) {
    ToldLine told;
    told.line = {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4), rows.integer(5),
                 rows.integer(6), rows.integer(7), rows.integer(8) != 0, rows.string(9), rows.integer(10)};
    told.ticket = rows.string(11);
    told.order = rows.string(12);
    if (const auto event = codes.find(told.line.event_id); event != codes.end()) told.event = event->second.code;
    told.customer_id = rows.integer(13);
    if (told.customer_id == customers::anonymous_customer) return told;
    told.customer = rows.optional_integer(14);
    told.customer_name = name_in_list(rows.string(17), rows.string(15), rows.string(16));
    return told;
}

bool is_wanted(const LedgerFilter& filter, const LedgerLine& line) {
    if (!filter.from.empty() && line.created_at < filter.from) return false;
    if (!filter.before.empty() && line.created_at >= filter.before) return false;
    return !filter.events || std::binary_search(filter.events->begin(), filter.events->end(), line.event_id);
}

/// The part of a filter that an index finds, with its values in the order in which they are named.
struct Condition {
    std::string text = "1 = 1";
    std::vector<Parameter> values;
    bool is_empty() const { return values.empty(); }
};

Condition condition_of(const LedgerFilter& filter) {
    Condition condition;
    if (!filter.order.empty()) {
        condition.text += " AND l.order_id = (SELECT id FROM orders WHERE number = :number)";
        condition.values.emplace_back(filter.order);
    }
    if (filter.customer_id != 0) {
        condition.text += " AND l.order_id IN (SELECT order_id FROM customer_order WHERE customer_id = :customer_id)";
        condition.values.emplace_back(filter.customer_id);
    }
    return condition;
}

/// One order or one customer is found by an index, everything else by walking along the ids.
Rows matching(Transaction& transaction, const LedgerFilter& filter) {
    auto condition = condition_of(filter);
    const bool narrow = !condition.is_empty();
    const auto last = std::numeric_limits<std::int64_t>::max();
    condition.values.emplace_back(filter.newest_first && filter.after == 0 ? last : filter.after);
    condition.values.emplace_back(lines_looked_at);
    const auto text =
        std::string(told_select) + " WHERE " + condition.text +  // sql: conditions of condition_of(), no value
        (filter.newest_first ? " AND l.id < :after ORDER BY l.id DESC" : " AND l.id > :after ORDER BY l.id") +
        " LIMIT :most";
    return narrow ? transaction.run_query(text, condition.values) : transaction.run_stream(text, condition.values);
}

}  // namespace

LedgerPage read_ledger(Transaction& transaction, const LedgerFilter& filter, std::size_t limit,
                       const events::EventsById& codes) {
    LedgerPage page;
    std::int64_t looked_at = 0, last = 0;
    auto rows = matching(transaction, filter);
    while (rows.next()) {
        auto told = read_told(rows, codes);
        ++looked_at;
        last = told.line.id;
        if (is_wanted(filter, told.line)) page.lines.push_back(std::move(told));
        if (page.lines.size() == limit) break;
    }
    if (page.lines.size() == limit || looked_at == lines_looked_at) page.next_after = last;
    return page;
}

void each_line(Transaction& transaction, const LedgerFilter& filter, const events::EventsById& codes,
               const std::function<bool(const ToldLine&)>& take) {
    const auto condition = condition_of(filter);
    const auto all = " WHERE " + condition.text + " ORDER BY l.id";  // sql: conditions of condition_of(), no value
    auto rows = transaction.run_stream(std::string(told_select) + all, condition.values);
    while (rows.next()) {
        const auto told = read_told(rows, codes);
        if (is_wanted(filter, told.line) && !take(told)) return;
    }
}

LedgerTotals add_up(Transaction& transaction, const LedgerFilter& filter) {
    auto condition = condition_of(filter);
    condition.text += " AND l.created_at >= :from AND l.created_at < :before";
    condition.values.emplace_back(filter.from);
    condition.values.emplace_back(filter.before.empty() ? "9999" : std::string_view(filter.before));
    constexpr std::string_view sums = ", count(*), coalesce(sum(l.count), 0), coalesce(sum(l.count * l.price), 0),"
                                      " coalesce(sum(l.count * l.fee), 0) FROM sales_ledger l WHERE ";
    // By event date only where event dates narrow: grouping puts all lines into order first.
    std::string text = filter.events ? "SELECT l.event_id" : "SELECT 0";
    text.append(sums).append(condition.text).append(filter.events ? " GROUP BY l.event_id" : "");
    auto rows = transaction.run_stream(text, condition.values);
    LedgerTotals totals;
    while (rows.next()) {
        if (filter.events && !std::binary_search(filter.events->begin(), filter.events->end(), rows.integer(0)))
            continue;
        totals.lines += rows.integer(1), totals.tickets += rows.integer(2);
        totals.price += rows.integer(3), totals.fee += rows.integer(4);
    }
    return totals;
}

}  // namespace kartei::orders
