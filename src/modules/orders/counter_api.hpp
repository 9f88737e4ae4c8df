// Endpoints of the counter: how an event date is sold, its seats and who has them, holds, sales, and what happens to an
// order afterwards.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::orders {

web::EndpointTable counter_endpoints(House& house);
std::vector<web::NamedSchema> counter_schemas();

// Its parts.
web::EndpointTable event_sale_endpoints(House& house);
web::EndpointTable seats_endpoints(House& house);
web::EndpointTable counter_sales_endpoints(House& house);

}  // namespace kartei::orders
