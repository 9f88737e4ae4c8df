// Every right there is, as modules hand them in, and the roles a new house begins with. An endpoint names its right; the
// router asks it of the signed-in user. A right that an endpoint names and no module hands in is found by a test.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.hpp"

namespace kartei::accounts {

/// Its caption is the text "permission." + name.
struct Permission {
    std::string_view name;  ///< "customers.read": what, point, what may be done with it
};
std::span<const Permission> all_permissions();
bool is_permission(std::string_view name);

/// In a role, "*" stands for every right there is, also those that later versions bring. Only the role administrator
/// has it.
inline constexpr std::string_view every_permission = "*";
inline constexpr std::string_view administrator = "administrator";

/// The names in a role with "*" written out.
std::set<std::string, std::less<>> expanded(const std::vector<std::string>& permissions);

/// Captions of these are the texts "role." + name.
struct StandardRole {
    std::string_view name;
    std::vector<std::string_view> permissions;
};
const std::vector<StandardRole>& standard_roles();

/// Makes the standard roles in a house that has none. Without audit: it is part of the founding.
void found_accounts(sql::Transaction& transaction);

}  // namespace kartei::accounts
