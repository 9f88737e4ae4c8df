// `kartei cancel-event-date`.
#pragma once

#include "audit/command.hpp"

namespace kartei::cancellations {

Work cancel_date_command(CLI::App& app);

}  // namespace kartei::cancellations
