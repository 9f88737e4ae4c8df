#include "modules/orders/moved_tickets.hpp"

#include "modules/orders/order_store.hpp"

namespace kartei::orders {

using sql::Transaction;

void note_moved(Transaction& transaction, const Ticket& before) {
    transaction.execute(
        "INSERT INTO moved_ticket (ticket_id, order_id, line) VALUES (:ticket, :order, :line)"
        " ON CONFLICT (ticket_id) DO NOTHING",
        before.id, before.order_id, before.line);
}

std::vector<MovedTicket> moved_from(Transaction& transaction, std::int64_t order) {
    std::vector<std::pair<std::int64_t, std::int64_t>> ids;
    {
        auto rows = transaction.query(
            "SELECT m.ticket_id, m.line FROM moved_ticket m JOIN ticket t ON t.id = m.ticket_id"
            " WHERE m.order_id = :order AND t.order_id <> m.order_id ORDER BY m.line, m.ticket_id",
            order);
        while (rows.next()) ids.emplace_back(rows.integer(0), rows.integer(1));
    }
    std::vector<MovedTicket> moved;
    for (const auto& [id, line] : ids) {
        auto ticket = *find_ticket(transaction, id);
        const auto now = find_order(transaction, ticket.order_id);
        ticket.line = line;
        moved.push_back({std::move(ticket), now ? now->number : ""});
    }
    return moved;
}

}  // namespace kartei::orders
