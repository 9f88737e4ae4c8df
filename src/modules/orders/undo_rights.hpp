// What undo asks about records of this module (audit/concerned.hpp).
#pragma once

#include "audit/concerned.hpp"

namespace kartei::orders {

/// Are the records first … last about event dates and customers that the actor sees? Of other modules: true.
bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last);
std::vector<audit::UndoRights> rights_of_undo();

}  // namespace kartei::orders
