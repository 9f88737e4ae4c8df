// GET /customers/{id}/contact and `kartei contact NUMBER`.
#pragma once

#include "audit/command.hpp"
#include "web/endpoint.hpp"

namespace kartei::mailing {

web::EndpointTable contact_endpoints(House& house);
Work contact_command(CLI::App& app);

}  // namespace kartei::mailing
