#include "modules/accounts/account_json.hpp"
#include "modules/accounts/accounts_api.hpp"
#include "modules/accounts/sign_in.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::accounts {

using namespace web::endpoint_names;

namespace {

Json secret() { return schema::text(1000); }  // longer than any password, so that the rules can say what is wrong
Json language() { return schema::choice({"de", "nl", "en"}); }

std::optional<Language> language_in(const Json& body) {
    return body.contains("language") ? language_of(body["language"].get<std::string>()) : std::nullopt;
}

/// The answer after a sign-in: the session, and the cookie that carries it.
Answer signed_in(Accounts& accounts, const std::string& token) {
    const auto actor = accounts.sessions.actor_of(token);
    auto answer = Answer::ok(session_json(accounts, actor, token));
    answer.headers.emplace_back("Set-Cookie", accounts.sessions.cookie(token));
    return answer;
}

/// Nobody, or `system` on the command line, or the user: public endpoints have no right that would tell.
std::optional<Actor> actor_behind(const Request& request) {
    const bool known = request.actor.user_id != 0 || request.actor.all_permissions;
    return known ? std::optional(request.actor) : std::nullopt;
}

Result<Answer> post_session(Accounts& accounts, const Request& request) {
    const SignInAttempt attempt{request.body["name"], request.body["password"], language_in(request.body),
                                request.address, request.session_token};
    const auto token = sign_in(accounts, attempt);
    if (!token) return refused_for_now(token.refusal(), request.language);
    return signed_in(accounts, token.value());
}

Result<Answer> post_first_sign_in(Accounts& accounts, const Request& request) {
    User user;
    user.language = language_code(request.language);
    auto issues = apply_values(user, values_of(request.body, {"secret", "password"}));
    const std::string password = request.body["password"];
    const auto more = issues_of_password(accounts.house, user, password);
    issues.insert(issues.end(), more.begin(), more.end());
    if (!issues.empty()) return Refusal{RefusalKind::invalid, issues};
    const std::string secret = request.body["secret"];
    const auto token = first_sign_in(accounts, secret, user, password, request.address);
    if (!token) return refused_for_now(token.refusal(), request.language, "user");
    return signed_in(accounts, token.value());
}

Result<Answer> delete_session(Accounts& accounts, const Request& request) {
    if (!request.session_token.empty()) sign_out(accounts, request.actor, request.session_token);
    auto answer = Answer::nothing();
    answer.headers.emplace_back("Set-Cookie", accounts.sessions.cookie(""));
    // What pages have shown goes from the browser's memory, too (ASVS 14.3.1).
    answer.headers.emplace_back("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
    return answer;
}

Endpoint get_session(Accounts& accounts) {
    return {.method = Method::get,
            .path = "/session",
            .name = "get_session",
            .summary =
                "Who is signed in, what he may do, the token for unsafe methods (header X-Kartei-Token), and the "
                "house.",
            .answers = {{200, "The session; signed_in is false without one.", schema::reference("Session")}},
            .handle = [&](Request& request) -> Result<Answer> {
                return Answer::ok(session_json(accounts, actor_behind(request), request.session_token));
            }};
}

Endpoint post_session_endpoint(Accounts& accounts) {
    return {.method = Method::post,
            .path = "/session",
            .name = "sign_in",
            .summary =
                "Signs in. 401 with the same words for an unknown name and a wrong password; 429 with Retry-After "
                "after the fifth failure in a row, and for more than 30 attempts a minute from one address.",
            .body_schema = schema::object(
                {{"name", schema::text(200)}, {"password", secret()}, {"language", language()}}, {"name", "password"}),
            .answers = {{200, "Signed in; the cookie of the session is set.", schema::reference("Session")}},
            .handle = [&](Request& request) { return post_session(accounts, request); },
            .record = "user"};
}

Endpoint delete_session_endpoint(Accounts& accounts) {
    return {.method = Method::del,
            .path = "/session",
            .name = "sign_out",
            .permission = "signed_in",
            .summary = "Signs out: the session ends at once.",
            .answers = {{204, "Signed out.", nullptr}},
            .handle = [&](Request& request) { return delete_session(accounts, request); }};
}

Endpoint first_sign_in_endpoint(Accounts& accounts) {
    return {.method = Method::post,
            .path = "/first-sign-in",
            .name = "first_sign_in",
            .summary =
                "Makes the first administrator with the one-time secret that the program printed at its start, and "
                "signs in. 409 once there are users.",
            .body_schema = schema::object({{"secret", schema::text(200)},
                                           {"name", schema::text(200)},
                                           {"display_name", schema::text(200)},
                                           {"password", secret()},
                                           {"language", language()}},
                                          {"secret", "name", "display_name", "password"}),
            .answers = {{200, "Signed in; the cookie of the session is set.", schema::reference("Session")}},
            .handle = [&](Request& request) { return post_first_sign_in(accounts, request); },
            .record = "user"};
}

}  // namespace

EndpointTable session_endpoints(Accounts& accounts) {
    return {get_session(accounts), post_session_endpoint(accounts), delete_session_endpoint(accounts),
            first_sign_in_endpoint(accounts)};
}

std::set<std::string> hashing_operations() {
    return {"sign_in", "first_sign_in", "change_password", "create_user", "change_user"};
}

EndpointTable accounts_endpoints(Accounts& accounts) {
    auto table = session_endpoints(accounts);
    for (auto part : {users_endpoints(accounts), roles_endpoints(accounts), me_endpoints(accounts)})
        table.insert(table.end(), part.begin(), part.end());
    return table;
}

}  // namespace kartei::accounts
