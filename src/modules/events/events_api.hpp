// Endpoints of the event dates: what the event filter offers, and the list of event dates.
#pragma once

#include "modules/events/event_list.hpp"
#include "web/endpoint.hpp"

namespace kartei::events {

web::EndpointTable events_endpoints(House& house, SalesOfEvents sales);

/// What is said of the sale of an event date (seat_plan_store.hpp, EventSale::state).
web::Json sale_state_schema();

/// Query parameters of the filter, for endpoints that choose event dates, and their reading.
std::vector<web::ParameterDeclaration> filter_parameters();
EventFilter filter_of(const web::Request& request);

}  // namespace kartei::events
