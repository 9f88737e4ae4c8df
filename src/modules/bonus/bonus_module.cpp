// What bonus points hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/bonus/bonus_actions.hpp"
#include "modules/bonus/bonus_api.hpp"
#include "modules/bonus/bonus_of_bookings.hpp"
#include "modules/bonus/bonus_store.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::bonus {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"bonus.read"}, {"bonus.change"}};
}

/// What was entered for him goes with a customer and comes back with him; what bookings earned is where they are.
customers::Reference entered_for_customers() { return {"bonus_entry", "customer_id", false, "", entry_columns()}; }

}  // namespace

Module bonus_module() {
    return Module("bonus")
        .hands<accounts::Permission>(permissions)
        .hands(audit::Endpoints(bonus_endpoints))
        .hands<web::NamedSchema>(bonus_schemas)
        .hands<bookings::BookingFollower>(points_of_bookings)
        .hands<audit::Reversible>(reversible_entries)
        .hands<audit::MaySeeRecords>(may_see_records)
        .hands(audit::UndoRights{{"bonus_entered"}, {"bonus.change"}})
        .hands<customers::Reference>(entered_for_customers)
        .hands(audit::counting_check("bonus points", "are wrong", check_bonus));
}

}  // namespace kartei::bonus
