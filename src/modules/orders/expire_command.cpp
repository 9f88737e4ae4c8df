#include "modules/orders/expire_command.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "base/texts.hpp"
#include "modules/orders/expired_reservations.hpp"

namespace kartei::orders {
namespace {

constexpr int all_at_once = 1'000'000;

}  // namespace

Work expire_command(CLI::App& app) {
    const auto preview = std::make_shared<bool>(false);
    app.add_flag("--preview", *preview);
    app.footer("kartei expire-reservations --preview");
    return [preview](House& house, const Terminal& terminal) {
        std::int64_t count = 0;
        if (*preview)
            count = house.database.read([&](sql::Transaction& transaction) {
                return static_cast<std::int64_t>(expired_orders(transaction, house.now(), all_at_once).size());
            });
        else
            count = delete_expired(house);
        terminal.out << text(terminal.actor.language,
                             *preview ? "command.expire-reservations.due" : "command.expire-reservations.deleted",
                             {{"count", std::to_string(count)}})
                     << "\n";
        return 0;
    };
}

}  // namespace kartei::orders
