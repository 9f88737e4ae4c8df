#include "modules/imports/customer_source.hpp"

#include <nlohmann/json.hpp>

#include "audit/no_way_back.hpp"
#include "modules/imports/import_kinds.hpp"

namespace kartei::imports {

using audit::Conflict;
using nlohmann::json;
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
    const std::string record = "customer_source";
    auto remove = [record](House&, Transaction& transaction, audit::Change& change, std::int64_t first,
                           std::int64_t last, std::int64_t event, bool check_only) {
        if (check_only) return std::vector<Conflict>();
        auto rows = transaction.query(
            "DELETE FROM customer_source WHERE customer_id >= :first AND customer_id <= :last AND created_event = "
            ":event RETURNING source, source_key, customer_id",
            first, last, event);
        while (rows.next())
            change.deleted(record, rows.integer(2), json::array({rows.text(0), rows.text(1), event}).dump(),
                           rows.integer(2));
        return std::vector<Conflict>();
    };
    auto bring_back = [record](House&, Transaction& transaction, audit::Change& change, std::int64_t customer,
                               const std::string& row, bool check_only) -> std::vector<Conflict> {
        if (row.empty()) return {{record, customer, "", "", "error.erased"}};
        if (check_only) return {};
        const auto values = json::parse(row);
        const bool back = transaction.execute(
                              "INSERT INTO customer_source (source, source_key, customer_id, created_event)"
                              " VALUES (:source, :source_key, :customer_id, :created_event) ON CONFLICT DO NOTHING",
                              values.at(0).get_ref<const std::string&>(), values.at(1).get_ref<const std::string&>(),
                              customer, values.at(2).get<std::int64_t>()) > 0;
        if (!back) return {{record, customer, "", "", "error.changed_since"}};
        change.created(record, customer);
        return {};
    };
    return {record, audit::no_change_back(record), remove, bring_back};
}

}  // namespace kartei::imports
