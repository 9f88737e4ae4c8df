// `kartei label-rules`: labels given and taken by the rules of the house.
#pragma once

#include "audit/command.hpp"

namespace kartei::orders {

Work label_rules_command(CLI::App& app);

}  // namespace kartei::orders
