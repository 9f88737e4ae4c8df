// The ticket side of statistics (decisions.md 25): what customers bought, by day of the event and of the order. Only
// event dates that the actor may see count.
#pragma once

#include "audit/house.hpp"
#include "modules/events/event_filter.hpp"

namespace kartei::reports {

struct TicketSale {
    std::int64_t customer_id = 0, order_id = 0;
    std::string event_on, ordered_on;  ///< local days, "" where there is none
    std::int64_t turnover = 0, tickets = 0;
};
using TakeSale = std::function<void(const TicketSale&)>;

/// Sold tickets with their fees and sold products, one call for each order and event date; of one customer, or of all
/// (0).
void for_each_sale(const House& house, sql::Transaction& transaction, const events::EventsById& seen,
                   std::int64_t customer, const TakeSale& take);

/// What of his orders was paid and is open, as far as their event dates are seen.
struct PaidAndOpen {
    std::int64_t paid = 0, open = 0;
};
PaidAndOpen paid_of_orders(sql::Transaction& transaction, const events::EventsById& seen, std::int64_t customer);

}  // namespace kartei::reports
