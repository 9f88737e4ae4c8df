// `kartei serve`: the house behind the web server, until SIGINT or SIGTERM.
#pragma once

#include "program/command.hpp"

namespace kartei::program {

/// The OpenAPI document of all endpoints, without serving them.
std::string openapi_of_program();

}  // namespace kartei::program
