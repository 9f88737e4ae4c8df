// What the commands of all modules share: reading the words behind their name, and saying no.
// Exit codes: 0 done, 1 refused, 2 a command line that cannot be read (docs/architecture.md, "Interfaces").
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "base/texts.hpp"

namespace CLI {
class App;
}

namespace kartei::settings {

/// Reads the words behind the name of a command; the exit code when there is nothing to run (0: help was asked for and
/// stands on `out`, 2: the words cannot be read, said on `err`).
std::optional<int> read_words(CLI::App& app, const std::vector<std::string>& words, std::ostream& out,
                              std::ostream& err);

/// One sentence a line and issue, with captions of `record`; returns exit code 1.
int print_refusal(Language language, const Refusal& refusal, std::string_view record, std::ostream& err);

}  // namespace kartei::settings
