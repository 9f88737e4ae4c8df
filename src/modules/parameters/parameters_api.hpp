// The endpoints of the parameters: what fields offer, and the towns of a postcode. Joined by the program.
#pragma once

#include "sql/database.hpp"
#include "web/endpoint.hpp"

namespace kartei::parameters {

web::EndpointTable parameters_endpoints(sql::Database& database);
std::vector<web::NamedSchema> parameters_schemas();

}  // namespace kartei::parameters
