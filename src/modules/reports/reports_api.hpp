// Endpoints of the customer lists: make a list, read its pages, its totals, export it as a job, print it (T-003 to
// T-036). Each acts for the user who asks and on that user's own runs only.
#pragma once

#include "jobs/jobs.hpp"
#include "modules/reports/report_runs.hpp"
#include "web/endpoint.hpp"

namespace kartei::reports {

/// House and jobs must outlive the endpoints, and the jobs' end comes before the house's.
web::EndpointTable reports_endpoints(House& house, std::shared_ptr<ReportRuns> runs, jobs::Jobs& jobs);

}  // namespace kartei::reports
