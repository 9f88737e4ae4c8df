#include "modules/reports/saved_lists_api.hpp"

#include "modules/accounts/account_json.hpp"
#include "modules/accounts/idempotent.hpp"
#include "web/endpoint_names.hpp"
#include "web/field_json.hpp"

namespace kartei::reports {
namespace {

using parameters::PlainRow;
using parameters::PlainValues;
using parameters::SavedRow;
using sql::Transaction;
using namespace web::endpoint_names;

using Shared = std::shared_ptr<Deliveries>;

std::string name_of_owner(Transaction& transaction, std::int64_t owner) {
    auto rows = transaction.query("SELECT display_name FROM user_account WHERE id = :id", owner);
    return rows.next() ? rows.string(0) : "system";
}

Json text_or_nothing(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json roles_json(const PlainRow& row) {
    Json roles = Json::array();
    for (const auto& role : texts_of(row, "shared_with")) roles.push_back(std::stoll(role));
    return roles;
}

Json number_or_nothing(std::int64_t number) { return number == 0 ? Json(nullptr) : Json(number); }

/// Whoever it is shared with reads what it asks, not whom it is sent to.
Json row_json(Transaction& transaction, const Actor& actor, const PlainRow& row) {
    const bool may_change = may_change_saved_list(actor, row);
    auto rows = transaction.query("SELECT next_at FROM saved_list WHERE id = :id", row.id);
    const auto next = rows.next() ? rows.string(0) : "";
    return {{"id", row.id},
            {"version", row.version},
            {"name", row.text("name")},
            {"note", text_or_nothing(row.text("note"))},
            {"report", row.text("report")},
            {"report_type", text_or_nothing(row.text("report_type"))},
            {"filter", Json::parse(row.text("filter"))},
            {"columns_shown", texts_of(row, "columns_shown")},
            {"address", text_or_nothing(row.text("address"))},
            {"format", row.text("format")},
            {"headings", row.text("headings")},
            {"shared_with", roles_json(row)},
            {"repeats", text_or_nothing(row.text("repeats"))},
            {"deliver_at", text_or_nothing(row.text("deliver_at"))},
            {"weekday", number_or_nothing(row.integer("weekday"))},
            {"day_of_month", number_or_nothing(row.integer("day_of_month"))},
            {"send_to", may_change ? Json(texts_of(row, "send_to")) : Json::array()},
            {"owner", name_of_owner(transaction, row.integer("owner"))},
            {"may_change", may_change},
            {"next_at", text_or_nothing(next)}};
}

Answer answer_of(Transaction& transaction, const Actor& actor, const SavedRow& saved) {
    auto json = row_json(transaction, actor, saved.row);
    if (saved.event > 0) json["change_event"] = saved.event;
    auto answer = Answer::ok(std::move(json));
    answer.version = saved.row.version;
    return answer;
}

PlainValues values_of(const Json& body) {
    PlainValues values;
    for (const auto& [name, value] : body.items()) {
        if (name == "filter") {
            values[name] = value.dump();
        } else if (value.is_array()) {
            std::vector<std::string> texts;
            for (const auto& one : value) texts.push_back(one.is_string() ? one.get<std::string>() : one.dump());
            values[name] = texts.empty() ? Value() : Value(std::move(texts));
        } else {
            values[name] = web::value_of(value);
        }
    }
    return values;
}

Result<Answer> list(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) {
        Json all = Json::array();
        for (const auto& row : saved_lists_of(transaction, request.actor))
            all.push_back(row_json(transaction, request.actor, row));
        return Answer::ok({{"lists", std::move(all)}});
    });
}

Result<Answer> add(House& house, Deliveries& deliveries, const Request& request) {
    return house.database.write([&](Transaction& transaction) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto saved = TRY(create_saved_list(house, transaction, request.actor, deliveries.runs(),
                                                     values_of(request.body)));
            auto answer = answer_of(transaction, request.actor, saved);
            answer.status = 201;
            answer.location = "/api/v1/saved-lists/" + std::to_string(saved.row.id);
            return answer;
        });
    });
}

Result<Answer> read_one(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        return answer_of(transaction, request.actor,
                         {TRY(saved_list_seen(transaction, request.actor, request.id())), 0});
    });
}

/// What stands there now, for who changed an older state of it.
Result<Answer> refused(House& house, const Request& request, const Refusal& refusal) {
    if (refusal.kind != RefusalKind::stale) return refusal;
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto now = TRY(saved_list_seen(transaction, request.actor, request.id()));
        return accounts::stale(house, "saved_list", now.id, *request.version,
                               row_json(transaction, request.actor, now), request);
    });
}

Result<Answer> change_one(House& house, Deliveries& deliveries, const Request& request) {
    const auto changed = house.database.write([&](Transaction& transaction) -> Result<Answer> {
        return answer_of(transaction, request.actor,
                         TRY(change_saved_list(house, transaction, request.actor, deliveries.runs(), request.id(),
                                               *request.version, values_of(request.body))));
    });
    return changed ? changed : refused(house, request, changed.refusal());
}

Result<Answer> remove_one(House& house, const Request& request) {
    const auto removed = house.database.write([&](Transaction& transaction) -> Result<Answer> {
        return Answer::ok({{"change_event", TRY(remove_saved_list(house, transaction, request.actor, request.id(),
                                                                  *request.version))}});
    });
    return removed ? removed : refused(house, request, removed.refusal());
}

Json delivery_json(const Delivery& one, Language language) {
    Json problem = nullptr;
    if (!one.problem.empty()) {
        const auto refusal = jobs::read_problem(one.problem);
        problem = text(language, refusal.issues.front().key, refusal.issues.front().parameters);
    }
    return {{"id", one.id},
            {"job", number_or_nothing(one.job)},
            {"made_at", one.made_at},
            {"state", one.state},
            {"rows", one.state == "done" ? Json(one.rows) : Json(nullptr)},
            {"came", one.came ? Json(*one.came) : Json(nullptr)},
            {"went", one.went ? Json(*one.went) : Json(nullptr)},
            {"file_name", text_or_nothing(one.file_name)},
            {"problem", problem},
            {"expires_at", text_or_nothing(one.expires_at)},
            {"sent", one.sent},
            {"fetched", one.fetched},
            {"fetched_at", text_or_nothing(one.fetched_at)}};
}

/// Deliveries hold what the owner may see: nobody else reads of them.
Result<PlainRow> own_list(Transaction& transaction, const Request& request) {
    auto row = TRY(saved_list_seen(transaction, request.actor, request.id()));
    if (!may_change_saved_list(request.actor, row))
        return refuse(RefusalKind::forbidden, "error.saved_list_of_others");
    return row;
}

Result<Answer> deliveries_of(House& house, Deliveries& deliveries, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto row = TRY(own_list(transaction, request));
        Json all = Json::array();
        for (const auto& one : deliveries.of_list(transaction, row.id))
            all.push_back(delivery_json(one, request.language));
        return Answer::ok({{"deliveries", std::move(all)}});
    });
}

Result<Answer> deliver(House& house, Deliveries& deliveries, const Request& request) {
    const auto row = TRY(
        house.database.read([&](Transaction& transaction) { return own_list(transaction, request); }));
    return deliveries.deliver(row, [&](Transaction& transaction, const std::function<Result<std::int64_t>()>& enter) {
        return accounts::once(house, transaction, request, [&]() -> Result<Answer> {
            const auto job = TRY(enter());
            return Answer::accepted({{"id", job}}, "/api/v1/jobs/" + std::to_string(job));
        });
    });
}

Result<Answer> fetch(Deliveries& deliveries, const Request& request) {
    const auto file = TRY(deliveries.fetch(request.path_parameters.at("token")));
    Answer answer;
    answer.file = file.path;
    answer.file_name = file.name;
    answer.media_type = "application/octet-stream";
    return answer;
}

Json at_most(int items, Json one) {
    auto list = schema::array(std::move(one));
    list["maxItems"] = items;
    return list;
}

Json members() {
    return schema::object({{"name", schema::text()},
                           {"note", schema::nullable(schema::text())},
                           {"report", schema::text()},
                           {"report_type", schema::nullable(schema::text())},
                           {"filter", schema::anything()},
                           {"columns_shown", at_most(200, schema::text())},
                           {"address", schema::nullable(schema::text())},
                           {"format", schema::choice({"xlsx", "csv", "json"})},
                           {"headings", schema::choice({"de", "nl", "en", "names"})},
                           {"shared_with", at_most(100, schema::integer())},
                           {"repeats", schema::nullable(schema::text())},
                           {"deliver_at", schema::nullable(schema::text())},
                           {"weekday", schema::nullable(schema::integer())},
                           {"day_of_month", schema::nullable(schema::integer())},
                           {"send_to", at_most(50, schema::text())}});
}

Endpoint endpoint(Method method, const char* path, const char* name, const char* permission, const char* summary,
                  web::AnswerDeclaration answer, std::function<Result<Answer>(Request&)> handle) {
    Endpoint made{.method = method, .path = path, .name = name, .permission = permission, .summary = summary};
    made.answers = {std::move(answer)};
    made.handle = std::move(handle);
    made.record = "saved_list";
    return made;
}

Endpoint with(Endpoint endpoint, Json body, Precondition precondition) {
    endpoint.body_schema = std::move(body);
    endpoint.precondition = precondition;
    return endpoint;
}

EndpointTable delivery_endpoints(House& house, Shared deliveries) {
    return {
        endpoint(Method::get, "/saved-lists/{id}/deliveries", "list_deliveries", "lists.save",
                 "What was made of a list of one's own, at most the last 100: when, how many rows, to whom its link went "
                 "and how often it was fetched.",
                 {200, "The newest first.",
                  schema::object({{"deliveries", schema::array(schema::reference("ListDelivery"))}}, {"deliveries"})},
                 [&house, deliveries](Request& request) { return deliveries_of(house, *deliveries, request); }),
        with(endpoint(Method::post, "/saved-lists/{id}/deliveries", "deliver_list", "lists.deliver",
                      "Makes a list of one's own now, as a job, and sends its link to whom it names. The file is fetched "
                      "from the job.",
                      {202, "The job", schema::object({{"id", schema::integer()}}, {"id"})},
                      [&house, deliveries](Request& request) { return deliver(house, *deliveries, request); }),
             nullptr, Precondition::idempotency_key),
        endpoint(Method::get, "/list-deliveries/{token}/file", "fetch_delivery", "",
                 "The file that a link leads to: without signing in, for seven days, and only while the owner of the list "
                 "still has the right to it. 404 otherwise.",
                 {200, "The file", nullptr, "application/octet-stream"},
                 [deliveries](Request& request) { return fetch(*deliveries, request); }),
    };
}

}  // namespace

EndpointTable saved_lists_endpoints(House& house, Shared deliveries) {
    const auto one = schema::reference("SavedList");
    auto required = members();
    required["required"] = {"name", "report", "filter"};
    EndpointTable table{
        endpoint(Method::get, "/saved-lists", "list_saved_lists", "lists.save",
                 "Lists that the caller keeps, or that are shared with a role of his.",
                 {200, "By name.", schema::object({{"lists", schema::array(one)}}, {"lists"})},
                 [&house](Request& request) { return list(house, request); }),
        with(endpoint(Method::post, "/saved-lists", "create_saved_list", "lists.save",
                      "Keeps a list under a name: report, question, columns. Refused as the report itself refuses it; "
                      "sharing it takes lists.share, having it made at set times (`repeats`: daily, weekly, monthly; "
                      "`deliver_at` on the house's clock) and sent lists.deliver.",
                      {201, "The list.", one},
                      [&house, deliveries](Request& request) { return add(house, *deliveries, request); }),
             required, Precondition::idempotency_key),
        endpoint(Method::get, "/saved-lists/{id}", "get_saved_list", "lists.save", "One saved list.",
                 {200, "The list.", one}, [&house](Request& request) { return read_one(house, request); }),
        with(endpoint(Method::patch, "/saved-lists/{id}", "change_saved_list", "lists.save",
                      "Changes a saved list of one's own.", {200, "The list.", one},
                      [&house, deliveries](Request& request) { return change_one(house, *deliveries, request); }),
             members(), Precondition::if_match),
        with(endpoint(Method::del, "/saved-lists/{id}", "delete_saved_list", "lists.save",
                      "Deletes a saved list of one's own; what was delivered of it stays to be fetched until its links end.",
                      {200, "Deleted; `change_event` undoes it.",
                       schema::object({{"change_event", schema::integer()}}, {"change_event"})},
                      [&house](Request& request) { return remove_one(house, request); }),
             nullptr, Precondition::if_match),
    };
    for (auto& delivery : delivery_endpoints(house, deliveries)) table.push_back(std::move(delivery));
    return table;
}

std::vector<web::NamedSchema> saved_lists_schemas() {
    const auto integer = schema::integer(), words = schema::text();
    auto list = members();
    list["properties"]["id"] = integer, list["properties"]["version"] = integer;
    list["properties"]["owner"] = words, list["properties"]["may_change"] = schema::boolean();
    list["properties"]["next_at"] = schema::nullable(schema::instant());
    list["properties"]["change_event"] = integer;
    list["required"] = {"id", "version", "name", "report", "filter", "format", "headings", "owner", "may_change"};
    const auto sent = schema::object({{"to", words}, {"outcome", words}}, {"to", "outcome"});
    return {{"SavedList", std::move(list)},
            {"ListDelivery", schema::object({{"id", integer},
                                             {"job", schema::nullable(integer)},
                                             {"made_at", schema::instant()},
                                             {"state", words},
                                             {"rows", schema::nullable(integer)},
                                             {"came", schema::nullable(integer)},
                                             {"went", schema::nullable(integer)},
                                             {"file_name", schema::nullable(words)},
                                             {"problem", schema::nullable(words)},
                                             {"expires_at", schema::nullable(schema::instant())},
                                             {"sent", schema::array(sent)},
                                             {"fetched", integer},
                                             {"fetched_at", schema::nullable(schema::instant())}},
                                            {"id", "made_at", "state", "sent", "fetched"})}};
}

std::vector<audit::Reversible> reversible_saved_lists() {
    auto list = parameters::reversible(saved_list_record());
    // When it is due next is reckoned anew, as after every change.
    list.change = [change_back = list.change](House& house, Transaction& transaction, audit::Change& change,
                                              std::int64_t id, const std::vector<audit::FieldChange>& fields,
                                              bool check_only) {
        auto conflicts = change_back(house, transaction, change, id, fields, check_only);
        if (!check_only && conflicts.empty())
            transaction.execute("UPDATE saved_list SET next_at = NULL WHERE id = :id", id);
        return conflicts;
    };
    return {std::move(list)};
}

}  // namespace kartei::reports
