// A subscription at the counter (counter.md 4): seats are chosen once and become a ticket at each event date it is sold
// for, all claimed in the transaction of the sale; the clerk may name another seat at one date.
#pragma once

#include "modules/orders/sale_pricing.hpp"
#include "modules/orders/subscription_terms.hpp"

namespace kartei::orders {

/// Adds the tickets of all subscriptions of a sale; `subscription_id` and `seat_set` say what they were sold by.
/// Refusals name "subscriptions".
Result<Done> add_subscriptions(House& house, sql::Transaction& transaction, Offers& offers,
                               const std::vector<WantedSubscription>& wanted, std::vector<Ticket>& tickets);
/// Event dates of the subscriptions of a sale.
std::vector<std::int64_t> dates_of(sql::Transaction& transaction, const std::vector<WantedSubscription>& wanted);

/// A reserved order whose seats are known to be free: row, tickets, claims and lines. `seats` are those of the tickets,
/// in their order. The caller holds the house and has asked are_free(); `change` gets what was created.
void store_reserved(sql::Transaction& transaction, audit::Change& change, Order& order, std::vector<Ticket>& tickets,
                    const std::vector<std::int64_t>& seats);
/// Whether nobody has any of these seats (event date and seat); holds that are over end with it.
bool are_free(sql::Transaction& transaction, const std::vector<std::pair<std::int64_t, std::int64_t>>& seats,
              std::string_view now);
/// A number nobody has: houses bring numbers along that look like ours.
std::string free_number(sql::Transaction& transaction);

}  // namespace kartei::orders
