// Endpoint of the search form; GET /search (the box) stands beside the list in customer_api.cpp.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::customers {

web::EndpointTable form_search_endpoints(House& house);

/// Hidden customers are shown to whom may see them (customers.see_hidden), when he asks.
Result<bool> with_hidden(const web::Request& request);

}  // namespace kartei::customers
