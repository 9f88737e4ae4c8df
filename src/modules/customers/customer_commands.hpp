// `kartei search TEXT` and `kartei export WHAT`: the search box and the whole register on the command line.
// Standard output holds the table and nothing else; the manifest stands beside a file, or is one JSON line on standard
// error (files.md).
#pragma once

#include "audit/command.hpp"

namespace kartei::customers {

Work search_command(CLI::App& app);
Work export_command(CLI::App& app);

}  // namespace kartei::customers
