#include "modules/orders/order_finders.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

std::vector<std::int64_t> read_ids(sql::Rows rows) {
    std::vector<std::int64_t> ids;
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

std::vector<std::int64_t> by_order(Transaction& transaction, std::string_view number) {
    return read_ids(transaction.query("SELECT customer_id FROM orders WHERE number = :number", number));
}

/// A barcode is not unique: another house's tickets may have come with the same one.
std::vector<std::int64_t> by_ticket(Transaction& transaction, std::string_view number) {
    auto ids = read_ids(transaction.query(
        "SELECT o.customer_id FROM ticket t JOIN orders o ON o.id = t.order_id WHERE t.ticket = :number", number));
    auto more = read_ids(
        transaction.query("SELECT o.customer_id FROM ticket t JOIN orders o ON o.id = t.order_id"
                          " WHERE t.barcode = :number ORDER BY t.id LIMIT :most",
                          number, customers::most_hits));
    ids.insert(ids.end(), more.begin(), more.end());
    return ids;
}

}  // namespace

std::vector<customers::Finder> order_finders() { return {{"order", by_order}, {"ticket", by_ticket}}; }

}  // namespace kartei::orders
