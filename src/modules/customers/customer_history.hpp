// What happened to a customer and to what belongs to him, as one history. Upper modules whose changes belong there join
// their audit records (of which the id is the customer's) in the program's list of joined modules.
#pragma once

#include <string>
#include <vector>

#include "audit/change.hpp"

namespace kartei::customers {

/// An audit record of another module that tells of a customer.
struct RecordOfCustomer {
    std::string name;
};
/// All of them; begins with "customer".
const std::vector<std::string>& records_of_a_customer();

/// Newest first, older than event `before` (0: from the newest), at most `limit`.
std::vector<audit::Event> history_of_customer(House& house, sql::Transaction& transaction, std::int64_t customer,
                                              std::int64_t before, int limit);

}  // namespace kartei::customers
