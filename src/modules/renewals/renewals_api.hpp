// Endpoints of seat rights, of subscriptions as they are sold, of money that is parked, and of the renewal desk.
#pragma once

#include "audit/house.hpp"
#include "jobs/jobs.hpp"
#include "web/endpoint.hpp"

namespace kartei::renewals {

/// House and jobs must outlive the endpoints, and the jobs' end comes before the house's.
web::EndpointTable renewals_endpoints(House& house, jobs::Jobs& jobs);
std::vector<web::NamedSchema> renewals_schemas();

// Its parts.
web::EndpointTable seat_rights_endpoints(House& house);
web::EndpointTable subscriptions_endpoints(House& house);
web::EndpointTable parked_money_endpoints(House& house);
web::EndpointTable desk_endpoints(House& house, jobs::Jobs& jobs);
web::NamedSchema seat_right_schema();
web::NamedSchema renewal_line_schema();

/// "" as null.
web::Json words(const std::string& text);

}  // namespace kartei::renewals
