// The endpoints of the sales ledger: lines, what they add up to, and all of them as a file.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::orders {

web::EndpointTable sales_endpoints(House& house);
std::vector<web::NamedSchema> sales_schemas();

}  // namespace kartei::orders
