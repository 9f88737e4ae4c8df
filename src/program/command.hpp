// The program's table of commands: what each needs, and how it declares its words and does its work. The same table
// makes the help, runs a command in its own process, and runs it inside a server that owns the database
// (beside_server.hpp). What a command and its words mean stands in the texts "command.NAME…".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/command.hpp"
#include "settings/settings.hpp"

namespace kartei::program {

/// Exit codes of every command (docs/architecture.md, "Errors, texts, logs").
enum ExitCode { done = 0, refused = 1, usage = 2, failed = 3 };

/// What a command works with. `house` is set for commands that need one.
struct Context {
    const settings::Settings& settings;
    House* house = nullptr;
    Terminal terminal;
};

enum class Needs {
    nothing,         ///< no database
    house,           ///< a migrated, founded house; runs inside a running server when that owns the database
    own_house,       ///< a house, but in this process only (serve)
};

/// A command's work on what the program has.
using ProgramWork = std::function<int(Context&)>;

struct Command {
    std::string name;
    Needs needs = Needs::house;
    /// Declares the words; the app outlives the work.
    std::function<ProgramWork(CLI::App&)> declare;
    MayFound may_found = nullptr;
};

const std::vector<Command>& commands();
const Command* find_command(std::string_view name);

/// Whether the command that these words begin with says of itself that it may begin a new house where none is (decision 137).
bool may_found(const std::vector<std::string>& arguments);

/// Reads the words behind the name of a command and hands its work to `run`. Where help was asked for, or a word is
/// not understood, nothing is run, opened or made.
int read_command(const Command& command, const std::vector<std::string>& words, const Terminal& terminal,
                 const std::function<int(const ProgramWork&)>& run);

/// All commands, one line each.
void print_help(std::ostream& out, Language language);

/// File name as seen from the folder in which the command was typed.
std::string path_from(const Terminal& terminal, const std::string& path);

// Commands of the program itself.
ProgramWork serve_command(CLI::App& app);
ProgramWork openapi_command(CLI::App& app);
ProgramWork schema_command(CLI::App& app);
ProgramWork settings_command(CLI::App& app);
Work migrate_command(CLI::App& app);
Work check_command(CLI::App& app);
Work backup_command(CLI::App& app);
ProgramWork restore_command(CLI::App& app);
ProgramWork key_command(CLI::App& app);
Work demo_command(CLI::App& app);
Work undo_command(CLI::App& app);

}  // namespace kartei::program
