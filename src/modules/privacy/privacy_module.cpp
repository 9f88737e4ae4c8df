// What a person's rights hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/privacy/erasure.hpp"
#include "modules/privacy/privacy_api.hpp"

namespace kartei::privacy {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"privacy.export"}, {"privacy.erase"}, {"privacy.kept"}};
}

std::vector<audit::UndoRights> rights_of_undo() {
    return {{{"customer_erased"}, {"privacy.erase"}},
            {{"personal_data_exported"}, {"privacy.export"}},
            {{"kept_records_read", "kept_records_expired"}, {"privacy.kept"}}};
}

}  // namespace

Module privacy_module() {
    return Module("privacy")
        .hands<accounts::Permission>(permissions)
        .hands(audit::ModuleCommand{"privacy", privacy_command})
        .hands(audit::Endpoints(privacy_endpoints))
        .hands<audit::Reversible>(reversible_erasures)
        .hands<audit::UndoRights>(rights_of_undo)
        .hands(audit::Recovery{recover_privacy});
}

}  // namespace kartei::privacy
