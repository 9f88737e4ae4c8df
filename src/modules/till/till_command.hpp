// `kartei till NUMBER [--out FILE]`: the report of a till as PDF.
#pragma once

#include "audit/command.hpp"

namespace kartei::till {

Work till_command(CLI::App& app);

}  // namespace kartei::till
