#include "modules/accounts/account_json.hpp"

#include <algorithm>

#include "audit/sensitive.hpp"
#include "jobs/job_title.hpp"
#include "modules/accounts/account_store.hpp"
#include "modules/accounts/accounts_api.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/accounts/session_store.hpp"
#include "web/problem.hpp"

namespace kartei::accounts {

using web::Answer;
using web::Json;
namespace schema = web::schema;

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json shown_or_null(const audit::FieldChange& change, const std::optional<std::string>& value) {
    const auto text = audit::shown(change, value);
    return text ? Json(*text) : Json(nullptr);
}

Value value_of(const Json& json) {
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_string()) return json.get<std::string>();
    if (json.is_array()) return json.get<std::vector<std::string>>();
    return {};
}

Json session_schema() {
    const auto user = schema::object({{"id", schema::integer()},
                                      {"name", schema::text()},
                                      {"display_name", schema::text()},
                                      {"language", schema::text()}},
                                     {"id", "name", "display_name", "language"});
    const auto house = schema::object({{"name", schema::text()},
                                       {"logo", schema::nullable(schema::integer())},
                                       {"time_zone", schema::text()},
                                       {"currency", schema::text()},
                                       {"empty", schema::boolean()}},
                                      {"name", "logo", "time_zone", "currency", "empty"});
    return schema::object({{"signed_in", schema::boolean()},
                           {"user", user},
                           {"permissions", schema::array(schema::text())},
                           {"token", schema::text()},
                           {"house", house},
                           {"first_sign_in_open", schema::boolean()}},
                          {"signed_in", "permissions", "house", "first_sign_in_open"});
}

Json user_schema() {
    const auto texts = schema::array(schema::text());
    return schema::object({{"id", schema::integer()},
                           {"version", schema::integer()},
                           {"name", schema::text()},
                           {"display_name", schema::text()},
                           {"language", schema::text()},
                           {"active", schema::boolean()},
                           {"all_events", schema::boolean()},
                           {"roles", texts},
                           {"promoters", texts},
                           {"created_at", schema::instant()},
                           {"last_sign_in_at", schema::nullable(schema::instant())}},
                          {"id", "version", "name", "display_name", "language", "active", "all_events", "roles",
                           "promoters", "created_at"});
}

Json role_schema() {
    return schema::object({{"id", schema::integer()}, {"version", schema::integer()}, {"name", schema::text()},
                           {"permissions", schema::array(schema::text())}},
                          {"id", "version", "name", "permissions"});
}

Json job_schema() {
    const auto instant = schema::nullable(schema::instant());
    return schema::object({{"id", schema::integer()},
                           {"kind", schema::text()},
                           {"title", schema::text()},
                           {"state", schema::choice({"waiting", "running", "done", "failed", "cancelled"})},
                           {"user_id", schema::integer()},
                           {"done", schema::integer()},
                           {"total", schema::integer()},
                           {"phase", schema::text()},
                           {"created_at", schema::instant()},
                           {"started_at", instant},
                           {"finished_at", instant},
                           {"result", schema::anything()},
                           {"problem", schema::nullable(schema::reference("Problem"))},
                           {"file_name", schema::nullable(schema::text())}},
                          {"id", "kind", "title", "state", "done", "total", "phase", "created_at"});
}

}  // namespace

Json as_json(const User& user) {
    return {{"id", user.id},
            {"version", user.version},
            {"name", user.name},
            {"display_name", user.display_name},
            {"language", user.language},
            {"active", user.active},
            {"all_events", user.all_events},
            {"roles", user.roles},
            {"promoters", user.promoters},
            {"created_at", user.created_at},
            {"last_sign_in_at", text_or_null(user.last_sign_in_at)}};
}

Json as_json(const Role& role) {
    return {{"id", role.id}, {"version", role.version}, {"name", role.name}, {"permissions", role.permissions}};
}

Json as_json(const jobs::Job& job, Language language) {
    Json problem = job.problem.empty() ? Json(nullptr) : web::problem(jobs::read_problem(job.problem), language).json;
    return {{"id", job.id},
            {"kind", job.kind},
            {"title", jobs::title_in(language, job.title)},
            {"state", jobs::state_name(job.state)},
            {"user_id", job.user_id},
            {"done", job.done},
            {"total", job.total},
            {"phase", job.phase.empty() ? std::string() : text(language, job.phase)},
            {"created_at", job.created_at},
            {"started_at", text_or_null(job.started_at)},
            {"finished_at", text_or_null(job.finished_at)},
            {"result", job.result.empty() ? Json(nullptr) : Json::parse(job.result)},
            {"problem", std::move(problem)},
            {"file_name", text_or_null(job.file_name)}};
}

Json session_json(Accounts& accounts, const std::optional<Actor>& actor, std::string_view token) {
    auto& house = accounts.house;
    return house.database.read([&](sql::Transaction& transaction) {
        auto rows = transaction.query("SELECT name, logo FROM house");
        const bool known = rows.next();
        const bool empty = accounts.rules.house_is_empty && accounts.rules.house_is_empty(transaction);
        Json session = {{"signed_in", actor.has_value()}, {"permissions", Json::array()},
                        {"house", {{"name", known ? rows.string(0) : ""},
                                   {"logo", known && !rows.is_null(1) ? Json(rows.integer(1)) : Json(nullptr)},
                                   {"time_zone", house.rules.time_zone},
                                   {"currency", house.currency}, {"empty", empty}}},
                        {"first_sign_in_open", is_first_sign_in_open(transaction)}};
        if (!actor) return session;
        const auto user = find_user(transaction, actor->user_id);
        session["user"] = {{"id", actor->user_id},
                           {"name", actor->name},
                           {"display_name", user ? user->display_name : actor->name},
                           {"language", user ? user->language : std::string(language_code(actor->language))}};
        session["permissions"] =
            actor->all_permissions ? expanded({std::string(every_permission)}) : actor->permissions;
        if (!token.empty()) session["token"] = accounts.sessions.form_token(token);
        return session;
    });
}

NewValues values_of(const Json& object, const std::vector<std::string>& besides) {
    NewValues values;
    for (const auto& [name, value] : object.items())
        if (std::find(besides.begin(), besides.end(), name) == besides.end()) values.emplace(name, value_of(value));
    return values;
}

Answer refused_for_now(const Refusal& refusal, Language language, std::string_view record) {
    auto answer = web::problem(refusal, language, nullptr, record);
    for (const auto& issue : refusal.issues)
        for (const auto& [name, value] : issue.parameters)
            if (name == "seconds")
                for (auto& header : answer.headers)
                    if (header.first == "Retry-After") header.second = value;
    return answer;
}

Answer stale(House& house, std::string_view record, std::int64_t id, std::int64_t version, const Json& current,
             const web::Request& request) {
    const auto since = std::max<std::int64_t>(current.at("version").get<std::int64_t>() - version, 0);
    const auto events = house.database.read([&](sql::Transaction& transaction) {
        return audit::changes_since_version(house, transaction, record, id, since);
    });
    Json changes = Json::array();
    for (const auto& event : events)
        for (const auto& change : event.changes)
            changes.push_back({{"field", change.field},
                               {"before", shown_or_null(change, change.before)},
                               {"after", shown_or_null(change, change.after)},
                               {"at", event.at},
                               {"by", event.user_name}});
    return web::problem(refuse(RefusalKind::stale, "error.stale"), request.language,
                        {{"current", current}, {"changes", changes}});
}

std::vector<web::NamedSchema> accounts_schemas() {
    return {{"Session", session_schema()}, {"User", user_schema()}, {"Role", role_schema()}, {"Job", job_schema()}};
}

}  // namespace kartei::accounts
