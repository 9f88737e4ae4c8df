// What a command of the command line is to the module that has it: a function that declares words and options in an
// app of CLI11 and gives the work to be done once they are read. Declaring opens nothing, so that help and a mistyped
// word are answered without a house; help prints the same declaration (settings/command_line.hpp).
#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "audit/house.hpp"
#include "base/actor.hpp"

namespace CLI {
class App;
}

namespace kartei {

/// Who gives a command, and where it reads and writes. Relative file names count from `folder`.
struct Terminal {
    std::istream& in;
    std::ostream& out;  ///< the table that was asked for and nothing else, where there is one
    std::ostream& err;
    Actor actor;
    std::string folder;
};

/// Exit code: 0 done, 1 refused (sentences in the actor's language on `err`).
using Work = std::function<int(House&, const Terminal&)>;
using DeclareCommand = Work (*)(CLI::App&);

}  // namespace kartei
