// `kartei labels`, `kartei labels give NAME …`, `kartei labels take NAME …`: to customers by number, or to everybody in
// a list that is asked as `kartei report` asks it.
#pragma once

#include "audit/command.hpp"
#include "lists/report.hpp"

namespace kartei::consents {

Work labels_command(CLI::App& app, const lists::Reports& reports);

}  // namespace kartei::consents
