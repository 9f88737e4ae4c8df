// Who acts: a signed-in user, or the built-in user `system` on the command line (with the operating-system user beside
// it). Every action takes an Actor; the audit records it; rights and event access are asked of it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/texts.hpp"

namespace kartei {

struct Actor {
    std::int64_t user_id = 0;          ///< 0 = `system`
    std::string name = "system";       ///< sign-in name, as the audit shows it
    std::string operating_system_user; ///< only on the command line
    Language language = Language::de;
    std::set<std::string, std::less<>> permissions;
    bool all_permissions = false;      ///< `system` only
    /// Event access (customer-lists.md 12): no value = all events of the house; else only events of these promoters.
    std::optional<std::vector<std::int64_t>> promoters;

    bool may(std::string_view permission) const { return all_permissions || permissions.contains(permission); }

    static Actor system(std::string operating_system_user = {}) {
        Actor actor;
        actor.all_permissions = true;
        actor.operating_system_user = std::move(operating_system_user);
        return actor;
    }
};

}  // namespace kartei
