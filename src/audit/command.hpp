// What a command of the command line is to the module that has it: a function that declares words and options in an
// app of CLI11 and gives the work to be done once they are read. Declaring opens nothing, so that help and a mistyped
// word are answered without a house; help prints the same declaration (settings/command_line.hpp).
#pragma once

#include <atomic>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"

namespace CLI {
class App;
}

namespace kartei {

/// What a command that runs inside a server is told from outside.
struct InServer {
    std::shared_ptr<const std::atomic<bool>> gone;     ///< whoever typed it has gone: his Ctrl+C ends only his own process
    std::shared_ptr<const std::atomic<bool>> stopping; ///< the server ends
};

/// Who gives a command, and where it reads and writes. Relative file names count from `folder`.
struct Terminal {
    std::istream& in;
    std::ostream& out;  ///< the table that was asked for and nothing else, where there is one
    std::ostream& err;
    Actor actor;
    std::string folder;
    std::optional<InServer> in_server = std::nullopt;  ///< no value: in a process of its own
};

/// Exit code: 0 done, 1 refused (sentences in the actor's language on `err`).
using Work = std::function<int(House&, const Terminal&)>;
using DeclareCommand = Work (*)(CLI::App&);

/// Does a command, with these words behind its name, begin a new house where none is (decision 137)? None: never.
using MayFound = bool (*)(const std::vector<std::string>& words);
inline bool always_founds(const std::vector<std::string>&) { return true; }

}  // namespace kartei
