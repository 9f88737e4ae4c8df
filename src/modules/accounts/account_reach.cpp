#include "modules/accounts/account_reach.hpp"

#include <algorithm>

#include "modules/accounts/account_store.hpp"
#include "modules/accounts/permissions.hpp"

namespace kartei::accounts {

using sql::Transaction;

Result<Done> check_within_reach(const Actor& actor, const Role& role) {
    for (const auto& permission : expanded(role.permissions))
        if (is_permission(permission) && !actor.may(permission))
            return refuse(RefusalKind::forbidden, "error.beyond_own_rights",
                          {{"permission", permission}, {"role", role.name}});
    return Done{};
}

Result<Done> check_within_reach(Transaction& transaction, const Actor& actor, const User& user) {
    for (const auto& name : user.roles)
        if (const auto id = role_called(transaction, name))
            if (const auto role = find_role(transaction, *id)) TRY(check_within_reach(actor, *role));
    if (!actor.promoters) return Done{};
    const auto sees = [&](const std::string& name) {
        const auto id = promoter_called(transaction, name);
        return !id || std::find(actor.promoters->begin(), actor.promoters->end(), *id) != actor.promoters->end();
    };
    if (user.all_events || !std::all_of(user.promoters.begin(), user.promoters.end(), sees))
        return refuse(RefusalKind::forbidden, "error.beyond_own_events");
    return Done{};
}

}  // namespace kartei::accounts
