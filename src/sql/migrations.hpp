// One history of the schema for both engines (migrations/*.sql, portable; compiled into the program).
#pragma once

#include <string>
#include <vector>

#include "sql/database.hpp"

namespace kartei::sql {

struct Migration {
    int number;              ///< ascending; what is not there yet runs, whatever has run after it
    std::string_view name;   ///< file name without .sql
    std::string_view text;   ///< the file, see adapt()
};

/// All migrations in order, compiled in from migrations/.
const std::vector<Migration>& all_migrations();

/// The statements of a migration as the engine wants them. Statements are separated by blank lines; a line `--
/// @sqlite`,
/// `-- @postgresql` or `-- @both` says for which engine the following ones are. `/* clustered */` behind a table means:
/// stored in the order of its primary key where the engine can (SQLite WITHOUT ROWID).
std::vector<std::string> adapt(std::string_view text, Engine engine);

/// Whether a house was ever begun here: it has a schema, whatever its age. Writes nothing.
bool has_schema(Database& database);

/// Brings the database to the newest schema; returns how many migrations ran. Refuses (exception) a database whose
/// schema is newer than this program.
int migrate(Database& database);

/// The schema as migrations make it, for schema.sql.
std::string schema_text(Engine engine);

}  // namespace kartei::sql
