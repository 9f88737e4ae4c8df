#include "modules/payments/dunning_levels.hpp"

namespace kartei::payments {

Dunned dunned(sql::Transaction& transaction) {
    auto rows = transaction.query(
        "SELECT coalesce(i.booking_id, 0), coalesce(i.order_id, 0), i.due_to, i.level, r.run_on FROM dunning_item i"
        " JOIN dunning_run r ON r.id = i.run_id WHERE r.printed_at IS NOT NULL AND i.taken_out = 0");
    Dunned all;
    while (rows.next())
        all[{rows.integer(0), rows.integer(1)}].push_back({rows.string(2), rows.integer(3), rows.string(4)});
    return all;
}

}  // namespace kartei::payments
