#include "modules/accounts/account_json.hpp"
#include "modules/accounts/account_store.hpp"
#include "modules/accounts/accounts_api.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/accounts/permissions.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::accounts {

using sql::Transaction;
using namespace web::endpoint_names;

namespace {

Answer answer_of(const Role& role) {
    auto answer = Answer::ok(as_json(role));
    answer.version = role.version;
    return answer;
}

std::optional<Role> stored_role(Accounts& accounts, std::int64_t id) {
    return accounts.house.database.read([&](Transaction& transaction) { return find_role(transaction, id); });
}

Result<Answer> get_roles(Accounts& accounts) {
    const auto roles = accounts.house.database.read([](Transaction& transaction) { return all_roles(transaction); });
    Json list = Json::array(), names = Json::array();
    for (const auto& role : roles) list.push_back(as_json(role));
    for (const auto& permission : all_permissions()) names.push_back(permission.name);
    return Answer::ok({{"roles", list}, {"permissions", names}});
}

/// Whoever shares something says with which role, and need not manage users for that.
Result<Answer> get_role_names(Accounts& accounts) {
    const auto roles = accounts.house.database.read([](Transaction& transaction) { return all_roles(transaction); });
    Json list = Json::array();
    for (const auto& role : roles) list.push_back({{"id", role.id}, {"name", role.name}});
    return Answer::ok({{"roles", list}});
}

Result<Answer> post_role(Accounts& accounts, const Request& request) {
    auto& house = accounts.house;
    Role draft;
    if (auto issues = apply_values(draft, values_of(request.body)); !issues.empty())
        return Refusal{RefusalKind::invalid, issues};
    return house.database.write([&](Transaction& transaction) {
        return once(house, transaction, request, [&]() -> Result<Answer> {
            const auto role = TRY(create_role(house, transaction, request.actor, draft));
            auto answer = Answer::created(as_json(role), "/api/v1/roles/" + std::to_string(role.id));
            answer.version = role.version;
            return answer;
        });
    });
}

Result<Answer> put_role(Accounts& accounts, const Request& request) {
    auto& house = accounts.house;
    const auto changed = house.database.write([&](Transaction& transaction) {
        return change_role(house, transaction, request.actor, request.id(), *request.version, values_of(request.body));
    });
    if (!changed && changed.refusal().kind == RefusalKind::stale)
        return stale(house, "role", request.id(), *request.version, as_json(*stored_role(accounts, request.id())),
                     request);
    if (!changed) return changed.refusal();
    accounts.sessions.changed();
    return answer_of(changed.value());
}

Json role_members() {
    return schema::object({{"name", schema::text(200)}, {"permissions", schema::array(schema::text(100))}},
                          {"name", "permissions"});
}

Endpoint list_roles_endpoint(Accounts& accounts) {
    const auto all = schema::object({{"roles", schema::array(schema::reference("Role"))},
                                     {"permissions", schema::array(schema::text())}},
                                    {"roles", "permissions"});
    return {.method = Method::get,
            .path = "/roles",
            .name = "list_roles",
            .permission = "users.manage",
            .summary =
                "All roles with their rights, and the names of all rights there are. \"*\" in a role stands for all "
                "of them.",
            .answers = {{200, "The roles.", all}},
            .handle = [&](Request&) { return get_roles(accounts); }};
}

Endpoint list_role_names_endpoint(Accounts& accounts) {
    const auto one = schema::object({{"id", schema::integer()}, {"name", schema::text()}}, {"id", "name"});
    return {.method = Method::get,
            .path = "/role-names",
            .name = "list_role_names",
            .permission = "signed_in",
            .summary = "The roles without their rights, for whoever may share lists or selections with them.",
            .answers = {{200, "The roles.", schema::object({{"roles", schema::array(one)}}, {"roles"})}},
            .handle = [&](Request&) { return get_role_names(accounts); }};
}

Endpoint get_role_endpoint(Accounts& accounts) {
    return {.method = Method::get,
            .path = "/roles/{id}",
            .name = "get_role",
            .permission = "users.manage",
            .summary = "One role.",
            .answers = {{200, "The role.", schema::reference("Role")}},
            .handle = [&](Request& request) -> Result<Answer> {
                const auto found = stored_role(accounts, request.id());
                if (!found) return refuse(RefusalKind::not_found, "error.no_such_role");
                return answer_of(*found);
            }};
}

Endpoint create_role_endpoint(Accounts& accounts) {
    return {.method = Method::post,
            .path = "/roles",
            .name = "create_role",
            .permission = "users.manage",
            .summary = "Makes a role. 409 when the name is taken.",
            .body_schema = role_members(),
            .answers = {{201, "The new role.", schema::reference("Role")}},
            .precondition = Precondition::idempotency_key,
            .handle = [&](Request& request) { return post_role(accounts, request); },
            .record = "role"};
}

Endpoint replace_role_endpoint(Accounts& accounts) {
    return {.method = Method::put,
            .path = "/roles/{id}",
            .name = "replace_role",
            .permission = "users.manage",
            .summary =
                "Name and rights of a role; holds at once for everybody who has it. The role administrator stays as "
                "it is (409).",
            .body_schema = role_members(),
            .answers = {{200, "The role as it is now.", schema::reference("Role")}},
            .precondition = Precondition::if_match,
            .handle = [&](Request& request) { return put_role(accounts, request); },
            .record = "role"};
}

}  // namespace

EndpointTable roles_endpoints(Accounts& accounts) {
    return {list_roles_endpoint(accounts), list_role_names_endpoint(accounts), get_role_endpoint(accounts), create_role_endpoint(accounts),
            replace_role_endpoint(accounts)};
}

}  // namespace kartei::accounts
