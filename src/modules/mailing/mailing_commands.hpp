// `kartei letter NUMBER` and `kartei label NUMBER`: papers for one customer from the command line.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"

namespace kartei::mailing {

/// Both write a PDF to --out FILE (relative to `folder`), else to `out`; exit code 0 done, 1 refused, 2 a command line
/// that cannot be read. `letter` takes --subject and --text, or reads the text from `in`.
int letter_command(House& house, const Actor& actor, const std::vector<std::string>& words, std::istream& in,
                   std::ostream& out, std::ostream& err, const std::string& folder);
int label_command(House& house, const Actor& actor, const std::vector<std::string>& words, std::ostream& out,
                  std::ostream& err, const std::string& folder);

}  // namespace kartei::mailing
