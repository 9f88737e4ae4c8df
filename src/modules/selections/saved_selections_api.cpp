// Saved selections over HTTP.
#include "modules/accounts/account_json.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/selections/selection_json.hpp"
#include "modules/selections/selections_api.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::selections {
namespace {

using parameters::PlainRow;
using parameters::PlainValues;
using parameters::SavedRow;
using sql::Transaction;
using namespace web::endpoint_names;

using Shared = std::shared_ptr<Engine>;

std::string owner_name(Transaction& transaction, std::int64_t owner) {
    auto rows = transaction.query("SELECT display_name FROM user_account WHERE id = :id", owner);
    return rows.next() ? rows.string(0) : "system";
}

Json roles_json(const PlainRow& row) {
    Json roles = Json::array();
    if (const auto* all = std::get_if<std::vector<std::string>>(&row.values.at("shared_with")))
        for (const auto& role : *all) roles.push_back(std::stoll(role));
    return roles;
}

Json row_json(Transaction& transaction, const RunView& view, const PlainRow& row) {
    const auto last = last_run(transaction, view, row.id);
    return {{"id", row.id},
            {"version", row.version},
            {"name", row.text("name")},
            {"note", row.text("note").empty() ? Json(nullptr) : Json(row.text("note"))},
            {"document", Json::parse(row.text("document"))},
            {"shared_with", roles_json(row)},
            {"owner", owner_name(transaction, row.integer("owner"))},
            {"may_change", may_change(view.actor, row)},
            {"last_count", last ? Json(last->count) : Json(nullptr)},
            {"last_run_at", last ? Json(last->made_at) : Json(nullptr)}};
}

Answer answer_of(House& house, Transaction& transaction, const Actor& actor, const SavedRow& saved) {
    auto json = row_json(transaction, run_view(house, transaction, actor), saved.row);
    if (saved.event > 0) json["change_event"] = saved.event;
    auto answer = Answer::ok(std::move(json));
    answer.version = saved.row.version;
    return answer;
}

PlainValues values_of(const Json& body) {
    PlainValues values;
    for (const auto& [name, value] : body.items()) {
        if (name == "document") {
            values[name] = value.dump();
        } else if (name == "shared_with" && !value.empty()) {
            std::vector<std::string> roles;
            for (const auto& role : value) roles.push_back(std::to_string(role.get<std::int64_t>()));
            values[name] = std::move(roles);
        } else {
            values[name] = web::value_of(value);
        }
    }
    return values;
}

Result<Answer> list(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) {
        Json all = Json::array();
        const auto view = run_view(house, transaction, request.actor);
        for (const auto& row : selections_of(transaction, request.actor))
            all.push_back(row_json(transaction, view, row));
        return Answer::ok({{"selections", std::move(all)}});
    });
}

Result<Answer> add(House& house, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto saved = TRY(create_selection(house, transaction, request.actor, values_of(request.body)));
            auto answer = answer_of(house, transaction, request.actor, saved);
            answer.status = 201;
            answer.location = "/api/v1/selections/" + std::to_string(saved.row.id);
            return answer;
        });
    });
}

Result<Answer> read_one(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        return answer_of(house, transaction, request.actor,
                         {TRY(selection_seen(transaction, request.actor, request.id())), 0});
    });
}

/// What stands there now, for who changed an older state of it.
Result<Answer> refused(House& house, const Request& request, const Refusal& refusal) {
    if (refusal.kind != RefusalKind::stale) return refusal;
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto now = TRY(selection_seen(transaction, request.actor, request.id()));
        return accounts::stale(house, "selection", now.id, *request.version,
                               row_json(transaction, run_view(house, transaction, request.actor), now), request);
    });
}

Result<Answer> change_one(House& house, const Request& request) {
    const auto changed = house.database.write([&](Transaction& transaction) -> Result<Answer> {
        return answer_of(house, transaction, request.actor,
                         TRY(change_selection(house, transaction, request.actor, request.id(), *request.version,
                                              values_of(request.body))));
    });
    return changed ? changed : refused(house, request, changed.refusal());
}

Result<Answer> remove_one(House& house, const Request& request) {
    const auto removed = house.database.write([&](Transaction& transaction) -> Result<Answer> {
        return Answer::ok({{"change_event", TRY(remove_selection(house, transaction, request.actor, request.id(),
                                                                 *request.version))}});
    });
    return removed ? removed : refused(house, request, removed.refusal());
}

Json run_json(Transaction& transaction, const SelectionRun& run) {
    return {{"id", run.id},
            {"count", run.count},
            {"position", run.position},
            {"made_at", run.made_at},
            {"made_by", owner_name(transaction, run.user_id)},
            {"document", Json::parse(run.document)}};
}

Result<Answer> run_one(House& house, Engine& engine, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto run = TRY(run_selection(house, transaction, engine, request.actor, request.id()));
            return Answer::created(run_json(transaction, run),
                                   "/api/v1/selections/" + std::to_string(request.id()) + "/runs");
        });
    });
}

Result<Answer> list_runs(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        TRY(selection_seen(transaction, request.actor, request.id()));
        Json all = Json::array();
        const auto view = run_view(house, transaction, request.actor);
        for (const auto& run : TRY(runs_of(transaction, view, request.id())))
            all.push_back(run_json(transaction, run));
        return Answer::ok({{"runs", std::move(all)}});
    });
}

constexpr std::size_t most_named = 200;

/// The first of them by name; who is gone has none.
void name_some(Transaction& transaction, const std::vector<std::int64_t>& numbers, Json& named) {
    for (std::size_t i = 0; i < std::min(numbers.size(), most_named); ++i) {
        const auto id = customers::id_of_number(transaction, numbers[i]);
        const auto customer = id ? customers::find_customer(transaction, *id) : std::nullopt;
        if (customer) named.push_back({{"id", *id}, {"number", numbers[i]}, {"name", customers::full_name(*customer)}});
    }
}

Result<Answer> run_changes(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        TRY(selection_seen(transaction, request.actor, request.id()));
        const auto view = run_view(house, transaction, request.actor);
        const auto since = request.query_integer("since", 0);
        const auto changes = TRY(changes_of_run(transaction, view, request.id(), request.id("run"),
                                                since == 0 ? std::nullopt : std::optional(since)));
        Json named = Json::array();
        name_some(transaction, changes.came, named), name_some(transaction, changes.went, named);
        return Answer::ok({{"came", changes.came}, {"went", changes.went}, {"named", std::move(named)}});
    });
}

Json members_schema() {
    return schema::object({{"name", schema::text()},
                           {"note", schema::nullable(schema::text())},
                           {"document", schema::anything()},
                           {"shared_with", schema::array(schema::integer())}});
}

Endpoint endpoint(Method method, const char* path, const char* name, const char* permission, const char* summary,
                  web::AnswerDeclaration answer, std::function<Result<Answer>(Request&)> handle) {
    Endpoint made{.method = method, .path = path, .name = name, .permission = permission, .summary = summary};
    made.answers = {std::move(answer)};
    made.handle = std::move(handle);
    made.record = "selection";
    return made;
}

Endpoint with(Endpoint endpoint, Json body, Precondition precondition) {
    endpoint.body_schema = std::move(body);
    endpoint.precondition = precondition;
    return endpoint;
}

Endpoint run_changes_endpoint(House& house) {
    const auto numbers = schema::array(schema::integer());
    const auto named = schema::array(schema::object(
        {{"id", schema::integer()}, {"number", schema::integer()}, {"name", schema::text()}}, {"id", "number", "name"}));
    auto changes = endpoint(Method::get, "/selections/{id}/runs/{run}/changes", "list_selection_run_changes", "selections.run",
                            "Numbers of the customers who came and went since another run, and the names of the first 200 of each.",
                            {200, "The changes.",
                             schema::object({{"came", numbers}, {"went", numbers}, {"named", named}}, {"came", "went", "named"})},
                            [&house](Request& request) { return run_changes(house, request); });
    changes.parameters = {{"since", "The other run; the one before it when not given.", schema::integer()}};
    return changes;
}

EndpointTable run_endpoints(House& house, Shared engine) {
    const auto run = schema::reference("SelectionRun");
    return {
        with(endpoint(Method::post, "/selections/{id}/runs", "run_selection", "selections.run",
                      "Freezes whom it holds now: numbers, time and document. What happens to the document or the "
                      "customers afterwards does not touch it.",
                      {201, "The run.", run},
                      [&house, engine](Request& request) { return run_one(house, *engine, request); }),
             nullptr, Precondition::idempotency_key),
        endpoint(Method::get, "/selections/{id}/runs", "list_selection_runs", "selections.run",
                 "The runs of a selection, the newest first.",
                 {200, "The runs.", schema::object({{"runs", schema::array(run)}}, {"runs"})},
                 [&house](Request& request) { return list_runs(house, request); }),
        run_changes_endpoint(house),
    };
}

}  // namespace

EndpointTable saved_selections_endpoints(House& house, Shared engine) {
    const auto one = schema::reference("Selection");
    auto required = members_schema();
    required["required"] = {"name", "document"};
    EndpointTable table{
        endpoint(Method::get, "/selections", "list_selections", "selections.run",
                 "The saved selections that are the caller's or shared with a role of his (J-021).",
                 {200, "By name.", schema::object({{"selections", schema::array(one)}}, {"selections"})},
                 [&house](Request& request) { return list(house, request); }),
        with(endpoint(Method::post, "/selections", "create_selection", "selections.save",
                      "Saves a selection. Refused when its document is not sound, leads in a circle, or the name is "
                      "taken; sharing it takes selections.share.",
                      {201, "The selection.", one}, [&house](Request& request) { return add(house, request); }),
             required, Precondition::idempotency_key),
        endpoint(Method::get, "/selections/{id}", "get_selection", "selections.run", "One saved selection.",
                 {200, "The selection.", one}, [&house](Request& request) { return read_one(house, request); }),
        with(endpoint(Method::patch, "/selections/{id}", "change_selection", "selections.save",
                      "Changes a selection of one's own. One that others name keeps its name (409).",
                      {200, "The selection.", one}, [&house](Request& request) { return change_one(house, request); }),
             members_schema(), Precondition::if_match),
        with(endpoint(Method::del, "/selections/{id}", "delete_selection", "selections.save",
                      "Deletes a selection; those of others take selections.delete_others. 409 names the one that uses "
                      "it.",
                      {200, "Deleted; `change_event` undoes it.",
                       schema::object({{"change_event", schema::integer()}}, {"change_event"})},
                      [&house](Request& request) { return remove_one(house, request); }),
             nullptr, Precondition::if_match),
    };
    for (auto& run : run_endpoints(house, engine)) table.push_back(std::move(run));
    return table;
}

std::vector<web::NamedSchema> selections_schemas() {
    const auto integer = schema::integer(), text = schema::text(), document = schema::anything();
    const auto children = [](const char* name) { return schema::array(schema::reference(name)); };
    return {
        {"SelectionLine",
         schema::object(
             {{"hits", integer}, {"left", schema::nullable(integer)}, {"children", children("SelectionLine")}},
             {"hits", "left", "children"})},
        {"ExplainedLine", schema::object({{"path", text},
                                          {"kind", text},
                                          {"result", schema::boolean()},
                                          {"values", document},
                                          {"children", children("ExplainedLine")}},
                                         {"path", "kind", "result", "values", "children"})},
        {"Selection", schema::object({{"id", integer},
                                      {"version", integer},
                                      {"name", text},
                                      {"note", schema::nullable(text)},
                                      {"document", document},
                                      {"shared_with", schema::array(integer)},
                                      {"owner", text},
                                      {"may_change", schema::boolean()},
                                      {"last_count", schema::nullable(integer)},
                                      {"last_run_at", schema::nullable(schema::instant())},
                                      {"change_event", integer}},
                                     {"id", "version", "name", "note", "document", "shared_with", "owner", "may_change",
                                      "last_count", "last_run_at"})},
        {"SelectionRun", schema::object({{"id", integer},
                                         {"count", integer},
                                         {"position", integer},
                                         {"made_at", schema::instant()},
                                         {"made_by", text},
                                         {"document", document}},
                                        {"id", "count", "position", "made_at", "made_by", "document"})},
    };
}

}  // namespace kartei::selections
