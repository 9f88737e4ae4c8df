// Tickets that were divided off into another order, or put into one, by the order and line they had at first: files of the
// system before go on naming those.
#pragma once

#include <vector>

#include "modules/orders/order.hpp"
#include "sql/database.hpp"

namespace kartei::orders {

/// Known once: where it goes afterwards does not change where it came from.
void note_moved(sql::Transaction& transaction, const Ticket& before);

struct MovedTicket {
    Ticket ticket;             ///< as it stands now; its line is the one it had
    std::string order_number;  ///< of the order it stands in
};
/// Tickets that came from this order and stand in another one.
std::vector<MovedTicket> moved_from(sql::Transaction& transaction, std::int64_t order);

}  // namespace kartei::orders
