// The endpoints of the register: list, search, one customer, his history, the declaration of fields.
#pragma once

#include "audit/change.hpp"
#include "web/endpoint.hpp"

namespace kartei::customers {

web::EndpointTable customer_endpoints(House& house);
/// Part of customer_endpoints(): proposals and change of kind.
web::EndpointTable entry_endpoints(House& house);
/// Part of customer_endpoints(): links and the printed address.
web::EndpointTable link_endpoints(House& house);

/// Adds to an event of the list of all changes which customer it concerns.
void note_customer(sql::Transaction& transaction, const Actor& actor, const audit::Touched& touched, web::Json& event);

}  // namespace kartei::customers
