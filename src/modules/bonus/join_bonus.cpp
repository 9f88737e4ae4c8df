#include "modules/bonus/join_bonus.hpp"

#include <utility>

#include "audit/concerned.hpp"
#include "audit/reversal.hpp"
#include "modules/bonus/bonus_actions.hpp"
#include "modules/bonus/bonus_of_bookings.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::bonus {

void join_bonus() {
    static bool joined = false;
    if (std::exchange(joined, true)) return;
    bookings::booking_followers().push_back(points_of_bookings());
    audit::reversibles().push_back(reversible_entries());
    audit::rights_of_undo()["bonus_entered"] = {"bonus.change"};
    audit::records_seen().emplace_back(may_see_records);
    // What was entered for him goes with a customer and comes back with him; what bookings earned is where they are.
    customers::references().push_back({"bonus_entry", "customer_id", false, "", entry_columns()});
}

}  // namespace kartei::bonus
