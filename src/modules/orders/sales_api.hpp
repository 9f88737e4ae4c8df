// The sales ledger for other programs: its lines from any line on, in the order in which they were written. What people
// ask of it is the report "sales" (ledger_report.hpp).
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::orders {

web::EndpointTable sales_endpoints(House& house);
std::vector<web::NamedSchema> sales_schemas();

}  // namespace kartei::orders
