// The endpoints of a profile's lists, made from the declarations in list.cpp.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::profile {

web::EndpointTable profile_endpoints(House& house);

}  // namespace kartei::profile
