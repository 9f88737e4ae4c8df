// The rules of labels for everybody, as an endpoint.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::orders {

web::EndpointTable label_rules_endpoints(House& house);

}  // namespace kartei::orders
