// Saved lists and their deliveries over HTTP.
#pragma once

#include <memory>

#include "audit/reversal.hpp"
#include "modules/reports/deliveries.hpp"
#include "web/endpoint.hpp"
#include "web/openapi.hpp"

namespace kartei::reports {

web::EndpointTable saved_lists_endpoints(House& house, std::shared_ptr<Deliveries> deliveries);
std::vector<web::NamedSchema> saved_lists_schemas();
std::vector<audit::Reversible> reversible_saved_lists();

}  // namespace kartei::reports
