// The endpoint of the sales ledger.
#pragma once

#include "modules/audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::orders {

web::EndpointTable sales_endpoints(House& house);
std::vector<web::NamedSchema> sales_schemas();

}  // namespace kartei::orders
