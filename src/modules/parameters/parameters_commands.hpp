// `kartei parameters`: all parameters of the house, one of them, or a new value for it.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"

namespace kartei::parameters {

/// Words: nothing (all that differ from the default), --all, NAME, or NAME VALUE (JSON, or the bare text). Exit code 0
/// done, 1 refused, 2 a command line that cannot be read.
int parameters_command(House& house, const Actor& actor, const std::vector<std::string>& words, std::ostream& out,
                       std::ostream& err);

}  // namespace kartei::parameters
