// GET /customers/{id}/purchases: what a customer bought, for his profile and for programs beside Kartei.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::orders {

web::EndpointTable purchases_endpoints(House& house);
std::vector<web::NamedSchema> purchases_schemas();

}  // namespace kartei::orders
