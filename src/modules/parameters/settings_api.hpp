// The endpoints of what a house sets for itself: parameters, captions, lists of choices, ranges of numbers, base data.
// Joined by parameters_endpoints().
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::parameters {

web::EndpointTable settings_endpoints(House& house);   ///< parameters, captions, number ranges
web::EndpointTable list_endpoints(House& house);       ///< lists of choices
web::EndpointTable base_data_endpoints(House& house);
std::vector<web::NamedSchema> settings_schemas();
std::vector<web::NamedSchema> list_schemas();
std::vector<web::NamedSchema> base_data_schemas();

}  // namespace kartei::parameters
