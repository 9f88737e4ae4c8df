// Rights that taking back a change of bookings asks for (audit/concerned.hpp).
#pragma once

#include "audit/concerned.hpp"

namespace kartei::bookings {

/// Do the rows first … last of a record of bookings belong to bookings of customers whom the actor may see, and are
/// they themselves about nobody else? Other records: true.
bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last);

/// Of a change that gave or took a discount by hand, the right to it.
audit::Rights rights_of_discounts(sql::Transaction& transaction, std::int64_t event, std::string_view kind);
std::vector<audit::UndoRights> rights_of_undo();

}  // namespace kartei::bookings
