#include "modules/orders/sales_ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "modules/orders/order_store.hpp"
#include "sql/writing.hpp"

namespace kartei::orders {
namespace {

using sql::Rows;
using sql::Transaction;

constexpr std::string_view ledger_select =
    "SELECT id, order_id, ticket_id, event_id, customer_id, count, price, fee, online, created_at, change_event"
    " FROM sales_ledger";

LedgerLine read_line(const Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3),      rows.integer(4), rows.integer(5),
            rows.integer(6), rows.integer(7), rows.integer(8) != 0, rows.string(9), rows.integer(10)};
}

std::string first_of(const std::string& known, std::string_view otherwise) {
    return known.empty() ? std::string(otherwise) : known;
}

LedgerLine sale_of(const Order& order, const Ticket& ticket, std::string_view at, std::int64_t change_event) {
    return {0,
            order.id,
            ticket.id,
            ticket.event_id,
            order.customer_id,
            1,
            ticket.price,
            ticket.fee,
            order.channel == online_channel,
            std::string(at),
            change_event};
}

/// Takes all of the line it closes, so that both together are nothing in every sum, but for a fee that is kept. `fee`: what
/// goes back of all that the ticket's lines have taken.
LedgerLine return_of(const LedgerLine& sale, std::int64_t fee, std::string_view at, std::int64_t change_event) {
    auto line = sale;
    line.fee = fee;
    line.id = 0;
    line.count = -1;
    line.created_at = at;
    line.change_event = change_event;
    return line;
}

using OpenLines = std::map<std::int64_t, const LedgerLine*>;

/// By ticket, the +1 that no -1 follows; null for tickets that have lines but none that is open.
OpenLines open_lines(std::span<const LedgerLine> lines) {
    OpenLines open;
    for (const auto& line : lines) open[line.ticket_id] = line.count > 0 ? &line : nullptr;
    return open;
}

/// Fees by ticket, as its lines add up: where a fee was kept, they are not nothing between two sales.
std::map<std::int64_t, std::int64_t> fees_of(std::span<const LedgerLine> lines) {
    std::map<std::int64_t, std::int64_t> fees;
    for (const auto& line : lines) fees[line.ticket_id] += line.count * line.fee;
    return fees;
}

bool says_the_same(const LedgerLine& open, const LedgerLine& wanted, std::int64_t fees,
                   const std::function<bool(std::int64_t)>& is_customer) {
    return open.event_id == wanted.event_id && open.price == wanted.price && fees == wanted.fee &&
           open.online == wanted.online &&
           (open.customer_id == wanted.customer_id || !is_customer(open.customer_id));
}

bool is_customer(Transaction& transaction, std::int64_t id) {
    return transaction.query("SELECT 1 FROM customer WHERE id = :id", id).next();
}

/// Lines and tickets of one order after the other, each read once in the order of orders.
class Ledgers {
public:
    explicit Ledgers(Transaction& transaction)
        : rows_(transaction.stream(std::string(ledger_select) + " ORDER BY order_id, id")), more_(rows_.next()) {}

    /// Lines of orders below `order_id` that were not asked for: their division was undone (docs/decisions/0095), and they
    /// add up to nothing.
    std::vector<LedgerLine> of(std::int64_t order_id, LedgerCheck& check) {
        std::vector<LedgerLine> lines;
        for (; more_ && rows_.integer(1) <= order_id; more_ = rows_.next()) {
            count(check);
            if (rows_.integer(1) == order_id) lines.push_back(read_line(rows_));
            else of_gone_order();
        }
        check.wrong += std::exchange(gone_, 0) != 0;
        return lines;
    }
    void rest(LedgerCheck& check) {
        for (; more_; more_ = rows_.next()) count(check), of_gone_order();
        check.wrong += std::exchange(gone_, 0) != 0;
    }

private:
    void of_gone_order() { gone_ += rows_.integer(5) * rows_.integer(2); }
    void count(LedgerCheck& check) const { ++check.lines, check.sum += rows_.integer(5); }

    Rows rows_;
    bool more_;
    std::int64_t gone_ = 0;  ///< counts of such lines times their ticket
};

/// The change that settles an order while it is only compared.
constexpr std::int64_t no_change = -1;

bool is_order_right(Transaction& transaction, std::int64_t order_id, std::span<const LedgerLine> lines,
                    LedgerCheck& check) {
    const auto order = find_order(transaction, order_id);
    const auto tickets = tickets_of(transaction, order_id);
    check.sold += std::count_if(tickets.begin(), tickets.end(),
                                [](const Ticket& ticket) { return ticket.state == TicketState::sold; });
    std::map<std::int64_t, std::int64_t> sums;
    for (const auto& line : lines)
        if (const auto sum = sums[line.ticket_id] += line.count; sum < 0 || sum > 1) return false;
    return lacking_lines(*order, tickets, lines, "", no_change,
                         [&](std::int64_t id) { return is_customer(transaction, id); })
        .empty();
}

}  // namespace

std::vector<LedgerLine> first_lines(const Order& order, const Ticket& ticket, std::string_view at,
                                    std::int64_t change_event) {
    std::vector<LedgerLine> lines;
    if (count_first_lines(ticket) == 0) return lines;
    lines.push_back(sale_of(order, ticket, first_of(order.ordered_at, at), change_event));
    if (ticket.came_returned())
        lines.push_back(return_of(lines.front(), ticket.fee - ticket.fee_kept, first_of(ticket.deleted_at, at),
                                  change_event));
    return lines;
}

std::int64_t count_first_lines(const Ticket& ticket) {
    return ticket.state == TicketState::sold ? 1 : ticket.came_returned() ? 2 : 0;
}

std::vector<LedgerLine> lacking_lines(const Order& order, std::span<const Ticket> tickets,
                                      std::span<const LedgerLine> lines, std::string_view at, std::int64_t change_event,
                                      const std::function<bool(std::int64_t)>& is_customer) {
    std::vector<LedgerLine> returns, sales;
    auto open = open_lines(lines);
    auto fees = fees_of(lines);
    for (const auto& ticket : tickets) {
        const auto found = open.find(ticket.id);
        const bool is_sold = ticket.state == TicketState::sold;
        // What was given back elsewhere but for a fee is money of this house, whenever it hears of it.
        const bool fee_stays = !is_sold && ticket.fee_kept > 0;
        if (found == open.end() && (ticket.created_event == change_event || fee_stays)) {
            for (auto& line : first_lines(order, ticket, at, change_event)) sales.push_back(std::move(line));
            continue;
        }
        const auto* stands = found == open.end() ? nullptr : found->second;
        if (found != open.end()) open.erase(found);
        auto wanted = sale_of(order, ticket, at, change_event);
        const auto taken = fees.contains(ticket.id) ? fees.at(ticket.id) : 0;
        if (stands && is_sold && says_the_same(*stands, wanted, taken, is_customer)) continue;
        if (stands)
            returns.push_back(return_of(*stands, taken - (is_sold ? 0 : ticket.fee_kept),
                                        is_sold ? at : first_of(ticket.deleted_at, at), change_event));
        else if (!is_sold && taken != ticket.fee_kept && fees.contains(ticket.id)) {
            // What was kept of the fee is corrected: sold and given back once more.
            sales.push_back(wanted);
            sales.push_back(return_of(wanted, wanted.fee - (ticket.fee_kept - taken), at, change_event));
        } else wanted.fee -= taken;
        if (is_sold) sales.push_back(wanted);
    }
    for (const auto& [ticket, stands] : open)  // tickets that are not there any more
        if (stands) returns.push_back(return_of(*stands, fees[ticket], at, change_event));
    returns.insert(returns.end(), sales.begin(), sales.end());
    return returns;
}

void settle_sales(Transaction& transaction, const audit::Change& change, std::int64_t order_id) {
    const auto order = find_order(transaction, order_id);
    if (!order) return;
    auto lines = lacking_lines(*order, tickets_of(transaction, order_id), ledger_of_order(transaction, order_id),
                               change.at(), change.event(),
                               [&](std::int64_t id) { return is_customer(transaction, id); });
    if (lines.empty()) return;
    // Other programs fetch what is new behind the last line they have.
    auto id = sql::draw_from_counter(transaction, "sales_ledger", static_cast<std::int64_t>(lines.size()));
    for (auto& line : lines) line.id = id++;
    auto insert = transaction.bulk_insert("sales_ledger", ledger_columns());
    for (const auto& line : lines) insert->add(ledger_parameters(line));
    insert->finish();
}

void withdraw_sales(Transaction& transaction, std::int64_t order_id, std::int64_t ticket_id) {
    transaction.execute("DELETE FROM sales_ledger WHERE order_id = :order_id AND ticket_id = :ticket_id", order_id,
                        ticket_id);
}

const std::vector<std::string>& ledger_columns() {
    static const std::vector<std::string> columns{"id",          "order_id",   "ticket_id",   "event_id",
                                                  "customer_id", "count",      "price",       "fee",
                                                  "online",      "created_at", "change_event"};
    return columns;
}

std::vector<sql::Parameter> ledger_parameters(const LedgerLine& line) {
    return {line.id,    line.order_id, line.ticket_id, line.event_id,   line.customer_id, line.count,
            line.price, line.fee,      line.online,    line.created_at, line.change_event};
}

std::vector<LedgerLine> ledger_of_order(Transaction& transaction, std::int64_t order_id) {
    std::vector<LedgerLine> lines;
    auto rows = transaction.query(std::string(ledger_select) + " WHERE order_id = :order_id ORDER BY id", order_id);
    while (rows.next()) lines.push_back(read_line(rows));
    return lines;
}

std::string LedgerCheck::in_words() const {
    const auto counted = fmt::format("{} lines add up to {} tickets, {} are sold", lines, sum, sold);
    if (is_right()) return counted + ", as it should be";
    return counted + fmt::format(", {} orders differ", wrong);
}

LedgerCheck check_ledger(Transaction& transaction) {
    LedgerCheck check;
    Ledgers ledgers(transaction);
    auto orders = transaction.stream("SELECT id FROM orders ORDER BY id");
    while (orders.next())
        if (!is_order_right(transaction, orders.integer(0), ledgers.of(orders.integer(0), check), check)) ++check.wrong;
    ledgers.rest(check);
    return check;
}

}  // namespace kartei::orders
