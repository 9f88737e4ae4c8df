#include "modules/orders/ledger_reading.hpp"

#include <algorithm>
#include <limits>

#include "modules/customers/customer_list.hpp"

namespace kartei::orders {
namespace {

using sql::Parameter;
using sql::Rows;
using sql::Transaction;

constexpr std::string_view told_select =
    "SELECT l.id, l.order_id, l.ticket_id, l.event_id, l.customer_id, l.count, l.price, l.fee, l.online, l.created_at,"
    " l.change_event, t.ticket, o.number, coalesce(c.id, now.id), coalesce(c.number, now.number),"
    " coalesce(c.name, now.name), CASE WHEN c.id IS NULL THEN now.first_name ELSE c.first_name END,"
    " CASE WHEN c.id IS NULL THEN now.name_prefix ELSE c.name_prefix END,"
    " coalesce(c.hidden_in_search, now.hidden_in_search, 0)"
    " FROM sales_ledger l LEFT JOIN ticket t ON t.id = l.ticket_id LEFT JOIN orders o ON o.id = l.order_id"
    " LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN customer now ON now.id = o.customer_id";

ToldLine read_told(const Rows& rows, const events::EventsById& dates) {
    ToldLine told;
    told.line = {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4), rows.integer(5),
                 rows.integer(6), rows.integer(7), rows.integer(8) != 0, rows.string(9), rows.integer(10)};
    told.ticket = rows.string(11);
    told.order = rows.string(12);
    if (const auto event = dates.find(told.line.event_id); event != dates.end()) told.event = &event->second;
    told.customer_id = rows.integer(13);
    if (told.customer_id == customers::anonymous_customer) return told;
    told.customer = rows.optional_integer(14);
    told.customer_name = customers::name_in_lists(rows.string(17), rows.string(15), rows.string(16));
    told.hidden = rows.integer(18) != 0;
    return told;
}

bool is_wanted(const LedgerFilter& filter, std::int64_t event, std::string_view created_at) {
    if (!filter.from.empty() && created_at < filter.from) return false;
    if (!filter.before.empty() && created_at >= filter.before) return false;
    return !filter.events || std::binary_search(filter.events->begin(), filter.events->end(), event);
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
Rows matching(Transaction& transaction, const LedgerFilter& filter, std::string_view select) {
    auto condition = condition_of(filter);
    const bool narrow = !condition.is_empty();
    const auto last = std::numeric_limits<std::int64_t>::max();
    condition.values.emplace_back(filter.newest_first && filter.after == 0 ? last : filter.after);
    const auto text =
        std::string(select) + " WHERE " + condition.text +  // sql: conditions of condition_of(), no value
        (filter.newest_first ? " AND l.id < :after ORDER BY l.id DESC" : " AND l.id > :after ORDER BY l.id");
    return narrow ? transaction.run_query(text, condition.values) : transaction.run_stream(text, condition.values);
}

}  // namespace

std::int64_t read_lines(Transaction& transaction, const LedgerFilter& filter, const events::EventsById& dates,
                        std::int64_t looked_at, const std::function<bool(ToldLine)>& take) {
    auto rows = matching(transaction, filter, told_select);
    for (std::int64_t looked = 0; rows.next();) {
        if (is_wanted(filter, rows.integer(3), rows.text(9)) && !take(read_told(rows, dates))) return 0;
        if (++looked == looked_at) return rows.integer(0);
    }
    return 0;
}

void read_amounts(Transaction& transaction, const LedgerFilter& filter,
                  const std::function<bool(std::int64_t, std::int64_t, std::int64_t, std::int64_t)>& take) {
    auto rows = matching(transaction, filter,
                         "SELECT l.id, l.count, l.price, l.fee, l.event_id, l.created_at FROM sales_ledger l");
    while (rows.next())
        if (is_wanted(filter, rows.integer(4), rows.text(5)) &&
            !take(rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3)))
            return;
}

}  // namespace kartei::orders
