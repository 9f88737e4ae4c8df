// What selections and changes of many hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "lists/shared_report.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/selections/bulk_change.hpp"
#include "modules/selections/saved_selections.hpp"
#include "modules/selections/selection_report.hpp"
#include "modules/selections/selections_api.hpp"
#include "modules/selections/selections_commands.hpp"

namespace kartei::selections {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"selections.run"}, {"selections.save"}, {"selections.share"}, {"selections.delete_others"},
            {"customers.change_many"}};
}

std::vector<audit::UndoRights> rights_of_undo() {
    return {{{"selection_created", "selection_changed", "selection_deleted"}, {"selections.save"}},
            {{"customers_changed"}, {"customers.change", "customers.change_many"}},
            {{"customers_deleted"}, {"customers.change_many", "customers.delete"}}};
}

}  // namespace

Module selections_module() {
    return Module("selections")
        .hands<accounts::Permission>(permissions)
        .hands(audit::ModuleCommand{"select", select_command})
        .hands(audit::Endpoints([](const audit::Serving& here) {
            return selections_endpoints(here.house, here.shared.get<Engine>());
        }))
        .hands(audit::Endpoints([](const audit::Serving& here) {
            return bulk_endpoints(here.house, here.jobs, here.shared.get<Engine>());
        }))
        .hands<web::NamedSchema>(selections_schemas)
        .hands(lists::SharedReport{[](Shared& shared) { return selection_report(shared.get<Engine>()); }})
        .hands<audit::Reversible>(reversible_selections)
        .hands<audit::MaySeeRecords>(may_undo_records)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands(audit::Recovery{recover_bulk_changes});
}

}  // namespace kartei::selections
