// What papers of bookings, receipts and settlements with agencies hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/papers/order_receipt.hpp"
#include "modules/papers/papers_api.hpp"
#include "modules/papers/papers_commands.hpp"
#include "modules/papers/receipts.hpp"
#include "modules/papers/receipts_api.hpp"
#include "modules/papers/settlement_api.hpp"
#include "modules/parameters/module_switch.hpp"

namespace kartei::papers {

Module papers_module() {
    return Module("papers")
        .hands(audit::ModuleCommand{"paper", paper_command})
        .hands(audit::ModuleCommand{"receipt", receipt_command})
        .hands(audit::ModuleCommand{"settle-agencies", settle_agencies_command})
        .hands(audit::Endpoints(papers_endpoints))
        .hands(audit::Endpoints([](const audit::Serving& here) {
            return parameters::only_with_module(here.house, "venue", order_receipt_endpoints(here.house));
        }))
        .hands(audit::Endpoints(receipts_endpoints))
        .hands(accounts::Permission{"receipts.read"})
        .hands<audit::Reversible>(reversible_receipt_print)
        .hands(audit::Endpoints(settlement_endpoints))
        .hands(audit::UndoRights{{"booking_paper", "agencies_settled"}, {"bookings.invoice"}})
        .hands(audit::UndoRights{{"receipt_printed"}, {"receipts.read"}});
}

}  // namespace kartei::papers
