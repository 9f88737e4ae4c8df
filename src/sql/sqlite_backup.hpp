// A copy of a SQLite house in a file of its own. Private to the SQLite engine.
#pragma once

#include "sql/sqlite_connection.hpp"

namespace kartei::sql::sqlite {

/// Copies what `reader` sees, who is in a reading transaction: whatever others save meanwhile neither gets into the copy
/// nor makes it begin again. The copy grows as FILE.new (0600) and gets its name when it is whole and on the disk; after
/// a failure nothing is left of it. Throws SqlError.
void back_up(Connection& reader, const std::string& path);

}  // namespace kartei::sql::sqlite
