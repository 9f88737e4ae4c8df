// Writes the newest point of the audit's chain into the log, once at the start and then every day: kept where the house
// is not, it finds whoever rewrites the chain (kartei check --anchor FILE).
#pragma once

#include "audit/house.hpp"
#include "program/repeating.hpp"

namespace kartei::program {

Repeating anchor_log(House& house);

}  // namespace kartei::program
