// Endpoints of permissions: which there are, what a customer declared, and one more declaration.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::consents {

web::EndpointTable consents_endpoints(House& house);

}  // namespace kartei::consents
