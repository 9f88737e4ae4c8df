// The endpoints of a profile's lists, made from the declarations in list.cpp. Joined by the program.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::profile {

web::EndpointTable profile_endpoints(House& house);

/// Joins what others ask of this module: how its records are undone, masked, declared and shown in a customer's
/// history, and which tables point at customers.
void join_profile();

}  // namespace kartei::profile
