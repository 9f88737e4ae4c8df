#include "modules/reports/ticket_sales.hpp"

#include <limits>

#include "modules/customers/customer_store.hpp"
#include "modules/orders/customer_purchases.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;

std::string local_day(std::string_view instant, const std::string& zone) {
    const auto read = read_instant(instant, zone);
    return read ? write_date(local_time(*read, zone).date) : "";
}

constexpr std::string_view tickets_of_all =
    "SELECT o.customer_id, o.id, t.event_id, o.ordered_at, sum(t.price + t.fee), count(*) FROM orders o"
    " JOIN ticket t ON t.order_id = o.id WHERE t.state = 'sold' AND o.customer_id <> :anonymous"
    " GROUP BY o.customer_id, o.id, t.event_id, o.ordered_at";
/// His own orders lead there; a condition that means him or everybody would look at everybody's.
constexpr std::string_view tickets_of_one =
    "SELECT o.customer_id, o.id, t.event_id, o.ordered_at, sum(t.price + t.fee), count(*) FROM customer_order k"
    " JOIN orders o ON o.id = k.order_id AND o.customer_id = k.customer_id JOIN ticket t ON t.order_id = o.id"
    " WHERE k.customer_id = :customer AND t.state = 'sold' AND o.customer_id <> :anonymous"
    " GROUP BY o.customer_id, o.id, t.event_id, o.ordered_at";

/// Products that belong to no event date are everybody's to see.
void take_sales(const House& house, const events::EventsById& seen, sql::Rows rows, const TakeSale& take) {
    const auto& zone = house.rules.time_zone;
    while (rows.next()) {
        const auto event = seen.find(rows.integer(2));
        if (rows.integer(2) != 0 && event == seen.end()) continue;
        TicketSale sale{rows.integer(0), rows.integer(1)};
        sale.ordered_on = local_day(rows.text(3), zone);
        sale.event_on = event == seen.end() ? sale.ordered_on : local_day(event->second.starts_at, zone);
        sale.turnover = rows.integer(4), sale.tickets = rows.integer(5);
        take(sale);
    }
}

}  // namespace

void for_each_sale(const House& house, Transaction& transaction, const events::EventsById& seen, std::int64_t customer,
                   const TakeSale& take) {
    const auto first = customer == 0 ? std::int64_t{0} : customer,
               last = customer == 0 ? std::numeric_limits<std::int64_t>::max() : customer;
    take_sales(house, seen,
               customer == 0 ? transaction.stream(tickets_of_all, customers::anonymous_customer)
                             : transaction.stream(tickets_of_one, customer, customers::anonymous_customer),
               take);
    take_sales(house, seen,
               transaction.stream("SELECT s.customer_id, o.id, coalesce(s.event_id, 0),"
                                  " coalesce(s.sold_at, o.ordered_at), s.quantity * s.unit_price, 0"
                                  " FROM product_sale s JOIN orders o ON o.id = s.order_id"
                                  " WHERE s.state = 'sold' AND s.customer_id >= :first AND s.customer_id <= :last"
                                  " AND s.customer_id <> :anonymous",
                                  first, last, customers::anonymous_customer),
               take);
}

PaidAndOpen paid_of_orders(Transaction& transaction, const events::EventsById& seen, std::int64_t customer) {
    PaidAndOpen all;
    std::int64_t before = 0;
    do {
        const auto page = orders::purchases_of(transaction, seen, customer, before, 500, "");
        for (const auto& purchase : page.orders) {
            if (!purchase.is_whole) continue;  // what was paid speaks of all of it
            all.paid += purchase.order.paid;
            all.open += purchase.total() - purchase.order.paid;
        }
        before = page.before;
    } while (before != 0);
    return all;
}

}  // namespace kartei::reports
