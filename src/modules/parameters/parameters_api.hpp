// The endpoints of the parameters: what fields offer, the towns of a postcode, and what a house sets for itself.
#pragma once

#include "audit/reversal.hpp"
#include "web/endpoint.hpp"

namespace kartei::parameters {

web::EndpointTable parameters_endpoints(House& house);
std::vector<web::NamedSchema> parameters_schemas();

/// How undo works on everything here.
std::vector<audit::Reversible> reversible_settings();

}  // namespace kartei::parameters
