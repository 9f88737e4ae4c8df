// The table of commands.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <ostream>

#include "modules/accounts/accounts_commands.hpp"
#include "modules/customers/customer_commands.hpp"
#include "modules/duplicates/duplicates_commands.hpp"
#include "modules/imports/import_command.hpp"
#include "modules/mailing/mailing_commands.hpp"
#include "modules/merges/merges_api.hpp"
#include "modules/parameters/parameters_commands.hpp"
#include "modules/reports/reports_commands.hpp"
#include "program/command.hpp"
#include "program/open_house.hpp"
#include "settings/command_line.hpp"

namespace kartei::program {
namespace {

/// A command that works in a house.
Command in_house(std::string name, DeclareCommand declare) {
    return {std::move(name), Needs::house, [declare](CLI::App& app) -> ProgramWork {
                return [work = declare(app)](Context& context) { return work(*context.house, context.terminal); };
            }};
}

}  // namespace

const std::vector<Command>& commands() {
    static const std::vector<Command> table = {
        {"serve", Needs::own_house, serve_command},
        in_house("migrate", migrate_command),
        in_house("check", check_command),
        {"openapi", Needs::nothing, openapi_command},
        {"schema", Needs::nothing, schema_command},
        {"settings", Needs::nothing, settings_command},
        in_house("backup", backup_command),
        in_house("user", accounts::user_command),
        in_house("import", imports::import_command),
        in_house("report", reports::report_command),
        in_house("search", customers::search_command),
        in_house("merge", merges::merge_command),
        in_house("unmerge", merges::unmerge_command),
        in_house("duplicates", duplicates::duplicates_command),
        in_house("export", customers::export_command),
        in_house("letter", mailing::letter_command),
        in_house("label", mailing::label_command),
        in_house("parameters", parameters::parameters_command),
        in_house("demo", demo_command),
        in_house("undo", undo_command),
    };
    return table;
}

const Command* find_command(std::string_view name) {
    for (const auto& command : commands())
        if (command.name == name) return &command;
    return nullptr;
}

int read_command(const Command& command, const std::vector<std::string>& words, const Terminal& terminal,
                 const std::function<int(const ProgramWork&)>& run) {
    join_modules();  // they say what can be imported and exported
    CLI::App app("", "kartei " + command.name);
    const auto work = command.declare(app);
    settings::describe(app, command.name, terminal.actor.language);
    if (const auto code = settings::read_words(app, words, terminal.out, terminal.err, terminal.actor.language))
        return *code;
    return run(work);
}

void print_help(std::ostream& out, Language language) {
    out << text(language, "command.kartei") << "\n\n";
    for (const auto& command : commands())
        out << "  kartei " << command.name << "\n      " << text(language, "command." + command.name) << "\n";
    out << "\n" << text(language, "command.each_has_help") << "\n" << text(language, "command.exit_codes") << "\n";
}

std::string path_from(const Terminal& terminal, const std::string& path) {
    return (std::filesystem::path(terminal.folder) / path).lexically_normal().string();
}

}  // namespace kartei::program
