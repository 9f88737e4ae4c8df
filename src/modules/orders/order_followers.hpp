// Who else must do something when an order was sold, paid, given back or exchanged: seat rights follow their sale.
// Called within the change, after claims, lists and ledger are right and before it is sealed.
#pragma once

#include <functional>
#include <vector>

#include "audit/change.hpp"
#include "base/module.hpp"

namespace kartei::orders {

using OrderFollower = std::function<void(House&, sql::Transaction&, audit::Change&, std::int64_t order)>;

inline void follow_order(House& house, sql::Transaction& transaction, audit::Change& change, std::int64_t order) {
    for (const auto& follower : handed_in<OrderFollower>()) follower(house, transaction, change, order);
}

}  // namespace kartei::orders
