// The table of commands.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <ostream>

#include "audit/serving.hpp"
#include "base/module.hpp"
#include "lists/report_command.hpp"
#include "modules/books/books_commands.hpp"
#include "modules/books/journal_report.hpp"
#include "modules/consents/labels_command.hpp"
#include "modules/customers/customer_commands.hpp"
#include "modules/imports/import_command.hpp"
#include "modules/orders/ledger_report.hpp"
#include "program/check_command.hpp"
#include "program/command.hpp"
#include "program/joined_modules.hpp"
#include "program/open_house.hpp"
#include "settings/command_line.hpp"

namespace kartei::program {
namespace {

/// A command that works in a house.
Command in_house(std::string name, DeclareCommand declare, MayFound may_found = nullptr) {
    return {std::move(name), Needs::house,
            [declare](CLI::App& app) -> ProgramWork {
                return [work = declare(app)](Context& context) { return work(*context.house, context.terminal); };
            },
            may_found};
}

Work report_command(CLI::App& app) { return lists::report_command(app, all_reports()); }
Work labels_command(CLI::App& app) { return consents::labels_command(app, all_reports()); }

/// What is exported beside the register: reports are asked the same as by `kartei report`, files of the book-keeping in a
/// way of their own.
Work export_command(CLI::App& app) {
    const auto export_register = customers::export_command(app);
    std::vector<std::pair<CLI::App*, Work>> others;
    for (const auto& report : {orders::sales_report(), books::journal_report()}) {
        auto* declared = app.add_subcommand(report.name, report.caption_key());
        others.emplace_back(declared, lists::declare_report(*declared, report));
        declared->footer("kartei export " + report.name + " " + report.example + " --out " + report.name + ".csv");
    }
    auto* datev = app.add_subcommand("datev", "command.export_datev");
    others.emplace_back(datev, books::datev_command(*datev));
    auto* what = app.get_option("WHAT")->required(false);
    app.require_subcommand(0, 1);
    app.callback([others, what] {
        for (const auto& [declared, work] : others)
            if (declared->parsed()) return;
        if (what->count() == 0) throw CLI::RequiredError("WHAT");
    });
    return [others, export_register](House& house, const Terminal& terminal) {
        for (const auto& [declared, work] : others)
            if (declared->parsed()) return work(house, terminal);
        return export_register(house, terminal);
    };
}

/// Tables are read in by the same steps whatever they hold; what a bank says in a way of its own.
Work import_command(CLI::App& app) {
    const auto import_table = imports::import_command(app);
    auto* declared = app.add_subcommand("bank-statement", "command.import_bank-statement");
    const auto import_statement = books::bank_statement_command(*declared);
    auto* what = app.get_option("WHAT")->required(false);
    auto* file = app.get_option("FILE")->required(false);
    app.require_subcommand(0, 1);
    app.callback([declared, what, file] {
        if (declared->parsed()) return;
        for (const auto* option : {what, file})
            if (option->count() == 0) throw CLI::RequiredError(option->get_name());
    });
    return [declared, import_statement, import_table](House& house, const Terminal& terminal) {
        return declared->parsed() ? import_statement(house, terminal) : import_table(house, terminal);
    };
}

/// Those of the program itself, those that are made of several modules, those of one.
std::vector<Command> all_commands() {
    std::vector<Command> all{{"serve", Needs::own_house, serve_command, always_founds},
                             in_house("migrate", migrate_command, always_founds),
                             in_house("check", check_command),
                             {"openapi", Needs::nothing, openapi_command},
                             {"schema", Needs::nothing, schema_command},
                             {"settings", Needs::nothing, settings_command},
                             in_house("backup", backup_command),
                             {"restore", Needs::nothing, restore_command},
                             {"key", Needs::house, key_command},
                             in_house("import", import_command, always_founds),
                             in_house("report", report_command),
                             in_house("labels", labels_command),
                             in_house("export", export_command)};
    for (const auto& one : handed_in<audit::ModuleCommand>()) all.push_back(in_house(one.name, one.declare, one.may_found));
    all.push_back(in_house("demo", demo_command, always_founds));
    all.push_back(in_house("undo", undo_command));
    return all;
}

}  // namespace

const std::vector<Command>& commands() {
    static const std::vector<Command> table = all_commands();
    return table;
}

const Command* find_command(std::string_view name) {
    for (const auto& command : commands())
        if (command.name == name) return &command;
    return nullptr;
}

bool may_found(const std::vector<std::string>& arguments) {
    const auto* command = find_command(arguments.front());
    return command && command->may_found && command->may_found({arguments.begin() + 1, arguments.end()});
}

int read_command(const Command& command, const std::vector<std::string>& words, const Terminal& terminal,
                 const std::function<int(const ProgramWork&)>& run) {
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
