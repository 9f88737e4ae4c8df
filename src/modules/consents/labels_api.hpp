// Endpoints of labels: which there are and how many carry them; giving one to everybody in a list and taking it off
// again; a new one.
#pragma once

#include "lists/runs.hpp"
#include "web/endpoint.hpp"

namespace kartei::consents {

web::EndpointTable labels_endpoints(House& house, std::shared_ptr<lists::Runs> runs);

}  // namespace kartei::consents
