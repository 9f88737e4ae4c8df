#include "modules/payments/dunning_levels.hpp"

namespace kartei::payments {

Dunned dunned(sql::Transaction& transaction, std::int64_t booking) {
    // sql: words of our own alone
    auto rows = transaction.query(
        std::string(
            "SELECT coalesce(i.booking_id, 0), coalesce(i.order_id, 0), i.due_to, i.level, r.run_on FROM dunning_item i"
            " JOIN dunning_run r ON r.id = i.run_id WHERE r.printed_at IS NOT NULL AND i.taken_out = 0 AND ")
            .append(booking != 0 ? "i.booking_id = (SELECT b.id FROM booking b WHERE b.number = :booking)"
                                 : ":booking = 0"),
        booking);
    Dunned all;
    while (rows.next())
        all[{rows.integer(0), rows.integer(1)}].push_back({rows.string(2), rows.integer(3), rows.string(4)});
    return all;
}

}  // namespace kartei::payments
