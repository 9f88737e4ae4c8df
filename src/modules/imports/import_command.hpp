// `kartei import WHAT FILE`: the same actions as the browser's wizard, with progress on the terminal and the result in
// words. Refused also when rows were refused, but row by row (--each). FILE may be - for standard input.
#pragma once

#include "audit/command.hpp"

namespace kartei::imports {

Work import_command(CLI::App& app);

/// A file with the settings it is taken over with when nothing is said.
int import_file(House& house, const Terminal& terminal, const std::string& what, const std::string& path);

}  // namespace kartei::imports
