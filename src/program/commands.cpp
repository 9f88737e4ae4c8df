// The table of commands.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <ostream>

#include "lists/report_command.hpp"
#include "modules/accounts/accounts_commands.hpp"
#include "modules/consents/labels_command.hpp"
#include "modules/customers/customer_commands.hpp"
#include "modules/duplicates/duplicates_commands.hpp"
#include "modules/imports/import_command.hpp"
#include "modules/mailing/contact_api.hpp"
#include "modules/mailing/mailing_commands.hpp"
#include "modules/merges/merges_api.hpp"
#include "modules/orders/ledger_report.hpp"
#include "modules/orders/seat_plan_commands.hpp"
#include "modules/parameters/parameters_commands.hpp"
#include "modules/selections/selections_commands.hpp"
#include "program/check_command.hpp"
#include "program/command.hpp"
#include "program/joined_modules.hpp"
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

Work report_command(CLI::App& app) { return lists::report_command(app, all_reports()); }
Work labels_command(CLI::App& app) { return consents::labels_command(app, all_reports()); }

/// The sales ledger is a report: whoever exports it asks it the same.
Work export_command(CLI::App& app) {
    const auto export_register = customers::export_command(app);
    const auto report = orders::sales_report();
    auto* sales = app.add_subcommand(report.name, report.caption_key());
    const auto export_sales = lists::declare_report(*sales, report);
    sales->footer("kartei export sales " + report.example + " --out sales.csv");
    auto* what = app.get_option("WHAT")->required(false);
    app.require_subcommand(0, 1);
    app.callback([sales, what] {
        if (!sales->parsed() && what->count() == 0) throw CLI::RequiredError("WHAT");
    });
    return [sales, export_sales, export_register](House& house, const Terminal& terminal) {
        return sales->parsed() ? export_sales(house, terminal) : export_register(house, terminal);
    };
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
        {"restore", Needs::nothing, restore_command},
        {"key", Needs::house, key_command},
        in_house("user", accounts::user_command),
        in_house("import", imports::import_command),
        in_house("report", report_command),
        in_house("labels", labels_command),
        in_house("contact", mailing::contact_command),
        in_house("search", customers::search_command),
        in_house("select", selections::select_command),
        in_house("merge", merges::merge_command),
        in_house("unmerge", merges::unmerge_command),
        in_house("duplicates", duplicates::duplicates_command),
        in_house("export", export_command),
        in_house("letter", mailing::letter_command),
        in_house("label", mailing::label_command),
        in_house("parameters", parameters::parameters_command),
        in_house("seat-plan", orders::seat_plan_command),
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
