// `kartei search TEXT` and `kartei export customers`: the search box and the whole register on the command line.
// Standard output holds the table and nothing else; the manifest stands beside a file, or is one JSON line on standard
// error (files.md).
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"

namespace kartei::customers {

/// Both run with the words after their name and give the exit code: 0 done, 1 refused (sentences in the actor's
/// language on `err`), 2 a command line that cannot be read. Relative file names count from `folder`.
int search_command(House& house, const Actor& actor, const std::vector<std::string>& words, std::ostream& out,
                   std::ostream& err, const std::string& folder);
int export_command(House& house, const Actor& actor, const std::vector<std::string>& words, std::ostream& out,
                   std::ostream& err, const std::string& folder);

}  // namespace kartei::customers
