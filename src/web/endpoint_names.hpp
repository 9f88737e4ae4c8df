// The names with which a module declares and answers its endpoints, for `using namespace web::endpoint_names;` in its
// *_api.cpp files; no header may do so.
#pragma once

#include "web/endpoint.hpp"

namespace kartei::web::endpoint_names {

using web::Answer;
using web::Endpoint;
using web::EndpointTable;
using web::Json;
using web::Method;
using web::Precondition;
using web::Request;
namespace schema = web::schema;

}  // namespace kartei::web::endpoint_names
