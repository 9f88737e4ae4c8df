// What the door hands in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/admission/admission_api.hpp"
#include "modules/admission/scan_store.hpp"
#include "modules/admission/scans_report.hpp"
#include "modules/parameters/module_switch.hpp"

namespace kartei::admission {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"scans.scan"}, {"scans.undo"}};
}

lists::Reports reports() {
    return {parameters::only_with_venue(scans_report()), parameters::only_with_venue(admissions_report())};
}

}  // namespace

Module admission_module() {
    return Module("admission")
        .hands<accounts::Permission>(permissions)
        .hands(audit::Endpoints(admission_endpoints))
        .hands<web::NamedSchema>(admission_schemas)
        .hands<lists::Report>(reports)
        .hands<audit::Reversible>(reversible_scan)
        .hands(audit::UndoRights{{"ticket_scanned"}, {"scans.undo"}});
}

}  // namespace kartei::admission
