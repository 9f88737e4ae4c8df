// Endpoints of seat plans: list, one plan, a new edition by ranges or by places.
#pragma once

#include "audit/house.hpp"
#include "modules/events/seat_plan.hpp"
#include "web/endpoint.hpp"

namespace kartei::events {

/// Places that a body asks for by ranges, one by one, or both; arranged().
Result<std::vector<Place>> asked_places(const web::Json& body);
web::Json plan_json(const SeatPlan& plan);
/// Ranges and places as members of a body.
std::vector<std::pair<std::string, web::Json>> places_members();

web::EndpointTable seat_plans_endpoints(House& house);
std::vector<web::NamedSchema> seat_plans_schemas();

}  // namespace kartei::events
