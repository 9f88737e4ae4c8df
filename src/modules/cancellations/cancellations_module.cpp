// What cancelled dates hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/cancellations/cancel_command.hpp"
#include "modules/cancellations/cancellation.hpp"
#include "modules/cancellations/cancellations.hpp"
#include "modules/parameters/module_switch.hpp"

namespace kartei::cancellations {

Module cancellations_module() {
    return Module("cancellations")
        .hands(audit::ModuleCommand{"cancel-event-date", cancel_date_command})
        .hands(audit::Endpoints([](const audit::Serving& here) {
            return parameters::only_with_module(here.house, "venue", cancellations_endpoints(here.house, here.jobs));
        }))
        .hands<lists::Report>([] { return parameters::only_with_venue(cancelled_dates_report()); })
        .hands(audit::UndoRights{{"event_date_cancelled"}, {"sales.refund", "events.change"}})
        .hands(audit::Recovery{recover_cancellations});
}

}  // namespace kartei::cancellations
