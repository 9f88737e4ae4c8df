// Endpoints of the books: what was and is to be exported of the journal, the files of an export,
// statements of banks. The journal itself is
// a list (/reports/journal/runs). All answer not found where the module books is switched off.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::books {

web::EndpointTable books_endpoints(House& house);
std::vector<web::NamedSchema> books_schemas();

web::EndpointTable statement_endpoints(House& house);
std::vector<web::NamedSchema> statement_schemas();

}  // namespace kartei::books
