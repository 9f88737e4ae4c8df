// Bodies as forms post them (application/x-www-form-urlencoded), for endpoints that programs beside Kartei call: their
// schema is marked with with_form(), and the handler gets the same JSON object, every value a text. "user[]=a&user[]=b"
// is the list "user".
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "web/endpoint.hpp"

namespace kartei::web {

/// The keyword in a body's schema that says so.
inline constexpr const char* form_keyword = "x-form";

Json with_form(Json schema);
bool takes_form(const Json& schema);

/// Refuses what is not rightly encoded, is no UTF-8, or has more than 200 members.
Result<Json> read_form(std::string_view body);

}  // namespace kartei::web
