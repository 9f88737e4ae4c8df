// `kartei send`: a sending from the command line.
#pragma once

#include "audit/command.hpp"

namespace kartei::mailing {

Work send_command(CLI::App& app);

}  // namespace kartei::mailing
