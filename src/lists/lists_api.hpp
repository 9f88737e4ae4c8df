// Endpoints of every list: make it, read its pages and totals, export it as a job, print it (T-003 to T-036). Each acts
// for the user who asks and on that user's own runs only.
#pragma once

#include "jobs/jobs.hpp"
#include "lists/runs.hpp"
#include "web/endpoint.hpp"

namespace kartei::lists {

/// House and jobs must outlive the endpoints, and the jobs' end comes before the house's.
web::EndpointTable lists_endpoints(House& house, std::shared_ptr<Runs> runs, jobs::Jobs& jobs);

}  // namespace kartei::lists
