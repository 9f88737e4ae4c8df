#include "modules/imports/customer_source.hpp"

#include "modules/imports/import_kinds.hpp"

namespace kartei::imports {

using audit::Conflict;
using sql::Transaction;

const std::vector<std::string>& source_columns() {
    static const std::vector<std::string> columns{"source", "source_key", "customer_id", "created_event"};
    return columns;
}

void link_source(Transaction& transaction, audit::Change& change, std::string_view source, std::string_view key,
                 std::int64_t customer) {
    transaction.execute(
        "INSERT INTO customer_source (source, source_key, customer_id, created_event) VALUES (:source, :source_key, "
        ":customer_id, :created_event)",
        source, key, customer, change.event());
    change.created("customer_source", customer);
}

audit::Reversible reversible_source() {
    auto nothing = [](auto&&...) { return std::vector<Conflict>(); };
    auto remove = [](House&, Transaction& transaction, audit::Change&, std::int64_t first, std::int64_t last,
                     std::int64_t event, bool check_only) {
        if (!check_only)
            transaction.execute(
                "DELETE FROM customer_source WHERE customer_id >= :first AND customer_id <= :last AND created_event = "
                ":event",
                first, last, event);
        return std::vector<Conflict>();
    };
    return {"customer_source", nothing, remove, nothing};
}

}  // namespace kartei::imports
