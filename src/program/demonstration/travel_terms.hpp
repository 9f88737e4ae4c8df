// What the demonstration house has agreed for trips: operators, destinations, commission tables, fee rules, and the
// customers whom they are given to.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "program/demonstration/chance.hpp"

namespace kartei::program::demonstration {

/// Writes one take-over file for each kind; `add` gives the path for a kind of file.
void write_travel_terms(const std::function<std::string(const std::string& what)>& add,
                        const std::vector<int>& customers, Chance& chance);

}  // namespace kartei::program::demonstration
