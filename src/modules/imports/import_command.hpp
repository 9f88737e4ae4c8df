// `kartei import WHAT FILE`: the same actions as the browser's wizard, with progress on the terminal and the result in
// words. Exit codes: 0 done, 1 refused (also when rows were refused), 2 usage, 3 failure is the caller's.
#pragma once

#include <atomic>
#include <iosfwd>
#include <string>
#include <vector>

#include "modules/imports/import_actions.hpp"

namespace kartei::imports {

struct ImportTerminal {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    std::string folder;                       ///< relative file names count from here
    bool shows_progress = false;              ///< err is a terminal
    const std::atomic<bool>* cancelled = nullptr;  ///< set from outside (Ctrl+C)
};

/// `arguments`: what follows "import". FILE may be - for standard input.
int import_command(House& house, const Actor& actor, const std::vector<std::string>& arguments,
                   ImportTerminal terminal);

/// For `kartei help import`.
std::string_view import_usage();

}  // namespace kartei::imports
