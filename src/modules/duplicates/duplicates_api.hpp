// The endpoints of the duplicates: check while typing, scans and their groups, pairs that are not one person, rules.
#pragma once

#include "audit/house.hpp"
#include "jobs/jobs.hpp"
#include "web/endpoint.hpp"

namespace kartei::duplicates {

web::EndpointTable duplicates_endpoints(House& house, jobs::Jobs& jobs);
std::vector<web::NamedSchema> duplicates_schemas();

}  // namespace kartei::duplicates
