// `kartei debit` and `kartei dun`: what the screens do, on the command line.
#pragma once

#include "audit/command.hpp"

namespace kartei::payments {

Work debit_command(CLI::App& app);
Work dun_command(CLI::App& app);

}  // namespace kartei::payments
