#include "modules/orders/order_followers.hpp"

namespace kartei::orders {

std::vector<OrderFollower>& order_followers() {
    static std::vector<OrderFollower> all;
    return all;
}

}  // namespace kartei::orders
