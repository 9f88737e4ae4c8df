// Numbers that many draw at once without waiting for each other (PostgreSQL): some are taken out of a range ahead, one row
// each (number_lease); who draws one deletes its row in his own transaction. A rollback, or the end of a server, gives it
// back by itself, and the lowest that is free goes first: a gap lasts until the next one is drawn. Invariant: a leased number
// is free; whoever chooses numbers or moves ranges holds the house and returns the leases first.
#pragma once

#include "modules/customers/number_range.hpp"

namespace kartei::customers {

/// False where the range itself is drawn from: on SQLite, and while the house is held.
bool draws_from_leases(sql::Transaction& transaction);
/// The lowest leased number; `equal`: it is free as debtor number too. Refuses conflict when the range is used up.
Result<std::int64_t> draw_leased(sql::Transaction& transaction, std::string_view kind, Target target, bool equal);
/// What would be drawn, as far as numbers are leased.
std::optional<std::int64_t> lowest_lease(sql::Transaction& transaction, std::string_view kind, Target target);
/// Puts all leased numbers back into their ranges; the house is held.
void return_leases(sql::Transaction& transaction);

}  // namespace kartei::customers
