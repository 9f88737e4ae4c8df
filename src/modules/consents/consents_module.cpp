// What labels, permissions and the suppression list hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "lists/runs.hpp"
#include "modules/consents/consent_export.hpp"
#include "modules/consents/consent_records.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/consents_api.hpp"
#include "modules/consents/labels_api.hpp"
#include "modules/consents/suppressions.hpp"
#include "modules/consents/undo_rights.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::consents {
Module consents_module() {
    return Module("consents")
        .hands(audit::Endpoints(consents_endpoints))
        .hands(audit::Endpoints([](const audit::Serving& here) {
            return labels_endpoints(here.house, here.shared.find<lists::Runs>());
        }))
        .hands<audit::Reversible>(reversible_suppressions)
        .hands<audit::Reversible>(reversible_consents)
        .hands<audit::MaySeeRecords>(may_see_records)
        .hands(audit::UndoRights{
            {"customers_labelled", "customers_unlabelled", "permission_declared"}, {"customers.change"}})
        .hands<parameters::JoinedBaseData>(consent_records)
        .hands<customers::Reference>(references)
        .hands<customers::RegisterExport>(consent_exports)
        .hands(audit::counting_check("consents beside the lines", "differ", check_consents));
}

}  // namespace kartei::consents
