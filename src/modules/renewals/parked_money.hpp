// Money that a customer paid before there was anything to pay for (counter.md 4): parked on him, and paid into an order
// when there is one, or back. A ledger that is only added to; its sum is never below 0.
#pragma once

#include "modules/orders/counter_sale.hpp"
#include "modules/parameters/plain_record.hpp"

namespace kartei::renewals {

struct ParkedLine {
    std::int64_t id = 0, version = 1, customer_id = 0, amount = 0;
    std::string kind;  ///< how it was paid, as orders::Payment has it
    std::int64_t order_id = 0;
    std::string parked_at, parked_by;
};
struct Parked {
    std::vector<ParkedLine> lines;  ///< the newest first
    std::int64_t sum = 0;
};
Parked parked_of(sql::Transaction& transaction, std::int64_t customer);

/// In (amount > 0), or back out (amount < 0, takes sales.refund). Refusals name "amount" and "kind".
Result<std::int64_t> park(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t customer,
                          const orders::Payment& payment);
/// Pays an order of what is parked on its customer, as much as is open and there; conflict when there is nothing.
Result<orders::OrderSum> pay_from_parked(House& house, sql::Transaction& transaction, const Actor& actor,
                                         std::int64_t order, std::int64_t version);

/// As part of a change that goes on: what came out of an order stays on its customer. Whoever calls holds him.
void park_within(House& house, sql::Transaction& transaction, audit::Change& change, const Actor& actor,
                 std::int64_t customer, const orders::Payment& payment, std::int64_t order);
/// What was paid too much for an order is parked on its customer; conflict for the anonymous one.
Result<orders::OrderSum> park_overpaid(House& house, sql::Transaction& transaction, const Actor& actor,
                                       std::int64_t order, std::int64_t version);

audit::Reversible reversible_parked_money();

}  // namespace kartei::renewals
