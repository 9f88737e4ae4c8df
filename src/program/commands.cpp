// The table of commands.
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <sstream>


#include "audit/reversal.hpp"
#include "modules/accounts/accounts_commands.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_commands.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/duplicates/duplicates_commands.hpp"
#include "modules/imports/import_command.hpp"
#include "modules/mailing/mailing_commands.hpp"
#include "modules/merges/merges_api.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/sales_ledger.hpp"
#include "modules/parameters/parameters_commands.hpp"
#include "modules/profile/row_store.hpp"
#include "lists/report_command.hpp"
#include "program/command.hpp"
#include "program/joined_modules.hpp"
#include "program/demonstration/demonstration.hpp"
#include "program/serve.hpp"
#include "settings/command_line.hpp"
#include "sql/migrations.hpp"

namespace kartei::program {
namespace {

using Arguments = std::vector<std::string>;

int migrate(Context& context, Arguments) {
    context.out << "The schema is up to date.\n";  // opening the house has run what was missing
    return done;
}

int check(Context& context, Arguments) {
    auto& house = *context.house;
    return house.database.read([&](sql::Transaction& transaction) {
        const auto lines = customers::check_lines(transaction), orders = orders::check_order_lines(transaction);
        const auto consents = consents::check_consents(transaction);
        const auto ledger = orders::check_ledger(transaction);
        const auto lists = profile::check_rows(house, transaction);
        const auto audit = audit::verify_audit(transaction);
        context.out << "customer lines and search terms: "
                    << (lines == 0 ? "as they should be" : std::to_string(lines) + " differ") << "\n"
                    << "order lines: " << (orders == 0 ? "as they should be" : std::to_string(orders) + " differ")
                    << "\n"
                    << "sales ledger: " << ledger.in_words() << "\n"
                    << "consents beside the lines: "
                    << (consents == 0 ? "as they should be" : std::to_string(consents) + " differ") << "\n"
                    << "lists of customers: "
                    << (lists == 0 ? "as they should be" : std::to_string(lists) + " are wrong") << "\n"
                    << "audit: " << (audit.empty() ? "the chain is whole" : audit) << "\n";
        const bool is_right = lines == 0 && orders == 0 && ledger.is_right() && consents == 0 && lists == 0;
        return is_right && audit.empty() ? done : refused;
    });
}

int openapi(Context& context, Arguments) {
    context.out << openapi_of_program();
    return done;
}

int schema(Context& context, Arguments) {
    context.out << "-- The schema on SQLite\n\n"
                << sql::schema_text(sql::Engine::sqlite) << "-- The schema on PostgreSQL\n\n"
                << sql::schema_text(sql::Engine::postgresql);
    return done;
}

int show_settings(Context& context, Arguments) {
    for (const auto& setting : settings::all_settings())
        context.out << setting.name << " = " << settings::show(setting, context.settings) << "\n    "
                    << text(context.actor.language, setting.help_key()) << " (" << setting.option() << ", "
                    << setting.environment() << ")\n";
    return done;
}

int backup(Context& context, Arguments arguments) {
    if (arguments.size() != 1) {
        context.err << "usage: kartei backup FILE\n";
        return usage;
    }
    const auto target = path_from(context, arguments.front());
    if (std::filesystem::exists(target)) {
        context.err << "kartei: " << target << " exists already\n";
        return refused;
    }
    context.house->database.backup_to(target + ".new");
    std::filesystem::rename(target + ".new", target);
    context.out << "Saved to " << target << ". Keep the key file apart from it.\n";
    return done;
}

int user(Context& context, Arguments arguments) {
    accounts::Accounts accounts(*context.house);
    accounts::Terminal terminal{context.in, context.out, context.err, context.actor.language, context.actor};
    Arguments roles, names;
    bool from_in = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--role" && i + 1 < arguments.size()) roles.push_back(arguments[++i]);
        else if (arguments[i] == "--password-stdin") from_in = true;
        else names.push_back(arguments[i]);
    }
    if (names.size() == 2 && names[0] == "add") return accounts::add_user(accounts, terminal, names[1], roles, from_in);
    if (names.size() == 1 && names[0] == "list") return accounts::list_users(accounts, terminal);
    if (names.size() == 2 && names[0] == "password")
        return accounts::set_password(accounts, terminal, names[1], from_in);
    context.err
        << "usage: kartei user add NAME --role ROLE [--password-stdin] | list | password NAME [--password-stdin]\n";
    return usage;
}

int import(Context& context, Arguments arguments) {
    imports::ImportTerminal terminal{context.in, context.out, context.err, context.folder};
    terminal.shows_progress = &context.err == &std::cerr && ::isatty(STDERR_FILENO);
    return imports::import_command(*context.house, context.actor, arguments, terminal);
}

int report(Context& context, Arguments arguments) {
    return lists::report_command(*context.house, all_reports(), context.actor, arguments, context.out, context.err,
                                 context.folder);
}

int search(Context& context, Arguments arguments) {
    return customers::search_command(*context.house, context.actor, arguments, context.out, context.err,
                                     context.folder);
}

int merge(Context& context, Arguments arguments) {
    return merges::merge_command(*context.house, context.actor, arguments, context.out, context.err);
}

int unmerge(Context& context, Arguments arguments) {
    return merges::unmerge_command(*context.house, context.actor, arguments, context.out, context.err);
}

int find_duplicates(Context& context, Arguments arguments) {
    return duplicates::duplicates_command(*context.house, context.actor, arguments, context.out, context.err);
}

int letter(Context& context, Arguments arguments) {
    return mailing::letter_command(*context.house, context.actor, arguments, context.in, context.out, context.err,
                                   context.folder);
}

int label(Context& context, Arguments arguments) {
    return mailing::label_command(*context.house, context.actor, arguments, context.out, context.err, context.folder);
}

int parameters_of_house(Context& context, Arguments arguments) {
    return parameters::parameters_command(*context.house, context.actor, arguments, context.out, context.err);
}

/// What is a report is printed as one.
int export_what(Context& context, Arguments arguments) {
    const auto reports = all_reports();
    if (!arguments.empty() && std::any_of(reports.begin(), reports.end(), [&](const auto& report) {
            return report.name == arguments.front() && report.name != "customers";
        }))
        return report(context, arguments);
    return customers::export_command(*context.house, context.actor, arguments, context.out, context.err,
                                     context.folder);
}

/// The demonstration house, through the same door as a real one.
int demo(Context& context, Arguments) {
    auto& house = *context.house;
    const bool empty = house.database.read([](sql::Transaction& transaction) {
        return !transaction.query("SELECT 1 FROM customer WHERE id > 1 LIMIT 1").next() &&
               !transaction.query("SELECT 1 FROM event LIMIT 1").next();
    });
    if (!empty) {
        context.err << "kartei: this house has customers or events already; a demonstration is made in an empty one\n";
        return refused;
    }
    const auto folder = house.folder + "/demonstration";
    std::filesystem::create_directories(folder);
    struct Remove {
        std::string folder;
        ~Remove() { std::filesystem::remove_all(folder); }
    } remove{folder};
    for (const auto& file : write_demonstration(folder)) {
        context.out << "Demonstration: " << file.what << "\n" << std::flush;
        std::ostringstream said;
        imports::ImportTerminal terminal{context.in, said, context.err, folder};
        if (const int code = imports::import_command(house, context.actor, {file.what, file.path}, terminal);
            code != done) {
            context.err << said.str();
            return code;
        }
    }
    context.out << "The demonstration house is ready.\n";
    return done;
}

int undo(Context& context, Arguments arguments) {
    if (arguments.size() != 1) {
        context.err << "usage: kartei undo EVENT\n";
        return usage;
    }
    auto outcome =
        audit::reverse_event(*context.house, context.actor, std::strtoll(arguments.front().c_str(), nullptr, 10));
    if (!outcome) return print_refusal(context, outcome.refusal());
    for (const auto& conflict : outcome->conflicts)
        context.err << conflict.record << " " << conflict.id << " " << conflict.field << ": "
                    << text(context.actor.language, "error.changed_since") << "\n";
    if (outcome->event == 0) return refused;
    context.out << "change event " << outcome->event << "\n";
    return done;
}

}  // namespace

int print_refusal(Context& context, const Refusal& refusal) {
    return settings::print_refusal(context.actor.language, refusal, "customer", context.err);
}

std::string path_from(const Context& context, const std::string& path) {
    return (std::filesystem::path(context.folder) / path).lexically_normal().string();
}

const std::vector<Command>& commands() {
    static const std::vector<Command> table = {
        {"serve", "", "Runs the server until it is stopped.", Needs::own_house, serve},
        {"migrate", "", "Brings the database to the newest schema.", Needs::house, migrate},
        {"check", "", "Rebuilds and compares what lists and search read, and verifies the audit.", Needs::house, check},
        {"openapi", "", "Prints the OpenAPI document.", Needs::nothing, openapi},
        {"schema", "", "Prints the schema for both engines.", Needs::nothing, schema},
        {"settings", "", "Prints all settings, their values and where they can be set.", Needs::nothing, show_settings},
        {"backup", "FILE", "Copies the SQLite house while others go on working.", Needs::house, backup},
        {"user", "add|list|password …", "Users of the house.", Needs::house, user},
        {"import", "WHAT FILE …", "Takes over customers, postcodes, events, tickets, labels, permissions or products.",
         Needs::house, import},
        {"report", "NAME [filters] [--type TYPE] …", "Prints a list: customers, sales …", Needs::house, report},
        {"search", "TEXT …", "Finds customers, as the search box does.", Needs::house, search},
        {"merge", "SURVIVOR OTHER… [--preview]", "Merges customers who are one person, by their numbers.", Needs::house,
         merge},
        {"unmerge", "EVENT [--preview]", "Parts merged customers again, at any later time.", Needs::house, unmerge},
        {"duplicates", "[--threshold SCORE] [--import EVENT] [--format csv]",
         "Looks for customers that are probably one person, and prints the pairs, best first.", Needs::house,
         find_duplicates},
        {"export", "WHAT …",
         "Prints the register, one of its lists in a form that import reads back, or addresses for a mailing.",
         Needs::house, export_what},
        {"letter", "NUMBER [--subject …] [--text …]", "Writes a letter to a customer as PDF.", Needs::house, letter},
        {"label", "NUMBER [--format …]", "Prints a customer's address label as PDF.", Needs::house, label},
        {"parameters", "[--all | NAME [VALUE]]", "Shows or changes what the house has set for itself.", Needs::house,
         parameters_of_house},
        {"demo", "", "Fills an empty house with the demonstration.", Needs::house, demo},
        {"undo", "EVENT", "Undoes a change event, also a whole import.", Needs::house, undo},
    };
    return table;
}

}  // namespace kartei::program
