#include "modules/orders/order_finders.hpp"

#include <algorithm>

namespace kartei::orders {
namespace {

using customers::EventAccess;
using sql::Transaction;

/// Whose it is, and by which event dates it is seen.
struct Found {
    std::int64_t customer, order, ticket;
};

std::vector<Found> read(sql::Rows rows) {
    std::vector<Found> found;
    while (rows.next()) found.push_back({rows.integer(0), rows.integer(1), rows.integer(2)});
    return found;
}

/// Is the ticket, or any ticket of the order (ticket 0), for an event of one of these promoters?
bool is_seen(Transaction& transaction, const Found& found, const std::vector<std::int64_t>& promoters) {
    return std::any_of(promoters.begin(), promoters.end(), [&](std::int64_t promoter) {
        return transaction
            .query("SELECT 1 FROM ticket t JOIN event e ON e.id = t.event_id WHERE t.order_id = :order"
                   " AND (t.id = :ticket OR :ticket = 0) AND e.promoter_id = :promoter LIMIT 1",
                   found.order, found.ticket, promoter)
            .next();
    });
}

std::vector<std::int64_t> customers_of(Transaction& transaction, const std::vector<Found>& all,
                                       const EventAccess& access) {
    std::vector<std::int64_t> ids;
    for (const auto& found : all)
        if (!access || is_seen(transaction, found, *access)) ids.push_back(found.customer);
    return ids;
}

std::vector<std::int64_t> by_order(Transaction& transaction, std::string_view number, const EventAccess& access) {
    return customers_of(transaction,
                        read(transaction.query("SELECT customer_id, id, 0 FROM orders WHERE number = :number", number)),
                        access);
}

/// A barcode is not unique: another house's tickets may have come with the same one.
std::vector<std::int64_t> by_ticket(Transaction& transaction, std::string_view number, const EventAccess& access) {
    auto found = read(transaction.query(
        "SELECT o.customer_id, o.id, t.id FROM ticket t JOIN orders o ON o.id = t.order_id WHERE t.ticket = :number",
        number));
    const auto more =
        read(transaction.query("SELECT o.customer_id, o.id, t.id FROM ticket t JOIN orders o ON o.id = t.order_id"
                               " WHERE t.barcode = :number ORDER BY t.id LIMIT :most",
                               number, customers::most_hits));
    found.insert(found.end(), more.begin(), more.end());
    return customers_of(transaction, found, access);
}

}  // namespace

std::vector<customers::Finder> order_finders() { return {{"order", by_order}, {"ticket", by_ticket}}; }

}  // namespace kartei::orders
