// `kartei duplicates`: goes over the register and prints the pairs that are probably one person (files.md).
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"

namespace kartei::duplicates {

/// Runs with the words after its name; gives the exit code: 0 done, 1 refused, 2 a command line that cannot be read.
/// One line per pair, best first: customer,other,score (customer numbers; 0 to 100) and points:FIELD for every
/// compared
/// field, empty where one of the two has nothing. --threshold 0: every pair that was compared. Nothing is kept but
/// what
/// was learnt.
int duplicates_command(House& house, const Actor& actor, const std::vector<std::string>& words, std::ostream& out,
                       std::ostream& err);

}  // namespace kartei::duplicates
