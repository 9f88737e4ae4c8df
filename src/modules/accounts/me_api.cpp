#include "base/text.hpp"
#include "modules/accounts/account_json.hpp"
#include "modules/accounts/account_store.hpp"
#include "modules/accounts/accounts_api.hpp"
#include "modules/accounts/sign_in.hpp"
#include "modules/accounts/user_settings.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::accounts {

using sql::Transaction;
using namespace web::endpoint_names;

namespace {

Json settings_schema(bool all) {
    std::vector<std::pair<std::string, Json>> members;
    std::vector<std::string> names;
    for (const auto& setting : user_settings()) {
        names.emplace_back(setting.name);
        members.emplace_back(setting.name, setting.is_text()         ? schema::text(longest_setting)
                                           : setting.choices.empty() ? schema::boolean()
                                               : schema::choice({setting.choices.begin(), setting.choices.end()}));
    }
    return schema::object(std::move(members), all ? names : std::vector<std::string>{});
}

Json view_schema() {
    auto columns = schema::nullable(schema::array(schema::text(100)));
    columns["maxItems"] = 500;
    Json widths = {{"type", "object"}, {"additionalProperties", true}};
    return schema::object({{"columns", columns}, {"widths", widths}}, {"columns"});
}

/// The language is the stored one: a request may ask for its answer in another.
Json settings_now(Transaction& transaction, const Actor& actor) {
    const auto user = find_user(transaction, actor.user_id);
    return settings_of(transaction, actor.user_id, user ? user->language : language_code(actor.language));
}

Result<Answer> get_settings(Accounts& accounts, const Request& request) {
    return accounts.house.database.read([&](Transaction& transaction) {
        return Answer::ok(settings_now(transaction, request.actor));
    });
}

Result<Answer> patch_settings(Accounts& accounts, const Request& request) {
    for (const auto& setting : user_settings()) {
        const auto given = request.body.find(setting.name);
        if (!setting.is_text() || given == request.body.end()) continue;
        if (has_control_character(given->get<std::string>()))
            return refuse_field(std::string(setting.name), "error.control_character");
        if (contains_card_number(given->get<std::string>()))
            return refuse_field(std::string(setting.name), "error.card_number");
    }
    auto answer = accounts.house.database.write([&](Transaction& transaction) {
        change_settings(transaction, request.actor.user_id, request.body);
        return Answer::ok(settings_now(transaction, request.actor));
    });
    accounts.sessions.changed();  // the language is part of who somebody is
    return answer;
}

Result<std::string> list_of(const Request& request) {
    const auto& name = request.path_parameters.at("list");
    if (!is_list_name(name)) return refuse(RefusalKind::not_found, "error.no_such_list");
    return name;
}

Result<Answer> get_view(Accounts& accounts, const Request& request) {
    const auto list = TRY(list_of(request));
    return accounts.house.database.read(
        [&](Transaction& transaction) { return Answer::ok(view_of(transaction, request.actor.user_id, list)); });
}

Result<Answer> put_view(Accounts& accounts, const Request& request) {
    const auto list = TRY(list_of(request));
    if (contains_card_number(request.body.dump())) return refuse_field("columns", "error.card_number");
    const auto widths = request.body.value("widths", Json::object());
    for (const auto& [column, width] : widths.items())
        if (!width.is_number_integer() || column.size() > 100 || width < 0 || width > 10'000)
            return refuse(RefusalKind::invalid, "error.not_a_width", {{"name", column.substr(0, 100)}});
    accounts.house.database.write(
        [&](Transaction& transaction) { keep_view(transaction, request.actor.user_id, list, request.body); });
    return Answer::ok(request.body);
}

Result<Answer> put_password(Accounts& accounts, const Request& request) {
    const std::string present = request.body["present"], wanted = request.body["password"];
    const auto token = change_own_password(accounts, request.actor, present, wanted);
    if (!token) return refused_for_now(token.refusal(), request.language, "user");
    auto answer = Answer::ok(session_json(accounts, request.actor, token.value()));
    answer.headers.emplace_back("Set-Cookie", accounts.sessions.cookie(token.value()));
    return answer;
}

Endpoint get_settings_endpoint(Accounts& accounts) {
    return {.method = Method::get,
            .path = "/me/settings",
            .name = "get_settings",
            .permission = "signed_in",
            .summary = "How the program looks and behaves for the user.",
            .answers = {{200, "All settings.", settings_schema(true)}},
            .handle = [&](Request& request) { return get_settings(accounts, request); }};
}

Endpoint change_settings_endpoint(Accounts& accounts) {
    return {.method = Method::patch,
            .path = "/me/settings",
            .name = "change_settings",
            .permission = "signed_in",
            .summary = "Changes the settings that are named; the last change wins.",
            .body_schema = settings_schema(false),
            .answers = {{200, "All settings.", settings_schema(true)}},
            .handle = [&](Request& request) { return patch_settings(accounts, request); }};
}

Endpoint get_view_endpoint(Accounts& accounts) {
    return {.method = Method::get,
            .path = "/me/views/{list}",
            .name = "get_view",
            .permission = "signed_in",
            .summary = "The user's own columns of a list; null = the standard ones.",
            .answers = {{200, "Columns in order, widths in pixels.", view_schema()}},
            .handle = [&](Request& request) { return get_view(accounts, request); }};
}

Endpoint replace_view_endpoint(Accounts& accounts) {
    return {.method = Method::put,
            .path = "/me/views/{list}",
            .name = "replace_view",
            .permission = "signed_in",
            .summary = "Keeps the user's own columns of a list.",
            .body_schema = view_schema(),
            .answers = {{200, "As kept.", view_schema()}},
            .handle = [&](Request& request) { return put_view(accounts, request); }};
}

Endpoint change_password_endpoint(Accounts& accounts) {
    return {.method = Method::put,
            .path = "/me/password",
            .name = "change_password",
            .permission = "signed_in",
            .summary =
                "Another password for oneself: ends all one's sessions and begins a new one. 422 when the present one "
                "is wrong; 429 after the fifth failure.",
            .body_schema = schema::object({{"present", schema::text(1000)}, {"password", schema::text(1000)}},
                                          {"present", "password"}),
            .answers = {{200, "Signed in anew; the cookie of the session is set.", schema::reference("Session")}},
            .handle = [&](Request& request) { return put_password(accounts, request); },
            .record = "user"};
}

}  // namespace

EndpointTable me_endpoints(Accounts& accounts) {
    return {get_settings_endpoint(accounts), change_settings_endpoint(accounts), get_view_endpoint(accounts),
            replace_view_endpoint(accounts), change_password_endpoint(accounts)};
}

}  // namespace kartei::accounts
