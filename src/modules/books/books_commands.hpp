// Commands of the books, declared below `export` and `import`.
#pragma once

#include "audit/command.hpp"

namespace kartei::books {

/// `kartei export datev --from 2026-10-01 --to 2026-10-31 --out FOLDER [--preview]`
Work datev_command(CLI::App& app);

/// `kartei import bank-statement FILE [--map HEADING=FIELD] [--no-posting]`
Work bank_statement_command(CLI::App& app);

}  // namespace kartei::books
