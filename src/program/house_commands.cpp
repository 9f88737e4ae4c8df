// Commands about the house as a whole: its schema, settings, key, demonstration.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <sstream>

#include "audit/key_commands.hpp"
#include "modules/imports/import_command.hpp"
#include "modules/orders/event_on_sale.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "program/command.hpp"
#include "program/demonstration/demonstration.hpp"
#include "program/demonstration/letter_file.hpp"
#include "program/demonstration/next_season.hpp"
#include "program/demonstration/programme.hpp"
#include "program/open_house.hpp"
#include "program/serve.hpp"
#include "settings/command_line.hpp"
#include "sql/migrations.hpp"

namespace kartei::program {
namespace {

namespace fs = std::filesystem;

int show_settings(Context& context) {
    const auto& terminal = context.terminal;
    for (const auto& setting : settings::all_settings())
        terminal.out << setting.name << " = " << settings::show(setting, context.settings) << "\n    "
                     << text(terminal.actor.language, setting.help_key()) << " (" << setting.option() << ", "
                     << setting.environment() << ")\n";
    return done;
}

bool is_empty(House& house) {
    return house.database.read([](sql::Transaction& transaction) {
        return !transaction.query("SELECT 1 FROM customer WHERE id > 1 LIMIT 1").next() &&
               !transaction.query("SELECT 1 FROM event LIMIT 1").next();
    });
}

/// The largest hall of the demonstration house has a plan, and its coming dates are on sale at the counter.
Result<std::int64_t> sell_great_hall(House& house, const Actor& actor) {
    return house.database.write([&](sql::Transaction& transaction) -> Result<std::int64_t> {
        const std::string hall = demonstration::halls.front().name;
        TRY(orders::plan_from_tickets(house, transaction, actor, hall));
        return orders::sell_hall(house, transaction, actor, hall);
    });
}

/// It has an account of its own, by which it may collect: made-up numbers with right check digits.
Result<std::int64_t> give_account(House& house, const Actor& actor) {
    return house.database.write([&](sql::Transaction& transaction) {
        return parameters::change_parameters(house, transaction, actor,
                                             parameters::version_of(transaction, "parameters"),
                                             {{"house_account_holder", "Kulturreisen Musterhaus"},
                                              {"house_iban", "DE89370400440532013000"},
                                              {"house_bic", "COBADEFFXXX"},
                                              {"creditor_identifier", "DE98ZZZ09999999999"}});
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
    if (const auto sold = sell_great_hall(house, terminal.actor); !sold)
        return settings::print_refusal(language, sold.refusal(), "seat_plan", terminal.err);
    if (const auto made = demonstration::make_next_season(house, terminal.actor); !made)
        return settings::print_refusal(language, made.refusal(), "renewal", terminal.err);
    if (const auto kept = demonstration::keep_letter_of_word(house, terminal.actor, folder); !kept)
        return settings::print_refusal(language, kept.refusal(), "letter_file", terminal.err);
    if (const auto has = give_account(house, terminal.actor); !has)
        return settings::print_refusal(language, has.refusal(), "parameter", terminal.err);
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

ProgramWork key_command(CLI::App& app) {
    const auto what = std::make_shared<std::string>();
    app.add_option("WHAT", *what)->required()->check(CLI::IsMember({"check", "change"}));
    app.footer("kartei key check\nkartei key change");
    return [what](Context& context) {
        return audit::key_command(*context.house, key_file_of(context.settings), *what == "change",
                                  context.terminal.actor.language, context.terminal.out);
    };
}

Work demo_command(CLI::App& app) {
    app.footer("kartei demo --database sqlite:demo/kartei.sqlite");
    return demonstrate;
}

}  // namespace kartei::program
