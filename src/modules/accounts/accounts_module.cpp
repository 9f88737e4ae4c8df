// What users, roles and sessions hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/accounts/accounts_api.hpp"
#include "modules/accounts/accounts_commands.hpp"
#include "modules/accounts/permissions.hpp"

namespace kartei::accounts {
namespace {

std::vector<Permission> permissions() {
    return {{"history.read"}, {"changes.undo"}, {"changes.undo_others"}, {"audit.read"}, {"jobs.all"},
            {"users.manage"}};
}

}  // namespace

Module accounts_module() {
    return Module("accounts")
        .hands<Permission>(permissions)
        .hands(audit::ModuleCommand{
            "user", user_command,
            [](const std::vector<std::string>& words) { return !words.empty() && words.front() == "add"; }})
        .hands(audit::Endpoints(
            [](const audit::Serving& here) { return accounts_endpoints(*here.shared.find<Accounts>()); }))
        .hands(audit::Endpoints([](const audit::Serving& here) {
            return jobs_endpoints(here.jobs, here.shared.find<Accounts>()->sessions);
        }))
        .hands<web::NamedSchema>(accounts_schemas)
        .hands(audit::UndoRights{
            {"user_created", "user_changed", "user_password_changed", "role_created", "role_changed"}, {"users.manage"}})
        .hands(audit::Founding{found_accounts});
}

}  // namespace kartei::accounts
