#include "modules/telephony/telephony.hpp"

#include <utility>

#include "audit/concerned.hpp"
#include "modules/telephony/call_store.hpp"

namespace kartei::telephony {
namespace {

/// Calls that a change created name their customer in their row.
bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last) {
    if (actor.may("customers.see_hidden") || record != "phone_call") return true;
    return !transaction
                .query(
                    "SELECT 1 FROM phone_call p JOIN customer c ON c.id = p.customer_id WHERE p.id BETWEEN :first AND"
                    " :last AND c.hidden_in_search = 1 LIMIT 1",
                    first, last)
                .next();
}

}  // namespace

void join_telephony() {
    static bool joined = false;
    if (std::exchange(joined, true)) return;
    for (auto& one : reversible_calls()) audit::reversibles().push_back(std::move(one));
    register_references();
    audit::records_seen().emplace_back(may_see_records);
    auto& rights = audit::rights_of_undo();
    for (const auto* kind : {"call_dialled", "call_noted", "call_changed", "call_assigned", "call_reported"})
        rights[kind] = {"calls.take"};
    rights["call_charged"] = {"calls.take", "bookings.change"};
    rights["call_hook_made"] = {"parameters.manage"};
}

}  // namespace kartei::telephony
