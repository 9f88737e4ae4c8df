// What a new house begins with in the lists of a customer's profile: wishes and duties of travellers, roles in a
// family, types of products and services that commission and fees depend on.
#pragma once

#include "sql/database.hpp"

namespace kartei::parameters {

/// Lists "wish" (kinds wish and duty), "family_role", "product_type", "service_type", "travel_kind", "transport" and
/// "price_text". A list that has entries already stays as it is.
void found_profile_choices(sql::Transaction& transaction);

}  // namespace kartei::parameters
