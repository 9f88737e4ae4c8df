// Fixed seats as a list (T-047 to T-054): one row for each sale, seat set and event date, or one for each seat set with
// four columns for each event date. Read from the seats of the subscription list, so that both say the same.
#pragma once

#include "modules/reports/customer_report.hpp"
#include "modules/orders/fixed_seats.hpp"

namespace kartei::reports {

enum class SeatLayout { by_event, wide };

/// `seats`: the list with a row for each sold ticket of fixed subscriptions. `zone`: in whose time event dates are named.
std::shared_ptr<const lists::List> fixed_seats_list(sql::Transaction& transaction,
                                                    std::shared_ptr<const CustomerReport> seats, SeatLayout layout,
                                                    const std::string& zone);

}  // namespace kartei::reports
