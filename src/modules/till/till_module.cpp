// What the tills hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/till/till_actions.hpp"
#include "modules/till/till_api.hpp"
#include "modules/till/till_command.hpp"
#include "modules/till/till_store.hpp"

namespace kartei::till {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"till.use"}, {"till.all"}};
}

}  // namespace

Module till_module() {
    return Module("till")
        .hands<accounts::Permission>(permissions)
        .hands(audit::ModuleCommand{"till", till_command})
        .hands(audit::Endpoints(till_endpoints))
        .hands<web::NamedSchema>(till_schemas)
        .hands<audit::Reversible>(reversible_tills)
        .hands<audit::MaySeeRecords>(may_see_records)
        .hands(audit::UndoRights{{"till_opened", "till_moved", "till_closed"}, {"till.use"}})
        .hands(audit::counting_check("tills", "are wrong", check_tills));
}

}  // namespace kartei::till
