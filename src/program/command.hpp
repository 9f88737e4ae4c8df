// A command of the command line declares and implements itself in one object; the program reads the same table for the
// help, for running it in its own process, and for running it inside a server that owns the database
// (beside_server.hpp).
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "settings/settings.hpp"

namespace kartei::program {

/// Exit codes of every command (docs/architecture.md, "Interfaces").
enum ExitCode { done = 0, refused = 1, usage = 2, failed = 3 };

/// What a command works with. `house` is set for commands that need one. Relative file names count from `folder`.
struct Context {
    const settings::Settings& settings;
    House* house = nullptr;
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    Actor actor;
    std::string folder;
};

enum class Needs {
    nothing,         ///< no database
    house,           ///< a migrated, founded house; runs inside a running server when that owns the database
    own_house,       ///< a house, but in this process only (serve)
};

struct Command {
    std::string name;
    std::string usage;     ///< words after the name, for the help
    std::string summary;   ///< one English line
    Needs needs = Needs::house;
    std::function<int(Context&, std::vector<std::string>)> run;
};

const std::vector<Command>& commands();

/// Prints a refusal as sentences in the actor's language; returns ExitCode::refused.
int print_refusal(Context& context, const Refusal& refusal);

/// File name as seen from the folder in which the command was typed.
std::string path_from(const Context& context, const std::string& path);

}  // namespace kartei::program
