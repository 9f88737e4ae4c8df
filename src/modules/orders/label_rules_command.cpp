#include "modules/orders/label_rules_command.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "modules/customers/customer_store.hpp"
#include "modules/orders/label_rules.hpp"
#include "settings/command_line.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

struct Words {
    bool dry_run = false;
    std::optional<std::int64_t> confirm;
};

int run(House& house, const Terminal& terminal, const Words& words) {
    const auto language = terminal.actor.language;
    const auto work = [&](Transaction& transaction) -> Result<RuleRun> {
        auto run = TRY(run_label_rules(house, transaction, terminal.actor, words.dry_run, words.confirm));
        for (const auto& effect : run.effects) {
            const auto customer = customers::find_customer(transaction, effect.customer_id);
            terminal.out << text(language, effect.gives ? "command.label-rules.give" : "command.label-rules.take",
                                 {{"number", customer ? std::to_string(customer->number.value_or(0)) : ""},
                                  {"label", effect.label},
                                  {"rule", effect.rule}})
                         << "\n";
        }
        return run;
    };
    const auto done = words.dry_run ? house.database.read(work) : house.database.write(work);
    if (!done) return settings::print_refusal(language, done.refusal(), "label_rule", terminal.err);
    if (done->effects.empty()) terminal.out << text(language, "command.label-rules.nothing") << "\n";
    if (done->change_event)
        terminal.out << text(language, "labels.undo", {{"event", std::to_string(done->change_event)}}) << "\n";
    return 0;
}

}  // namespace

Work label_rules_command(CLI::App& app) {
    const auto words = std::make_shared<Words>();
    app.add_flag("--dry-run", words->dry_run, "command.labels.dry_run");
    app.add_option("--confirm", words->confirm, "command.labels.confirm");
    app.footer("kartei label-rules --dry-run");
    return [words](House& house, const Terminal& terminal) { return run(house, terminal, *words); };
}

}  // namespace kartei::orders
