// What undo asks about records of this module (audit/concerned.hpp); joined by the program.
#pragma once

#include "audit/concerned.hpp"

namespace kartei::consents {

/// Are the declarations first … last of customers whom the actor may see? Other records: true.
bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last);

}  // namespace kartei::consents
