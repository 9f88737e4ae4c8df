// `kartei paper BOOKING --kind invoice --out FILE`: makes a paper of a booking; --preview only shows what it would be,
// --again N prints the paper of position N as it went out. Writes the PDF to --out FILE, else to standard output.
// `kartei settle-agencies --from D --to D [--agency N] [--by booking] [--house-collected] [--preview]`: what each agency
// comes to, as CSV; without --preview the settlement bookings are made.
// `kartei receipt NUMBER [--out FILE]`: the receipt of a payment of an order as PDF.
#pragma once

#include "audit/command.hpp"

namespace kartei::papers {

Work paper_command(CLI::App& app);
Work settle_agencies_command(CLI::App& app);
Work receipt_command(CLI::App& app);

}  // namespace kartei::papers
