// `kartei check`: everything that can be looked at in a house without knowing what it should be, one line for each
// thing.
#pragma once

#include "audit/anchor.hpp"
#include "program/command.hpp"

namespace kartei::program {

/// What one check says: a name and what it found; nothing found = as it should be.
struct CheckLine {
    std::string name;
    std::vector<std::string> findings;
    std::string said;  ///< what was not looked at, or how much was
};

/// All checks, in their order. `anchors`: points of the audit's chain that are kept outside the house.
std::vector<CheckLine> check_house(House& house, const std::vector<audit::Anchor>& anchors);

/// All checks, printed; done or refused. `repair`: what is derived and differs is made anew.
int check(House& house, const Terminal& terminal, const std::vector<audit::Anchor>& anchors = {}, bool repair = false);

}  // namespace kartei::program
