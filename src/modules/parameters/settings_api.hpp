// The endpoints of what a house sets for itself: parameters, captions, lists of choices, ranges of numbers, base
// data, its name and logo.
// Joined by parameters_endpoints().
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::parameters {

web::EndpointTable settings_endpoints(House& house);   ///< parameters, captions, number ranges
web::EndpointTable list_endpoints(House& house);       ///< lists of choices
web::EndpointTable base_data_endpoints(House& house);
web::EndpointTable own_house_endpoints(House& house);  ///< its name and logo
std::vector<web::NamedSchema> settings_schemas();
std::vector<web::NamedSchema> list_schemas();
std::vector<web::NamedSchema> base_data_schemas();
std::vector<web::NamedSchema> own_house_schemas();

}  // namespace kartei::parameters
