// The customer's part of a row, looked up for pages; and ids as runs store them.
#pragma once

#include "modules/reports/order_rows.hpp"

namespace kartei::reports {

/// Customers of a page, looked up one by one.
class LookedUp {
public:
    LookedUp(sql::Transaction& transaction, const Vocabulary& vocabulary)
        : transaction_(transaction), vocabulary_(vocabulary) {}
    /// Stays valid until the next is asked for.
    const CustomerPart& find(std::string_view name_key, std::int64_t customer);

private:
    sql::Transaction& transaction_;
    const Vocabulary& vocabulary_;
    CustomerPart part_;
};

/// "3,17,20"
std::string pack_ids(const std::vector<std::int64_t>& ids);
std::vector<std::int64_t> unpack_ids(std::string_view packed);

}  // namespace kartei::reports
