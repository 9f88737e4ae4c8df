// What the program joins of the cancelled event dates.
#pragma once

#include "jobs/jobs.hpp"
#include "modules/cancellations/cancelled_dates_report.hpp"
#include "web/endpoint.hpp"

namespace kartei::cancellations {

web::EndpointTable cancellations_endpoints(House& house, jobs::Jobs& jobs);

}  // namespace kartei::cancellations
