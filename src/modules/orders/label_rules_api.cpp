#include "modules/orders/label_rules_api.hpp"

#include <CLI/CLI.hpp>
#include <ostream>

#include "modules/customers/customer_store.hpp"
#include "modules/orders/label_rules.hpp"
#include "settings/command_line.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::orders {
namespace {

using namespace web::endpoint_names;
using namespace web::schema;
using sql::Transaction;

/// As many as a preview shows; the counts are of all.
constexpr std::size_t most_shown = 200;

Json effect_json(Transaction& transaction, const RuleEffect& effect) {
    const auto customer = customers::find_customer(transaction, effect.customer_id);
    return {{"rule", effect.rule},
            {"label", effect.label},
            {"customer", effect.customer_id},
            {"name", customer ? Json(customer->name) : Json()},
            {"number", customer ? Json(customer->number) : Json()},
            {"gives", effect.gives},
            {"reached", effect.reached}};
}

Result<Answer> run_asked(House& house, const Request& request) {
    const bool preview = request.body.value("preview", true);
    std::optional<std::int64_t> confirmed;
    if (request.body.contains("confirm") && !request.body["confirm"].is_null())
        confirmed = request.body["confirm"].get<std::int64_t>();
    const auto work = [&](Transaction& transaction) -> Result<Answer> {
        const auto run = TRY(run_label_rules(house, transaction, request.actor, preview, confirmed));
        Json shown = Json::array();
        std::int64_t given = 0;
        for (const auto& effect : run.effects) {
            given += effect.gives;
            if (shown.size() < most_shown) shown.push_back(effect_json(transaction, effect));
        }
        return Answer::ok({{"give", given},
                           {"take", static_cast<std::int64_t>(run.effects.size()) - given},
                           {"effects", std::move(shown)},
                           {"change_event", run.change_event ? Json(run.change_event) : Json()}});
    };
    return preview ? house.database.read(work) : house.database.write(work);
}

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
                                 {{"number", customer ? std::to_string(customer->number) : ""},
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

web::EndpointTable label_rules_endpoints(House& house) {
    const auto effect = object({{"rule", text()}, {"label", text()}, {"customer", integer()},
                                {"name", nullable(text())}, {"number", nullable(integer())}, {"gives", boolean()},
                                {"reached", integer()}},
                               {"rule", "label", "customer", "gives", "reached"});
    Endpoint endpoint{Method::post, "/label-rules/runs", "run_label_rules", "customers.change",
                      "Gives and takes labels as the rules say, or (preview, unless told otherwise) says who would get "
                      "and lose them; the first 200 are named. More than 100 changes need `confirm` with their number."};
    endpoint.body_schema = object({{"preview", boolean()}, {"confirm", nullable(integer())}});
    endpoint.answers = {{200, "What was done, or would be",
                         object({{"give", integer()}, {"take", integer()}, {"effects", array(effect)},
                                 {"change_event", nullable(integer())}},
                                {"give", "take", "effects"})}};
    endpoint.handle = [&house](Request& request) { return run_asked(house, request); };
    return {std::move(endpoint)};
}

Work label_rules_command(CLI::App& app) {
    const auto words = std::make_shared<Words>();
    app.add_flag("--dry-run", words->dry_run, "command.labels.dry_run");
    app.add_option("--confirm", words->confirm, "command.labels.confirm");
    app.footer("kartei label-rules --dry-run");
    return [words](House& house, const Terminal& terminal) { return run(house, terminal, *words); };
}

}  // namespace kartei::orders
