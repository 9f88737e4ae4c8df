// What merging hands in (base/module.hpp).
#include "audit/audit_api.hpp"
#include "audit/concerned.hpp"
#include "audit/last_changes.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/merges/merge_actions.hpp"
#include "modules/merges/merges_api.hpp"

namespace kartei::merges {

Module merges_module() {
    return Module("merges")
        .hands(accounts::Permission{"customers.merge"})
        .hands(audit::ModuleCommand{"merge", merge_command})
        .hands(audit::ModuleCommand{"unmerge", unmerge_command})
        .hands(audit::Endpoints(merges_endpoints))
        .hands<audit::Reversible>(reversible_merges)
        .hands(customers::RecordOfCustomer{std::string(merge_record)})
        .hands(audit::MovingRecord{std::string(merge_record)})
        .hands<customers::CreationCheck>(merged_since)
        .hands<audit::EventNote>(note_merge)
        .hands(audit::UndoRights{{"customers_merged"}, {"customers.merge"}});
}

}  // namespace kartei::merges
