// Labels and permissions of customers as files.
#pragma once

#include "modules/customers/register_export.hpp"

namespace kartei::consents {

std::vector<customers::RegisterExport> consent_exports();

}  // namespace kartei::consents
