// Copies of a SQLite house, and the way back (docs/operating.md, "Backup"). A copy counts only when it was opened and
// checked.
#pragma once

#include <string>
#include <vector>

#include "program/command.hpp"

namespace kartei::program {

/// kartei backup FILE [--unchecked]
int backup(Context& context, std::vector<std::string> arguments);

/// kartei restore FILE [--unchecked]: puts a copy in the place of the house, which is kept beside it. The house must not
/// be running.
int restore(Context& context, std::vector<std::string> arguments);

}  // namespace kartei::program
