// The door over HTTP: which event dates let people in, scanning, what was scanned, taking a mistake back.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::admission {

web::EndpointTable admission_endpoints(House& house);
std::vector<web::NamedSchema> admission_schemas();

}  // namespace kartei::admission
