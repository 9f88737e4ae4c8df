// `kartei archive bookings`: what the screen does, on the command line.
#pragma once

#include "audit/command.hpp"

namespace kartei::bookings {

Work archive_command(CLI::App& app);

}  // namespace kartei::bookings
