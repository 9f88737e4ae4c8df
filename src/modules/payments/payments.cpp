#include "modules/payments/payments.hpp"

namespace kartei::payments {

std::int64_t check_debits(sql::Transaction& transaction) {
    auto rows = transaction.query(
        "SELECT (SELECT count(*) FROM debit_run r WHERE r.state = 'made' AND (r.items <> (SELECT count(*) FROM debit_item i"
        " WHERE i.run_id = r.id) OR r.total <> (SELECT coalesce(sum(i.amount), 0) FROM debit_item i WHERE i.run_id = r.id)))"
        " + (SELECT count(*) FROM debit_item i JOIN debit_run r ON r.id = i.run_id WHERE r.state = 'made' AND NOT EXISTS"
        " (SELECT 1 FROM booking_payment p WHERE p.booking_id = i.booking_id AND p.position = i.payment"
        " AND p.amount = i.amount))"
        " + (SELECT count(*) FROM debit_item i JOIN debit_run r ON r.id = i.run_id WHERE r.state = 'withdrawn'"
        " AND i.payment <> 0 AND NOT EXISTS (SELECT 1 FROM booking_payment p WHERE p.booking_id = i.booking_id"
        " AND p.reverses = i.payment))");
    return rows.next() ? rows.integer(0) : 0;
}

}  // namespace kartei::payments
