#include "modules/accounts/account_json.hpp"
#include "modules/accounts/account_store.hpp"
#include "modules/accounts/accounts_api.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/accounts/sign_in.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::accounts {

using sql::Transaction;
using namespace web::endpoint_names;

namespace {

Json user_members(std::vector<std::string> required) {
    const auto names = schema::array(schema::text(200));
    return schema::object({{"name", schema::text(200)},
                           {"display_name", schema::text(200)},
                           {"password", schema::text(1000)},
                           {"language", schema::choice({"de", "nl", "en"})},
                           {"active", schema::boolean()},
                           {"all_events", schema::boolean()},
                           {"roles", names},
                           {"promoters", names}},
                          std::move(required));
}

Answer answer_of(const User& user) {
    auto answer = Answer::ok(as_json(user));
    answer.version = user.version;
    return answer;
}

Result<Answer> get_users(Accounts& accounts) {
    const auto users = accounts.house.database.read([](Transaction& transaction) { return all_users(transaction); });
    Json list = Json::array();
    for (const auto& user : users) list.push_back(as_json(user));
    return Answer::ok({{"users", list}});
}

std::optional<User> stored_user(Accounts& accounts, std::int64_t id) {
    return accounts.house.database.read([&](Transaction& transaction) { return find_user(transaction, id); });
}

/// Every issue at once, then the hash of the new password ("" without one), all before a transaction begins.
Result<std::string> check_and_hash(Accounts& accounts, User user, const Json& body) {
    auto issues = apply_values(user, values_of(body, {"password"}));
    const auto password = body.value("password", std::string());
    if (body.contains("password")) {
        const auto more = issues_of_password(accounts.house, user, password);
        issues.insert(issues.end(), more.begin(), more.end());
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, issues};
    if (!body.contains("password")) return std::string();
    return accounts.passwords.hash(password);
}

Result<Answer> post_user(Accounts& accounts, const Request& request) {
    auto& house = accounts.house;
    User draft;
    const auto hash = TRY(check_and_hash(accounts, draft, request.body));
    (void)apply_values(draft, values_of(request.body, {"password"}));  // has been looked at in check_and_hash
    return house.database.write([&](Transaction& transaction) {
        return once(house, transaction, request, [&]() -> Result<Answer> {
            const auto user = TRY(create_user(house, transaction, request.actor, draft, hash));
            auto answer = Answer::created(as_json(user), "/api/v1/users/" + std::to_string(user.id));
            answer.version = user.version;
            return answer;
        });
    });
}

Result<Answer> patch_user(Accounts& accounts, const Request& request) {
    auto& house = accounts.house;
    const auto before = stored_user(accounts, request.id());
    if (!before) return refuse(RefusalKind::not_found, "error.no_such_user");
    const auto hash = TRY(check_and_hash(accounts, *before, request.body));
    const auto changed = house.database.write([&](Transaction& transaction) {
        return change_user(house, transaction, request.actor, request.id(), *request.version,
                           values_of(request.body, {"password"}), hash);
    });
    if (!changed && changed.refusal().kind == RefusalKind::stale)
        return stale(house, "user", request.id(), *request.version, as_json(*stored_user(accounts, request.id())),
                     request);
    if (!changed) return changed.refusal();
    accounts.sessions.changed(changed.value().signed_out ? request.id() : 0);
    return answer_of(changed.value().user);
}

Endpoint list_users_endpoint(Accounts& accounts) {
    const auto users = schema::object({{"users", schema::array(schema::reference("User"))}}, {"users"});
    return {.method = Method::get,
            .path = "/users",
            .name = "list_users",
            .permission = "users.manage",
            .summary = "All users, by name.",
            .answers = {{200, "The users.", users}},
            .handle = [&](Request&) { return get_users(accounts); }};
}

Endpoint get_user_endpoint(Accounts& accounts) {
    return {.method = Method::get,
            .path = "/users/{id}",
            .name = "get_user",
            .permission = "users.manage",
            .summary = "One user.",
            .answers = {{200, "The user.", schema::reference("User")}},
            .handle = [&](Request& request) -> Result<Answer> {
                const auto found = stored_user(accounts, request.id());
                if (!found) return refuse(RefusalKind::not_found, "error.no_such_user");
                return answer_of(*found);
            }};
}

Endpoint create_user_endpoint(Accounts& accounts) {
    return {.method = Method::post,
            .path = "/users",
            .name = "create_user",
            .permission = "users.manage",
            .summary =
                "Makes a user, with the names of his roles; promoters count when all_events is false. Passwords have "
                "15 to 256 characters and are not to be guessed (422 error.password_common). 409 when the name is "
                "taken.",
            .body_schema = user_members({"name", "display_name", "password"}),
            .answers = {{201, "The new user.", schema::reference("User")}},
            .precondition = Precondition::idempotency_key,
            .handle = [&](Request& request) { return post_user(accounts, request); },
            .record = "user"};
}

Endpoint change_user_endpoint(Accounts& accounts) {
    return {.method = Method::patch,
            .path = "/users/{id}",
            .name = "change_user",
            .permission = "users.manage",
            .summary =
                "Changes a user. A new password, other roles and active=false end all his sessions at once. 409 when "
                "nobody would be left with the role administrator.",
            .body_schema = user_members({}),
            .answers = {{200, "The user as he is now.", schema::reference("User")}},
            .precondition = Precondition::if_match,
            .handle = [&](Request& request) { return patch_user(accounts, request); },
            .record = "user"};
}

}  // namespace

EndpointTable users_endpoints(Accounts& accounts) {
    return {list_users_endpoint(accounts), get_user_endpoint(accounts), create_user_endpoint(accounts),
            change_user_endpoint(accounts)};
}

}  // namespace kartei::accounts
