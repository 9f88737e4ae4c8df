// Commands about the house as a whole: its schema, settings, copy, check, demonstration.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <filesystem>
#include <sstream>
#include <system_error>

#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/imports/import_command.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/sales_ledger.hpp"
#include "modules/profile/row_store.hpp"
#include "program/command.hpp"
#include "program/demonstration/demonstration.hpp"
#include "program/serve.hpp"
#include "sql/migrations.hpp"

namespace kartei::program {
namespace {

namespace fs = std::filesystem;

int check(House& house, const Terminal& terminal) {
    return house.database.read([&](sql::Transaction& transaction) {
        const auto lines = customers::check_lines(transaction), orders = orders::check_order_lines(transaction);
        const auto consents = consents::check_consents(transaction);
        const auto ledger = orders::check_ledger(transaction);
        const auto lists = profile::check_rows(house, transaction);
        const auto audit = audit::verify_audit(transaction);
        terminal.out << "customer lines and search terms: "
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

int show_settings(Context& context) {
    const auto& terminal = context.terminal;
    for (const auto& setting : settings::all_settings())
        terminal.out << setting.name << " = " << settings::show(setting, context.settings) << "\n    "
                     << text(terminal.actor.language, setting.help_key()) << " (" << setting.option() << ", "
                     << setting.environment() << ")\n";
    return done;
}

/// An empty file that only its owner reads: a copy of the house is as confidential as the house.
void make_private(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0 || ::fchmod(descriptor, 0600) != 0)
        throw std::system_error(errno, std::generic_category(), "making " + path);
    ::close(descriptor);
}

int back_up(House& house, const Terminal& terminal, const std::string& file) {
    const auto language = terminal.actor.language;
    const auto target = path_from(terminal, file);
    if (fs::exists(target)) {
        terminal.err << "kartei: " << text(language, "command.file_exists", {{"file", target}}) << "\n";
        return refused;
    }
    make_private(target + ".new");
    house.database.backup_to(target + ".new");
    fs::rename(target + ".new", target);
    terminal.out << text(language, "command.backed_up", {{"file", target}}) << "\n";
    return done;
}

bool is_empty(House& house) {
    return house.database.read([](sql::Transaction& transaction) {
        return !transaction.query("SELECT 1 FROM customer WHERE id > 1 LIMIT 1").next() &&
               !transaction.query("SELECT 1 FROM event LIMIT 1").next();
    });
}

/// The demonstration house, through the same door as a real one.
int demonstrate(House& house, const Terminal& terminal) {
    const auto language = terminal.actor.language;
    if (!is_empty(house)) {
        terminal.err << "kartei: " << text(language, "command.house_not_empty") << "\n";
        return refused;
    }
    const auto folder = house.folder + "/demonstration";
    fs::create_directories(folder);
    struct Remove {
        std::string folder;
        ~Remove() { fs::remove_all(folder); }
    } remove{folder};
    for (const auto& file : write_demonstration(folder)) {
        terminal.out << text(language, "command.demonstration_of", {{"what", file.what}}) << "\n" << std::flush;
        std::ostringstream said;
        const Terminal quiet{terminal.in, said, terminal.err, terminal.actor, folder};
        if (const int code = imports::import_file(house, quiet, file.what, file.path); code != done) {
            terminal.err << said.str();
            return code;
        }
    }
    terminal.out << text(language, "command.demonstration_done") << "\n";
    return done;
}

}  // namespace

ProgramWork openapi_command(CLI::App& app) {
    app.footer("kartei openapi > openapi.json");
    return [](Context& context) {
        context.terminal.out << openapi_of_program();
        return done;
    };
}

ProgramWork schema_command(CLI::App& app) {
    app.footer("kartei schema > schema.sql");
    return [](Context& context) {
        context.terminal.out << "-- The schema on SQLite\n\n"
                             << sql::schema_text(sql::Engine::sqlite) << "-- The schema on PostgreSQL\n\n"
                             << sql::schema_text(sql::Engine::postgresql);
        return done;
    };
}

ProgramWork settings_command(CLI::App& app) {
    app.footer("kartei settings --config kartei.toml");
    return show_settings;
}

Work migrate_command(CLI::App& app) {
    app.footer("kartei migrate");
    return [](House&, const Terminal& terminal) {
        // Opening the house has run what was missing.
        terminal.out << text(terminal.actor.language, "command.schema_is_new") << "\n";
        return done;
    };
}

Work check_command(CLI::App& app) {
    app.footer("kartei check");
    return check;
}

Work backup_command(CLI::App& app) {
    const auto file = std::make_shared<std::string>();
    app.add_option("FILE", *file)->required();
    app.footer("kartei backup kartei-backup.sqlite");
    return [file](House& house, const Terminal& terminal) { return back_up(house, terminal, *file); };
}

Work demo_command(CLI::App& app) {
    app.footer("kartei demo --database sqlite:demo/kartei.sqlite");
    return demonstrate;
}

}  // namespace kartei::program
