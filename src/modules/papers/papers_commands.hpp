// `kartei paper BOOKING --kind invoice --out FILE`: makes a paper of a booking; --preview only shows what it would be,
// --again N prints the paper of position N as it went out. Writes the PDF to --out FILE, else to standard output.
#pragma once

#include "audit/command.hpp"

namespace kartei::papers {

Work paper_command(CLI::App& app);

}  // namespace kartei::papers
