// A command typed beside a running server, which owns the SQLite file: it is run by the server through its local
// socket, with the same command object, and its output comes back piece by piece.
#pragma once

#include <atomic>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "program/command.hpp"
#include "web/endpoint.hpp"

namespace kartei::program {

/// Only from the local socket. POST /local/commands {arguments, folder, language} answers lines of JSON {"out": …},
/// {"err": …}, {"in": token} when the command wants what is typed (POST /local/input), and at last {"exit": code}.
/// `stopping`: set when the server ends; commands that can take back what they did end soon after.
web::EndpointTable local_commands_endpoints(const settings::Settings& settings, House& house,
                                           std::shared_ptr<const std::atomic<bool>> stopping = nullptr);

/// Runs the command in the server behind the socket; no value when nobody answers there.
std::optional<int> run_beside_server(const std::string& socket, const std::vector<std::string>& arguments,
                                     const Terminal& terminal);

/// Finds and runs a command of the table in this process.
int run_command(Context& context, const std::vector<std::string>& arguments);

}  // namespace kartei::program
