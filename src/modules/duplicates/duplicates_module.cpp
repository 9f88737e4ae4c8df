// What the search for duplicates hands in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/duplicates/duplicate_actions.hpp"
#include "modules/duplicates/duplicate_terms.hpp"
#include "modules/duplicates/duplicates_api.hpp"
#include "modules/duplicates/duplicates_commands.hpp"
#include "modules/duplicates/undo_rights.hpp"

namespace kartei::duplicates {
namespace {

std::vector<audit::UndoRights> rights_of_undo() {
    return {{{"customers_kept_apart", "customers_not_kept_apart"}, {"customers.change"}},
            {{"duplicate_rules_changed"}, {"settings.change"}}};
}

}  // namespace

Module duplicates_module() {
    return Module("duplicates")
        .hands(accounts::Permission{"settings.change"})
        .hands(audit::ModuleCommand{"duplicates", duplicates_command})
        .hands(audit::Endpoints(duplicates_endpoints))
        .hands<web::NamedSchema>(duplicates_schemas)
        .hands<customers::MoreTerms>(add_likeness_terms)
        .hands<audit::Reversible>(reversible_likeness)
        .hands<audit::MaySeeRecords>(may_see_records)
        .hands<audit::UndoRights>(rights_of_undo);
}

}  // namespace kartei::duplicates
