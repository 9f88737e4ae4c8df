// `kartei report ID [filters] --type TYPE --format csv|xlsx|json [--out FILE]`: the lists on the command line
// (files.md). Standard output holds the table and nothing else; the manifest stands beside a file, or is one JSON line
// on standard error.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"

namespace kartei::reports {

/// Runs it with the words after `report`. Relative file names count from `folder`. Exit codes: 0 done, 1 refused (also
/// without any filter), 2 a command line that cannot be read; refusals are sentences in the actor's language on `err`.
int report_command(House& house, const Actor& actor, const std::vector<std::string>& words, std::ostream& out,
                   std::ostream& err, const std::string& folder = "");

/// One line for the help.
std::string_view report_usage();

}  // namespace kartei::reports
