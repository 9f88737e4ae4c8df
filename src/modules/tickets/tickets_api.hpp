// Tickets on paper over HTTP: what was printed of an order, its PDF, what came out of the printer, and by e-mail.
#pragma once

#include "jobs/jobs.hpp"
#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::tickets {

web::EndpointTable tickets_endpoints(House& house, jobs::Jobs& jobs);
std::vector<web::NamedSchema> tickets_schemas();

}  // namespace kartei::tickets
