// A command typed beside a running server, which owns the SQLite file: it is run by the server through its local
// socket, with the same command object, and its output comes back piece by piece.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "program/command.hpp"
#include "web/endpoint.hpp"

namespace kartei::program {

/// POST /local/commands: only from the local socket. Body {arguments, folder, language}; answers lines of JSON
/// {"out": …}, {"err": …} and at last {"exit": code}.
web::Endpoint local_commands_endpoint(const settings::Settings& settings, House& house);

/// Runs the command in the server behind the socket; no value when nobody answers there.
std::optional<int> run_beside_server(const std::string& socket, const std::vector<std::string>& arguments,
                                     const Terminal& terminal);

/// Finds and runs a command of the table in this process.
int run_command(Context& context, const std::vector<std::string>& arguments);

}  // namespace kartei::program
