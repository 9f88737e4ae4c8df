// Endpoints of the import page: upload, mapping, preview, run, refused rows, saved mappings. Long work runs as jobs.
#pragma once

#include "audit/house.hpp"
#include "jobs/jobs.hpp"
#include "web/endpoint.hpp"

namespace kartei::imports {

/// Nothing of what is given may go away before the server has stopped and the jobs have ended.
web::EndpointTable imports_endpoints(House& house, jobs::Jobs& jobs);
std::vector<web::NamedSchema> imports_schemas();

}  // namespace kartei::imports
