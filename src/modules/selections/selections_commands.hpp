// `kartei select FILE.json`: how many customers a document holds, each line on its own, why one is in or out, or the
// list as CSV, XLSX or JSON.
#pragma once

#include "audit/command.hpp"

namespace kartei::selections {

Work select_command(CLI::App& app);

}  // namespace kartei::selections
