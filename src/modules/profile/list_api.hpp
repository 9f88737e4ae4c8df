// The endpoints that every list has, and what profile_api.cpp shares with them.
#pragma once

#include "modules/profile/row_actions.hpp"
#include "web/endpoint.hpp"

namespace kartei::profile {

web::EndpointTable list_endpoints(House& house);

/// Members of a JSON body as values.
NewValues values_in(const web::Json& body);

/// A stale version answers with the row as it is and what changed meanwhile (sensitive values masked); anything else as
/// it stands.
Result<web::Answer> refused(House& house, const List& list, const web::Request& request, std::int64_t row,
                            const Refusal& refusal);

}  // namespace kartei::profile
