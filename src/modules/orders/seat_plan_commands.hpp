// The command seat-plan: a plan made of tickets that were taken over, and the hall's coming dates put on sale on it.
#pragma once

#include "audit/command.hpp"

namespace kartei::orders {

Work seat_plan_command(CLI::App& app);

}  // namespace kartei::orders
