// What is broken in a house and shows by itself: pages and indexes of the database, keys, counters, the guards of the
// audit, and rows that somebody edited past the program. For `kartei check`; each answers with what it found, in
// English for operators, nothing when all is well. Reads only.
#pragma once

#include <string>
#include <vector>

#include "audit/house.hpp"

namespace kartei::audit {

using Findings = std::vector<std::string>;

/// The database's own check of its pages and indexes. `said`: what was not looked at, and how it can be.
Findings check_database(sql::Transaction& transaction, std::string& said);
/// Keys of persons that do not open.
Findings check_person_keys(const House& house, sql::Transaction& transaction);
/// Counters that would give an id a second time.
Findings check_counters(sql::Transaction& transaction);
/// The triggers that keep the audit from being changed.
Findings check_guards(sql::Transaction& transaction);
/// Fields that do not hold what the last change of the audit wrote, and records that went without one. `compared`:
/// records that could be looked at.
Findings check_direct_edits(House& house, sql::Transaction& transaction, std::int64_t& compared);

}  // namespace kartei::audit
