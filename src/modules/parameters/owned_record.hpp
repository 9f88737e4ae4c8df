// Records that belong to a user and may be shared with roles: saved selections, saved lists. Their fields `owner` (a user)
// and `shared_with` (ids of roles) mean the same in each of them.
#pragma once

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

/// The values of a field that holds a list; none when it is empty.
std::vector<std::string> texts_of(const PlainRow& row, std::string_view field);
/// Ids of the roles of a user.
std::vector<std::string> roles_of(sql::Transaction& transaction, std::int64_t user);

bool is_own(const Actor& actor, const PlainRow& row);
/// Its owner, whoever has one of the roles it is shared with, and whoever may do everything.
bool may_see_shared(const Actor& actor, const PlainRow& row, const std::vector<std::string>& roles);
/// Sharing takes a right, and roles that are there (error.no_such_role).
Result<Done> check_sharing(sql::Transaction& transaction, const Actor& actor, const PlainValues& values,
                           const char* right);

}  // namespace kartei::parameters
