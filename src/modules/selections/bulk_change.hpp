// A change of many customers at once: fields, statuses, labels, or their deletion, as one change event that undo takes
// back. Works in short transactions; cancelled before its end, or cut off, all of it goes back. Whoever cannot be
// changed is skipped and named with the reason.
#pragma once

#include <nlohmann/json.hpp>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "jobs/job.hpp"
#include "modules/customers/customer_actions.hpp"

namespace kartei::selections {

/// More are changed only by who says how many they are; whoever deletes always says it (decisions.md 34).
constexpr std::int64_t most_unasked = 100;

struct BulkOrder {
    customers::NewValues set;
    /// J-180: a status by its number or caption; which field that is of each kind of customer.
    std::vector<std::pair<std::vector<int>, bool>> statuses;
    std::vector<std::int64_t> give, take;  ///< labels
    bool remove = false;
    std::string what;  ///< in words: "status5 = 1, +VIP"
};

/// {"set": {"category": "regular", "Newsletter": true}, "give": ["VIP"], "take": […]} or {"delete": true}. Refusals,
/// all at once: unknown fields, values that cannot be, labels that are not there; forbidden without the right to change
/// or delete customers.
Result<BulkOrder> read_bulk_order(House& house, sql::Transaction& transaction, const Actor& actor,
                                  const nlohmann::json& asked);

/// Refuses conflict (error.confirm_count) when the number was not said, or is another one.
Result<Done> confirm_bulk(const BulkOrder& order, std::int64_t count, std::optional<std::int64_t> confirmed);

/// {"changed", "unchanged", "skipped", "reasons": [{"number", "name", "why"}], "change_event"}. Outside any
/// transaction.
Result<nlohmann::json> run_bulk_change(House& house, const Actor& actor, const BulkOrder& order,
                                       const std::vector<std::int64_t>& customers, jobs::Progress& progress);

/// Takes back what was cut off; for the start of the server.
void recover_bulk_changes(House& house);

}  // namespace kartei::selections
