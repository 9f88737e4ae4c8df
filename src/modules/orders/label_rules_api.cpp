#include "modules/orders/label_rules_api.hpp"

#include "modules/customers/customer_store.hpp"
#include "modules/orders/label_rules.hpp"
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
            {"number", customer && customer->number ? Json(*customer->number) : Json()},
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

}  // namespace kartei::orders
