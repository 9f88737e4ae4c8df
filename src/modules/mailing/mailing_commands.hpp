// `kartei letter NUMBER` and `kartei label NUMBER`: papers for one customer from the command line. Both write a PDF to
// --out FILE, else to standard output; `letter` takes --subject and --text, or reads the text from standard input.
#pragma once

#include "audit/command.hpp"

namespace kartei::mailing {

Work letter_command(CLI::App& app);
Work label_command(CLI::App& app);

}  // namespace kartei::mailing
