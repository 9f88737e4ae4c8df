// What an office does with orders that stand (counter.md 3): divides one, puts two together, gives one to another customer,
// and settles what was paid too much. Each is one change, which undo takes back; what hangs on a ticket or article (claims,
// ledger, fees) goes with it, and the money by the ways it came in.
#pragma once

#include "modules/orders/order_work.hpp"

namespace kartei::orders {

struct Parts {
    std::vector<std::int64_t> tickets, products;  ///< ids; of product sales
};

/// The chosen tickets and articles become an order of their own, of the same customer; gives that one. Of a paid order it
/// gets what it costs, of a part-paid one its share. Subscriptions stay together (error.subscription_stays).
Result<OrderSum> split_order(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t order,
                             std::int64_t version, const Parts& parts);
/// Everything live of `from` goes over to `order`, with its money; `from` stays, empty. Refusals name "from": another
/// customer, one paid and the other not, a subscription in it.
Result<OrderSum> merge_orders(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t order,
                              std::int64_t version, std::int64_t from);
/// Its tickets and articles are another's from now on; ledger and labels follow. Not with a subscription in it, whose seat
/// rights are the holder's.
Result<OrderSum> give_order_to(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t order,
                               std::int64_t version, std::int64_t customer);
/// Until when it is reserved ("" = without end), and whether it is then deleted. Only while something of it is reserved.
Result<OrderSum> change_expiry(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t order,
                               std::int64_t version, const std::string& expires_at, bool delete_on_expiry);

/// What was paid too much goes back by `kind`, or as it came in (""; refuses "kind" where that is not known).
Result<OrderSum> pay_back_overpaid(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t order,
                                   std::int64_t version, const std::string& kind);
/// As much of it as is open there goes into another order of the same customer. Refusals name "to".
Result<OrderSum> move_overpaid(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t order,
                               std::int64_t version, std::int64_t to);
/// It goes out of the order, and `also` says where to, given the payments as amounts above nothing.
Result<OrderSum> release_overpaid(
    House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t order, std::int64_t version,
    std::string_view change_kind,
    const std::function<Result<Done>(audit::Change&, const OrderSum&, const std::vector<Payment>&)>& also);

}  // namespace kartei::orders
