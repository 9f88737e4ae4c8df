#include "modules/payments/payments.hpp"

#include <utility>

#include "audit/no_way_back.hpp"
#include "audit/reversal.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/payments/dunning_run.hpp"

namespace kartei::payments {
namespace {

/// What went to the bank is not undone: it is taken back item by item.
std::vector<audit::Reversible> reversible_debits() {
    std::vector<audit::Reversible> all;
    for (const std::string record : {"debit_run", "debit_item"})
        all.push_back({record, audit::no_change_back(record), audit::no_creation_back(record),
                       audit::gone_for_good(record)});
    return all;
}

}  // namespace

void join_payments() {
    static bool joined = false;
    if (std::exchange(joined, true)) return;
    auto& reversibles = audit::reversibles();
    for (auto& one : reversible_debits()) reversibles.push_back(std::move(one));
    for (auto& one : reversible_dunning()) reversibles.push_back(std::move(one));
    // J-184: whoever has postings stays.
    customers::references().push_back({"debit_item", "customer_id", true, "customer.has_debits"});
    customers::references().push_back({"dunning_item", "customer_id", true, "customer.has_reminders"});
}

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
