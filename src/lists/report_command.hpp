// `kartei report ID [filters] --type TYPE --format csv|xlsx|json [--out FILE]`: the lists on the command line
// (files.md). Standard output holds the table and nothing else; the manifest stands beside a file, or is one JSON line
// on standard error.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "base/actor.hpp"
#include "lists/report.hpp"

namespace kartei::lists {

/// Runs it with the words after `report`. Relative file names count from `folder`. Exit codes: 0 done, 1 refused (also
/// without any filter), 2 a command line that cannot be read; refusals are sentences in the actor's language on `err`.
int report_command(House& house, const Reports& reports, const Actor& actor, const std::vector<std::string>& words,
                   std::ostream& out, std::ostream& err, const std::string& folder = "");

/// A line for each report.
std::string report_usage(const Reports& reports);

}  // namespace kartei::lists
