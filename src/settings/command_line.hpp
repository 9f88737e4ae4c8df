// What the commands of all modules share: reading the words behind their name, help, and saying no.
// Exit codes: 0 done, 1 refused, 2 a command line that cannot be read, 3 failed (docs/architecture.md, "Errors").
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

/// Gives an app and its subcommands what help shows, in this language: what it does (text "command.NAME"), what each
/// option means ("command.NAME.OPTION", else "command.option.OPTION"), the footer as the example, and the exit codes.
/// `name` as typed; words of subcommands are joined with '_'.
void describe(CLI::App& app, const std::string& name, Language language);

/// Reads the words behind the name of a command; the exit code when there is nothing to run (0: help was asked for and
/// stands on `out`, 2: the words cannot be read, said on `err` in this language).
std::optional<int> read_words(CLI::App& app, const std::vector<std::string>& words, std::ostream& out,
                              std::ostream& err, Language language);

/// One sentence a line and issue, with captions of `record`; returns exit code 1.
int print_refusal(Language language, const Refusal& refusal, std::string_view record, std::ostream& err);

}  // namespace kartei::settings
