#include "modules/orders/seat_plan_commands.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "base/texts.hpp"
#include "modules/orders/event_on_sale.hpp"
#include "settings/command_line.hpp"

namespace kartei::orders {
namespace {

struct Words {
    std::string hall;
    bool from_tickets = false, move_dates = false, on_sale = false;
};

Result<Done> make(House& house, const Terminal& terminal, const Words& words) {
    const auto language = terminal.actor.language;
    const auto plan = TRY(house.database.write([&](sql::Transaction& transaction) {
        return plan_from_tickets(house, transaction, terminal.actor, words.hall);
    }));
    terminal.out << text(language, plan ? "command.seat-plan.made" : "command.seat-plan.there", {{"hall", words.hall}})
                 << "\n";
    return Done{};
}

Result<Done> put_on_sale(House& house, const Terminal& terminal, const Words& words) {
    const auto sold = TRY(house.database.write([&](sql::Transaction& transaction) {
        return sell_hall(house, transaction, terminal.actor, words.hall);
    }));
    terminal.out << text(terminal.actor.language, "command.seat-plan.sold", {{"count", std::to_string(sold)}}) << "\n";
    return Done{};
}

Result<Done> move(House& house, const Terminal& terminal, const Words& words) {
    const auto done = TRY(house.database.write([&](sql::Transaction& transaction) {
        return move_to_newest_plan(house, transaction, terminal.actor, words.hall);
    }));
    terminal.out << text(terminal.actor.language, "command.seat-plan.moved", {{"count", std::to_string(done.dates)}})
                 << "\n";
    return Done{};
}

Result<Done> work(House& house, const Terminal& terminal, const Words& words) {
    if (words.from_tickets || !(words.on_sale || words.move_dates)) TRY(make(house, terminal, words));
    if (words.move_dates) TRY(move(house, terminal, words));
    if (words.on_sale) TRY(put_on_sale(house, terminal, words));
    return Done{};
}

}  // namespace

Work seat_plan_command(CLI::App& app) {
    const auto words = std::make_shared<Words>();
    app.add_option("HALL", words->hall)->required();
    app.add_flag("--from-tickets", words->from_tickets);
    app.add_flag("--move-dates", words->move_dates);
    app.add_flag("--on-sale", words->on_sale);
    app.footer("kartei seat-plan \"Großer Saal\" --from-tickets --on-sale");
    return [words](House& house, const Terminal& terminal) {
        const auto done = work(house, terminal, *words);
        return done ? 0 : settings::print_refusal(terminal.actor.language, done.refusal(), "seat_plan", terminal.err);
    };
}

}  // namespace kartei::orders
