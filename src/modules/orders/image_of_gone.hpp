// What the audit keeps of an order, a ticket or an article that went with the undo of its creation and cannot come back:
// whose it was, for whoever follows the log (selections). {"customer_id": 4711}
#pragma once

#include <nlohmann/json.hpp>

namespace kartei::orders {

inline std::string image_of_gone(std::int64_t customer) { return nlohmann::json{{"customer_id", customer}}.dump(); }

}  // namespace kartei::orders
