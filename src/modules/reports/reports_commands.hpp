// `kartei report customers [filters] --type TYPE --format csv|xlsx|json [--out FILE]`: the lists on the command line
// (files.md). Standard output holds the table and nothing else; the manifest stands beside a file, or is one JSON line
// on standard error. Refused without any filter.
#pragma once

#include "audit/command.hpp"

namespace kartei::reports {

Work report_command(CLI::App& app);

}  // namespace kartei::reports
