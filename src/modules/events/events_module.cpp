// What event dates, their catalogue and seat plans hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/declared_records.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/catalogue_records.hpp"
#include "modules/events/event.hpp"
#include "modules/events/event_store.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "modules/events/seat_plans_api.hpp"
#include "modules/parameters/module_switch.hpp"

namespace kartei::events {
namespace {

std::vector<accounts::Permission> permissions() {
    return {{"events.read"}, {"events.change"}};
}

/// The form of an event date is made of its fields, too.
customers::DeclaredRecord declared_event() {
    customers::DeclaredRecord event{"event", {}};
    for (const auto& member : event_fields()) event.fields.push_back(member.field);
    return event;
}

}  // namespace

/// Endpoints of event dates say what was sold for them: the module of orders hands them in.
Module events_module() {
    return Module("events")
        .hands<accounts::Permission>(permissions)
        .hands(audit::Endpoints([](const audit::Serving& here) {
            return parameters::only_with_module(here.house, "venue", seat_plans_endpoints(here.house));
        }))
        .hands<web::NamedSchema>(seat_plans_schemas)
        .hands<parameters::JoinedBaseData>([] { return catalogue_records(); })
        .hands<customers::DeclaredRecord>(declared_event)
        .hands<audit::Reversible>(reversible_event)
        .hands<audit::Reversible>(reversible_plan)
        .hands<audit::Reversible>(reversible_catalogue)
        .hands(audit::UndoRights{{"event_date_created", "event_date_changed", "event_dates_copied",
                                  "event_sales_changed", "seat_plan_made", "seat_plan_corrected"},
                                 {"events.change"}});
}

}  // namespace kartei::events
