// What taking back a change of orders asks for: the rights of the sale, and the sight of its event dates and customer,
// as find_sum() asks it of whoever opens the order.
#include <algorithm>
#include <array>

#include "audit/concerned.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/events/event_filter.hpp"
#include "modules/orders/counter_sale.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

struct OrdersOf {
    std::string_view record, orders;  ///< select of ids of orders with :first and :last
};
constexpr std::array orders_of{
    OrdersOf{"orders", "SELECT id FROM orders WHERE id BETWEEN :first AND :last"},
    OrdersOf{"ticket", "SELECT order_id FROM ticket WHERE id BETWEEN :first AND :last"},
    OrdersOf{"product_sale", "SELECT order_id FROM product_sale WHERE id BETWEEN :first AND :last"},
    OrdersOf{"order_payment", "SELECT order_id FROM order_payment WHERE id BETWEEN :first AND :last"}};

bool sees_customers(Transaction& transaction, const Actor& actor, const std::string& orders, std::int64_t first,
                    std::int64_t last) {
    // sql: the select of orders stands above
    return actor.may("customers.see_hidden") ||
           !transaction
                // sql: as above
                .query("SELECT 1 FROM customer WHERE hidden_in_search = 1 AND id <> :anonymous AND id IN (SELECT "
                       "customer_id FROM orders WHERE id IN (" + orders + ")) LIMIT 1",
                       customers::anonymous_customer, first, last)
                .next();
}

bool sees_all(Transaction& transaction, const Actor& actor, const std::string& event_dates, std::int64_t first,
              std::int64_t last) {
    if (!actor.promoters) return true;
    const auto seen = *events::seen_events(transaction, actor);
    // sql: written below
    auto rows = transaction.query(event_dates, first, last);
    while (rows.next())
        if (!std::binary_search(seen.begin(), seen.end(), rows.integer(0))) return false;
    return true;
}

bool sees_event_dates(Transaction& transaction, const Actor& actor, const std::string& orders, std::int64_t first,
                      std::int64_t last) {
    // sql: the select of orders stands above
    const std::string of_orders = " WHERE event_id IS NOT NULL AND order_id IN (" + orders + ")";
    // sql: as above
    return sees_all(transaction, actor, "SELECT DISTINCT event_id FROM ticket" + of_orders, first, last) &&
           sees_all(transaction, actor, "SELECT DISTINCT event_id FROM product_sale" + of_orders, first, last);
}

}  // namespace

/// Are the records first … last about event dates and customers that the actor sees? Of other modules: true.
bool may_see_records(Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last) {
    if (record == "event" || record == "event_sale")
        return sees_all(transaction, actor, "SELECT id FROM event WHERE id BETWEEN :first AND :last", first, last);
    for (const auto& one : orders_of)
        if (one.record == record) {
            const std::string orders(one.orders);
            return sees_customers(transaction, actor, orders, first, last) &&
                   sees_event_dates(transaction, actor, orders, first, last);
        }
    return true;
}

std::vector<audit::UndoRights> rights_of_undo() {
    return {{{"sale_paid", "sale_reserved", "order_paid", "tickets_given_back", "tickets_exchanged", "order_split",
              "orders_merged", "order_given_to", "overpaid_paid_back", "overpaid_moved"},
             {"sales.refund", "sales.sell"}},
            {{"reservation_expired", "reservation_prolonged"}, {"sales.sell"}},
            {{"event_put_on_sale"}, {"events.change"}},
            {{"label_rules_run"}, {"customers.change"}}};
}

}  // namespace kartei::orders
