#include "modules/accounts/account_json.hpp"
#include "modules/accounts/accounts_api.hpp"
#include "modules/accounts/sign_in.hpp"
#include "modules/accounts/user_settings.hpp"

namespace kartei::accounts {

using sql::Transaction;
using web::Answer;
using web::EndpointTable;
using web::Json;
using web::Method;
using web::Request;
namespace schema = web::schema;

namespace {

Json settings_schema(bool all) {
    std::vector<std::pair<std::string, Json>> members;
    std::vector<std::string> names;
    for (const auto& setting : user_settings()) {
        names.emplace_back(setting.name);
        members.emplace_back(setting.name, setting.choices.empty() ? schema::boolean()
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

Json settings_now(Transaction& transaction, const Actor& actor, std::string_view language) {
    return settings_of(transaction, actor.user_id, language);
}

Result<Answer> get_settings(Accounts& accounts, const Request& request) {
    return accounts.house.database.read([&](Transaction& transaction) {
        return Answer::ok(settings_now(transaction, request.actor, language_code(request.actor.language)));
    });
}

Result<Answer> patch_settings(Accounts& accounts, const Request& request) {
    const auto language = request.body.value("language", std::string(language_code(request.actor.language)));
    auto answer = accounts.house.database.write([&](Transaction& transaction) {
        change_settings(transaction, request.actor.user_id, request.body);
        return Answer::ok(settings_now(transaction, request.actor, language));
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
    for (const auto& [column, width] : request.body.value("widths", Json::object()).items())
        if (!width.is_number_integer() || column.size() > 100 || width < 0 || width > 10'000)
            return refuse_field("widths", "error.not_a_width", {{"name", column.substr(0, 100)}});
    accounts.house.database.write([&](Transaction& transaction) { keep_view(transaction, request.actor.user_id, list, request.body); });
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

}  // namespace

EndpointTable me_endpoints(Accounts& accounts) {
    const auto settings = settings_schema(true), view = view_schema();
    return {
        {Method::get, "/me/settings", "get_settings", "signed_in", "How the program looks and behaves for the user.", {}, nullptr, {},
         {{200, "All settings.", settings}}, {}, [&](Request& request) { return get_settings(accounts, request); }},
        {Method::patch, "/me/settings", "change_settings", "signed_in", "Changes the settings that are named; the last change wins.", {},
         settings_schema(false), {}, {{200, "All settings.", settings}}, {},
         [&](Request& request) { return patch_settings(accounts, request); }},
        {Method::get, "/me/views/{list}", "get_view", "signed_in", "The user's own columns of a list; null = the standard ones.", {},
         nullptr, {}, {{200, "Columns in order, widths in pixels.", view}}, {}, [&](Request& request) { return get_view(accounts, request); }},
        {Method::put, "/me/views/{list}", "replace_view", "signed_in", "Keeps the user's own columns of a list.", {}, view, {},
         {{200, "As kept.", view}}, {}, [&](Request& request) { return put_view(accounts, request); }},
        {Method::put, "/me/password", "change_password", "signed_in",
         "Another password for oneself: ends all one's sessions and begins a new one. 422 when the present one is wrong; 429 after "
         "the fifth failure.",
         {}, schema::object({{"present", schema::text(1000)}, {"password", schema::text(1000)}}, {"present", "password"}), {},
         {{200, "Signed in anew; the cookie of the session is set.", schema::reference("Session")}}, {},
         [&](Request& request) { return put_password(accounts, request); }, "user"},
    };
}

}  // namespace kartei::accounts
