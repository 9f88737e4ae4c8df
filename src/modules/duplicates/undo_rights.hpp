// What undo asks about records of this module (audit/concerned.hpp).
#pragma once

#include "audit/concerned.hpp"

namespace kartei::duplicates {

/// Are the pairs first … last, kept apart, of customers whom the actor may see? Other records: true.
bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last);

}  // namespace kartei::duplicates
