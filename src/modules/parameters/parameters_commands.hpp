// `kartei parameters`: all parameters of the house that differ from the default (--all: all of them), one of them
// (NAME), or a new value for it (NAME VALUE: JSON, or the bare text).
#pragma once

#include "audit/command.hpp"

namespace kartei::parameters {

Work parameters_command(CLI::App& app);

}  // namespace kartei::parameters
