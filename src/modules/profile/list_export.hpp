// The lists of profiles as `kartei export` writes them. Knows no file format.
#pragma once

#include "modules/customers/register_export.hpp"

namespace kartei::profile {

std::vector<customers::RegisterExport> list_exports();

}  // namespace kartei::profile
