#include "modules/orders/ledger_reading.hpp"

#include <algorithm>

#include "modules/customers/register_export.hpp"

namespace kartei::orders {
namespace {

using sql::Rows;
using sql::Transaction;

constexpr std::string_view told_select =
    "SELECT l.id, l.order_id, l.ticket_id, l.event_id, l.customer_id, l.count, l.price, l.fee, l.online, l.created_at,"
    " l.change_event, t.ticket, o.number, coalesce(c.id, now.id), coalesce(c.number, now.number)"
    " FROM sales_ledger l LEFT JOIN ticket t ON t.id = l.ticket_id LEFT JOIN orders o ON o.id = l.order_id"
    " LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN customer now ON now.id = o.customer_id";

ToldLine read_told(const Rows& rows, const events::EventsById& codes) {
    ToldLine told;
    told.line = {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4), rows.integer(5),
                 rows.integer(6), rows.integer(7), rows.integer(8) != 0, rows.string(9), rows.integer(10)};
    told.ticket = rows.string(11);
    told.order = rows.string(12);
    if (const auto event = codes.find(told.line.event_id); event != codes.end()) told.event = event->second.code;
    if (rows.integer(13) != customers::anonymous_customer) told.customer = rows.optional_integer(14);
    return told;
}

bool is_wanted(const LedgerFilter& filter, const LedgerLine& line) {
    if (!filter.from.empty() && line.created_at < filter.from) return false;
    if (!filter.before.empty() && line.created_at >= filter.before) return false;
    return !filter.events || std::binary_search(filter.events->begin(), filter.events->end(), line.event_id);
}

/// One order or one customer is found by an index, everything else by walking along the ids.
Rows matching(Transaction& transaction, const LedgerFilter& filter) {
    static const auto select = std::string(told_select);
    if (!filter.order.empty())
        return transaction.query(select + " WHERE l.order_id = (SELECT id FROM orders WHERE number = :number)"
                                          " AND l.id > :after ORDER BY l.id LIMIT :most",
                                 filter.order, filter.after, lines_looked_at);
    if (filter.customer != 0)
        return transaction.query(select +
                                     " WHERE l.order_id IN (SELECT p.order_id FROM customer_order p JOIN customer x"
                                     " ON x.id = p.customer_id WHERE x.number = :number)"
                                     " AND l.id > :after ORDER BY l.id LIMIT :most",
                                 filter.customer, filter.after, lines_looked_at);
    return transaction.stream(select + " WHERE l.id > :after ORDER BY l.id LIMIT :most", filter.after, lines_looked_at);
}

std::vector<customers::ExportColumn> export_columns(bool) {
    using enum FieldKind;
    std::vector<customers::ExportColumn> columns;
    for (const auto& field : std::vector<Field>{{"line", integer},
                                                {"ticket_id", integer},
                                                {"ticket", text, 40},
                                                {"order", text, 40},
                                                {"event", text, 40},
                                                {"customer", customer_number},
                                                {"count", integer},
                                                {"price", money},
                                                {"fee", money},
                                                {"online", yes_no},
                                                {"created_at", instant},
                                                {"change_event", integer}})
        columns.push_back({field, "sale." + std::string(field.name)});
    return columns;
}

Value text_value(const std::string& text) { return text.empty() ? Value() : Value(text); }

std::vector<Value> values_of(const ToldLine& told) {
    const auto& line = told.line;
    return {line.id,
            line.ticket_id,
            text_value(told.ticket),
            text_value(told.order),
            text_value(told.event),
            told.customer ? Value(*told.customer) : Value(),
            line.count,
            line.price,
            line.fee,
            line.online,
            line.created_at,
            line.change_event};
}

std::int64_t count_lines(Transaction& transaction) {
    auto rows = transaction.query("SELECT count(*) FROM sales_ledger");
    rows.next();
    return rows.integer(0);
}

void each_line(House&, Transaction& transaction, bool, const customers::RegisterExport::Take& take) {
    const auto codes = events::all_events(transaction);
    auto rows = transaction.stream(std::string(told_select) + " ORDER BY l.id");
    while (rows.next() && take(values_of(read_told(rows, codes)))) {}
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

void join_ledger_export() {
    customers::register_exports().push_back({"sales", export_columns, count_lines, each_line});
}

}  // namespace kartei::orders
