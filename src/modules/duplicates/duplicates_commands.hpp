// `kartei duplicates`: goes over the register and prints the pairs that are probably one person (files.md).
#pragma once

#include "audit/command.hpp"

namespace kartei::duplicates {

/// One line per pair, best first: customer,other,score (customer numbers; 0 to 100) and points:FIELD for every compared
/// field, empty where one of the two has nothing. --threshold 0: every pair that was compared. Nothing is kept but what
/// was learnt.
Work duplicates_command(CLI::App& app);

}  // namespace kartei::duplicates
