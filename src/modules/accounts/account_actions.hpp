// What can be done with users and roles: one function each, in the caller's transaction, with its rules and its audit.
// Passwords come here hashed: hashing takes a quarter of a second and must not happen while a transaction is open.
#pragma once

#include <map>

#include "audit/change.hpp"
#include "modules/accounts/account.hpp"

namespace kartei::accounts {

/// Values by field name, as they come from JSON or the command line.
using NewValues = std::map<std::string, Value, std::less<>>;

/// Puts the values into the record; every issue at once, also of what is missing then.
std::vector<Issue> apply_values(User& user, const NewValues& values);
std::vector<Issue> apply_values(Role& role, const NewValues& values);

/// Refusals: invalid (unknown roles or promoters), conflict (error.user_name_taken).
Result<User> create_user(House& house, sql::Transaction& transaction, const Actor& actor, User user,
                         std::string_view password_hash);

struct ChangedUser {
    User user;
    bool signed_out = false;  ///< sessions were ended: Sessions::changed(user.id) after the commit
};

/// Changes what `values` name; `password_hash` "" = as it is. Ends the user's sessions when the password or the roles
/// change or the user is locked out. Refusals: not_found, stale, invalid, conflict (error.user_name_taken,
/// error.last_administrator).
Result<ChangedUser> change_user(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                                std::int64_t version, const NewValues& values, std::string_view password_hash = {});

/// Refusals: invalid (unknown rights), conflict (error.role_name_taken).
Result<Role> create_role(House& house, sql::Transaction& transaction, const Actor& actor, Role role);

/// Holds at once for everybody who has the role: Sessions::changed() after the commit. Refusals: not_found, stale,
/// invalid, conflict (error.role_name_taken; error.administrator_role: that role has every right and keeps its name).
Result<Role> change_role(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                         std::int64_t version, const NewValues& values);

}  // namespace kartei::accounts
