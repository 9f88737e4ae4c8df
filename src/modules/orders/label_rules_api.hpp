// The rules of labels for everybody: as an endpoint and as `kartei label-rules`.
#pragma once

#include "audit/command.hpp"
#include "web/endpoint.hpp"

namespace kartei::orders {

web::EndpointTable label_rules_endpoints(House& house);
Work label_rules_command(CLI::App& app);

}  // namespace kartei::orders
