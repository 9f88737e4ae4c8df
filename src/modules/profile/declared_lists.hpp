// Lists of the profile and base data as GET /fields tells of them (customers/declared_records.hpp).
#pragma once

#include "modules/customers/declared_records.hpp"

namespace kartei::profile {

std::vector<customers::DeclaredRecord> declared_base_data();
std::vector<customers::DeclaredRecord> declared_lists();

}  // namespace kartei::profile
