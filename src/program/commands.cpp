// The table of commands.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <ostream>

#include "lists/report_command.hpp"
#include "modules/accounts/accounts_commands.hpp"
#include "modules/books/books_commands.hpp"
#include "modules/books/journal_report.hpp"
#include "modules/bookings/bookings_commands.hpp"
#include "modules/cancellations/cancel_command.hpp"
#include "modules/consents/labels_command.hpp"
#include "modules/customers/customer_commands.hpp"
#include "modules/duplicates/duplicates_commands.hpp"
#include "modules/imports/import_command.hpp"
#include "modules/mailing/contact_api.hpp"
#include "modules/mailing/mailing_commands.hpp"
#include "modules/mailing/sending_commands.hpp"
#include "modules/merges/merges_api.hpp"
#include "modules/orders/expire_command.hpp"
#include "modules/orders/label_rules_command.hpp"
#include "modules/orders/ledger_report.hpp"
#include "modules/orders/seat_plan_commands.hpp"
#include "modules/papers/papers_commands.hpp"
#include "modules/parameters/parameters_commands.hpp"
#include "modules/payments/payments_commands.hpp"
#include "modules/privacy/privacy_api.hpp"
#include "modules/renewals/renew_command.hpp"
#include "modules/selections/selections_commands.hpp"
#include "modules/tickets/tickets_command.hpp"
#include "modules/till/till_command.hpp"
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

}  // namespace

const std::vector<Command>& commands() {
    static const std::vector<Command> table = {
        {"serve", Needs::own_house, serve_command},
        in_house("migrate", migrate_command), in_house("check", check_command),
        {"openapi", Needs::nothing, openapi_command},
        {"schema", Needs::nothing, schema_command},
        {"settings", Needs::nothing, settings_command},
        in_house("backup", backup_command),
        {"restore", Needs::nothing, restore_command},
        {"key", Needs::house, key_command},
        in_house("user", accounts::user_command),
        in_house("import", import_command),
        in_house("report", report_command),
        in_house("labels", labels_command),
        in_house("contact", mailing::contact_command),
        in_house("search", customers::search_command),
        in_house("select", selections::select_command),
        in_house("merge", merges::merge_command), in_house("unmerge", merges::unmerge_command),
        in_house("privacy", privacy::privacy_command),
        in_house("duplicates", duplicates::duplicates_command),
        in_house("export", export_command),
        in_house("send", mailing::send_command),
        in_house("letter", mailing::letter_command), in_house("label", mailing::label_command),
        in_house("debit", payments::debit_command), in_house("dun", payments::dun_command),
        in_house("paper", papers::paper_command),
        in_house("receipt", papers::receipt_command), in_house("till", till::till_command),
        in_house("settle-agencies", papers::settle_agencies_command), in_house("archive", bookings::archive_command),
        in_house("parameters", parameters::parameters_command),
        in_house("tickets", tickets::tickets_command),
        in_house("seat-plan", orders::seat_plan_command), in_house("label-rules", orders::label_rules_command),
        in_house("renew", renewals::renew_command),
        in_house("cancel-event-date", cancellations::cancel_date_command),
        in_house("expire-reservations", orders::expire_command),
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
