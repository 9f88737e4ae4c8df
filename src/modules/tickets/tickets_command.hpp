// `kartei tickets ORDER`: the tickets of an order as PDF.
#pragma once

#include "audit/command.hpp"

namespace kartei::tickets {

Work tickets_command(CLI::App& app);

}  // namespace kartei::tickets
