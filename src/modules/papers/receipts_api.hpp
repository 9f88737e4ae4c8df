// Endpoint of the receipts of both sides (receipts.hpp): one is printed again. The list is /reports/receipts/runs.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::papers {

web::EndpointTable receipts_endpoints(House& house);

}  // namespace kartei::papers
