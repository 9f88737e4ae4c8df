// Endpoints of seat plans: list, one plan, a new edition by ranges or by places.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::events {

web::EndpointTable seat_plans_endpoints(House& house);
std::vector<web::NamedSchema> seat_plans_schemas();

}  // namespace kartei::events
