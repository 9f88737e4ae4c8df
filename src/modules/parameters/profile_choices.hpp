// What a new house begins with in the lists of a customer's profile: wishes and duties of travellers, roles in a
// family.
#pragma once

#include "sql/database.hpp"

namespace kartei::parameters {

/// Lists "wish" (kinds wish and duty) and "family_role". A list that has entries already stays as it is.
void found_profile_choices(sql::Transaction& transaction);

}  // namespace kartei::parameters
