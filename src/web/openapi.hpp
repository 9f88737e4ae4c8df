// The OpenAPI 3.1 document, written from the same table that the router serves. Deterministic: the same table gives the
// same bytes, so that the copy in the repository can be compared.
#pragma once

#include <string>
#include <vector>

#include "web/endpoint.hpp"

namespace kartei::web {

/// What every refusal looks like (RFC 9457); named `Problem` in the document without being given.
Json problem_schema();

/// Describes the table and GET /openapi.json itself. Throws std::logic_error when a reference names no schema.
nlohmann::ordered_json openapi_document(const EndpointTable& table, const std::vector<NamedSchema>& schemas);

/// The document as text: two blanks of indent, line feed at the end.
std::string openapi_text(const EndpointTable& table, const std::vector<NamedSchema>& schemas);

/// GET /openapi.json; public. The table need not contain it.
Endpoint openapi_endpoint(const EndpointTable& table, const std::vector<NamedSchema>& schemas);

}  // namespace kartei::web
