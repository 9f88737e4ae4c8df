// Endpoints of the counter: how an event date is sold, its seats and who has them, holds, sales, and what happens to an
// order afterwards.
#pragma once

#include "modules/orders/counter_sale.hpp"
#include "web/endpoint.hpp"

namespace kartei::orders {

web::EndpointTable counter_endpoints(House& house);
std::vector<web::NamedSchema> counter_schemas();

// Its parts.
web::EndpointTable event_sale_endpoints(House& house);
web::EndpointTable seats_endpoints(House& house);
web::EndpointTable counter_sales_endpoints(House& house);
web::EndpointTable counter_offers_endpoints(House& house);
web::EndpointTable event_dates_endpoints(House& house);
web::EndpointTable order_desk_endpoints(House& house);
std::vector<web::NamedSchema> event_dates_schemas();

/// What somebody wants to buy, as a body says it, and how such a body looks.
Result<SaleWish> sale_wish(const House& house, const web::Json& body);
web::Json sale_wish_schema();

}  // namespace kartei::orders
