// Lists of the profile as others know them: what GET /fields tells of them and of base data, whose rows they are.
#pragma once

#include "modules/customers/customer_store.hpp"
#include "modules/customers/declared_records.hpp"

namespace kartei::profile {

std::vector<customers::DeclaredRecord> declared_base_data();
std::vector<customers::DeclaredRecord> declared_lists();
/// Rows of all lists go with their customer and come back with him.
std::vector<customers::Reference> references();

}  // namespace kartei::profile
