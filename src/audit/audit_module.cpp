// What the audit itself hands in (base/module.hpp).
#include "audit/audit_api.hpp"
#include "audit/serving.hpp"
#include "audit/undo_run.hpp"
#include "base/module.hpp"

namespace kartei::audit {

Module audit_module() {
    return Module("audit")
        .hands(Endpoints([](const Serving& here) { return audit_endpoints(here.house, &here.jobs); }))
        .hands<web::NamedSchema>(audit_schemas)
        .hands(Recovery{[](House& house) { recover_undos(house); }});
}

}  // namespace kartei::audit
