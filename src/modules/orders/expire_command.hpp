// `kartei expire-reservations`.
#pragma once

#include "audit/command.hpp"

namespace kartei::orders {

Work expire_command(CLI::App& app);

}  // namespace kartei::orders
