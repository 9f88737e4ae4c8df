// What telephony hands in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/accounts.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/telephony/call_json.hpp"
#include "modules/telephony/call_store.hpp"
#include "modules/telephony/calls_api.hpp"
#include "modules/telephony/calls_report.hpp"

namespace kartei::telephony {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"calls.read"}, {"calls.take"}};
}

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

std::vector<audit::UndoRights> rights_of_undo() {
    return {{{"call_dialled", "call_noted", "call_changed", "call_assigned", "call_reported"}, {"calls.take"}},
            {{"call_charged"}, {"calls.take", "bookings.change"}},
            {{"call_hook_made"}, {"parameters.manage"}}};
}

}  // namespace

Module telephony_module() {
    return Module("telephony")
        .hands<accounts::Permission>(permissions)
        .hands(audit::Endpoints([](const audit::Serving& here) {
            return telephony_endpoints(here.house, &here.shared.find<accounts::Accounts>()->sessions);
        }))
        .hands<web::NamedSchema>(telephony_schemas)
        .hands<lists::Report>(calls_report)
        .hands<audit::Reversible>(reversible_calls)
        .hands<audit::MaySeeRecords>(may_see_records)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands<customers::Reference>(references_of_calls)
        .hands(customers::RecordOfCustomer{std::string(history_record)});
}

}  // namespace kartei::telephony
