// The endpoints of selections: what can be asked, exact counts, why in or out, a sample, and saved selections with
// their runs.
#pragma once

#include "audit/reversal.hpp"
#include "jobs/jobs.hpp"
#include "modules/selections/engine.hpp"
#include "web/endpoint.hpp"

namespace kartei::selections {

web::EndpointTable selections_endpoints(House& house, std::shared_ptr<Engine> engine);
/// Changes of many customers at once (bulk_change.hpp).
web::EndpointTable bulk_endpoints(House& house, jobs::Jobs& jobs, std::shared_ptr<Engine> engine);
/// Of the saved ones alone; part of the above.
web::EndpointTable saved_selections_endpoints(House& house, std::shared_ptr<Engine> engine);
std::vector<web::NamedSchema> selections_schemas();
std::vector<audit::Reversible> reversible_selections();

}  // namespace kartei::selections
