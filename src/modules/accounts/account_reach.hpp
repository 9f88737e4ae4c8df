// How far whoever manages users reaches: nobody gives away, by a role, a user or a password, more than he has himself,
// and nobody changes somebody who may more than he. So the right users.manage alone makes no administrator.
#pragma once

#include "base/actor.hpp"
#include "base/result.hpp"
#include "modules/accounts/account.hpp"
#include "sql/database.hpp"

namespace kartei::accounts {

/// Refuses (forbidden) with the first right of the user's roles that the actor has not (error.beyond_own_rights), or
/// events that he does not see (error.beyond_own_events).
Result<Done> check_within_reach(sql::Transaction& transaction, const Actor& actor, const User& user);
Result<Done> check_within_reach(const Actor& actor, const Role& role);

}  // namespace kartei::accounts
