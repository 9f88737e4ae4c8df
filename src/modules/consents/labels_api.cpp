#include "modules/consents/labels_api.hpp"

#include "base/text.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/label_json.hpp"
#include "modules/consents/labelling.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::consents {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;
using Runs = std::shared_ptr<lists::Runs>;

constexpr Field expiry{"expires_at", FieldKind::instant};
constexpr Field label_name{"name", FieldKind::text, 120, Privacy::open, required};

Result<Answer> list(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) {
        Json labels = Json::array();
        for (const auto& one : labels_with_counts(house, transaction, request.actor.may("customers.see_hidden")))
            labels.push_back({{"id", one.id}, {"name", one.name}, {"customers", one.customers}});
        return Answer::ok({{"labels", std::move(labels)}});
    });
}

Result<Answer> of_customer(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        Json labels = Json::array();
        for (const auto& one : labels_of(house, transaction, request.id())) labels.push_back(label_json(one));
        return Answer::ok({{"labels", std::move(labels)}});
    });
}

Result<Answer> create(House& house, const Request& request) {
    const auto value = TRY(check_value(label_name, web::value_of(request.body.at("name"))));
    if (is_empty(value)) return refuse_field("name", "error.required");
    const auto name = std::get<std::string>(value);
    return house.database.write([&](Transaction& transaction) -> Result<Answer> {
        for (const auto& [id, known] : all_labels(transaction))
            if (known == name) return Answer::ok({{"id", id}, {"name", name}});
        audit::Change change(house, transaction, request.actor, "label_created", name);
        const auto id = find_or_create_label(transaction, change, name);
        change.seal();
        return Answer::created({{"id", id}, {"name", name}, {"change_event", change.event()}},
                               "/api/v1/labels/" + std::to_string(id));
    });
}

/// Either of the two: customers by their ids, or everybody in a list that the user made.
Result<std::vector<std::int64_t>> customers_named(House& house, const Runs& runs, const Request& request) {
    if (request.body.contains("customers")) return request.body.at("customers").get<std::vector<std::int64_t>>();
    if (!request.body.contains("run")) return refuse_field("run", "error.label_nobody_named");
    const auto run = TRY(runs->open(request.actor, request.body.at("run").get<std::int64_t>()));
    return house.database.read([&](Transaction& transaction) { return customers_in(transaction, *run->list); });
}

Result<Value> expiry_in(House& house, const Json& typed) {
    return read_value(expiry, typed.is_string() ? typed.get<std::string>() : std::string(), house.rules);
}

Result<LabelOrder> order_in(House& house, const Runs& runs, const Request& request, bool give) {
    LabelOrder order{request.id(), TRY(customers_named(house, runs, request)), give};
    order.preview = request.body.value("preview", false);
    if (request.body.contains("confirm")) order.confirmed = request.body.at("confirm").get<std::int64_t>();
    if (request.body.contains("expires_at")) {
        const auto value = TRY(expiry_in(house, request.body.at("expires_at")));
        order.expires_at = is_empty(value) ? "" : std::get<std::string>(value);
    }
    return order;
}

Result<Answer> change(House& house, const Runs& runs, const Request& request, bool give) {
    const auto order = TRY(order_in(house, runs, request, give));
    const auto work = [&](Transaction& transaction) {
        return label_customers(house, transaction, request.actor, order);
    };
    const auto done = TRY(order.preview ? house.database.read(work) : house.database.write(work));
    return Answer::ok({{"customers", done.customers},
                       {"changed", done.changed},
                       {"unchanged", done.unchanged},
                       {"left_out", done.left_out},
                       {"change_event", done.event ? Json(done.event) : Json()}});
}

Json body(bool give) {
    std::vector<std::pair<std::string, Json>> members{{"run", schema::integer()},
                                                      {"customers", schema::array(schema::integer())},
                                                      {"preview", schema::boolean()},
                                                      {"confirm", schema::integer()}};
    if (give) members.emplace_back("expires_at", schema::nullable(schema::text(40)));
    return schema::object(std::move(members));
}

std::vector<web::AnswerDeclaration> answers() {
    return {{200, "How many were named, are changed, stay as they are, are left out (hidden, gone, the anonymous one).",
             schema::object({{"customers", schema::integer()},
                             {"changed", schema::integer()},
                             {"unchanged", schema::integer()},
                             {"left_out", schema::integer()},
                             {"change_event", schema::nullable(schema::integer())}},
                            {"customers", "changed", "unchanged", "left_out", "change_event"})}};
}

Endpoint changing(House& house, const Runs& runs, bool give) {
    Endpoint endpoint{Method::post, give ? "/labels/{id}/customers" : "/labels/{id}/customers/removal",
                      give ? "label_customers" : "unlabel_customers", "customers.change",
                      std::string(give ? "Gives a label to" : "Takes a label from") +
                          " everybody in a list (`run`), or to these `customers`, as one change that undo takes back. "
                          "`preview` says how many it concerns; more than 100 are changed only with `confirm`, that "
                          "number." +
                          (give ? " It holds until `expires_at`, else as long as the label says: one that ends with a "
                                  "subscription is given to who has it, one whose last day is past to nobody (409)."
                                : "")};
    endpoint.body_schema = body(give);
    endpoint.answers = answers();
    endpoint.handle = [&house, runs, give](Request& request) { return change(house, runs, request, give); };
    endpoint.record = "customer_label";
    return endpoint;
}

}  // namespace

web::EndpointTable labels_endpoints(House& house, Runs runs) {
    const auto label = schema::object(
        {{"id", schema::integer()}, {"name", schema::text()}, {"customers", schema::integer()}}, {"id", "name"});
    const auto made = schema::object(
        {{"id", schema::integer()}, {"name", schema::text()}, {"change_event", schema::integer()}}, {"id", "name"});
    return {{Method::get,
             "/labels",
             "list_labels",
             "customers.read",
             "All labels by name, and how many customers carry each at this moment; those that have expired do not "
             "count (T-062).",
             {},
             nullptr,
             {},
             {{200, "The labels.", schema::object({{"labels", schema::array(label)}}, {"labels"})}},
             {},
             [&house](Request& request) { return list(house, request); }},
            {Method::get,
             "/customers/{id}/labels",
             "list_labels_of_customer",
             "customers.read",
             "Labels that a customer carries, by name: how they look, who gave them and until when, what is to be said to "
             "whoever opens him (`notice`). One that has expired is shown as such and does nothing any more.",
             {},
             nullptr,
             {},
             {{200, "His labels.", schema::object({{"labels", schema::array(label_schema())}}, {"labels"})}},
             {},
             [&house](Request& request) { return of_customer(house, request); }},
            {Method::post,
             "/labels",
             "create_label",
             "customers.change",
             "A new label; 200 with the one that is there already.",
             {},
             schema::object({{"name", schema::text(120)}}, {"name"}),
             {},
             {{201, "The label; `change_event` undoes it.", made}, {200, "It was there.", made}},
             {},
             [&house](Request& request) { return create(house, request); },
             "label"},
            changing(house, runs, true),
            changing(house, runs, false)};
}

}  // namespace kartei::consents
