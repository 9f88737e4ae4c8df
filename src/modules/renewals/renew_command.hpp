// `kartei renew`: rights of houses that were taken over, and a renewal from the command line.
#pragma once

#include "audit/command.hpp"

namespace kartei::renewals {

Work renew_command(CLI::App& app);

}  // namespace kartei::renewals
