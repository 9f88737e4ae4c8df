// What the program that owns a database does with it beside reading and writing: how long anybody waits for it, a look at
// its connections, its end. Modules need none of this.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "sql/database.hpp"

namespace kartei::sql {

/// How long anybody waits for the database; whoever waits longer gets an SqlError and can try again.
struct Limits {
    std::chrono::milliseconds connect{5'000};      ///< until a server that is starting again answers
    std::chrono::milliseconds pool{10'000};        ///< for a free connection: Fault::connection
    std::chrono::milliseconds lock{30'000};        ///< for what another change holds: Fault::busy
    std::chrono::milliseconds statement{900'000};  ///< for one statement: Fault::interrupted; 0 = as long as it takes
    int connections = 16;
};

/// Connections of a database: all that are open, and how many places are taken.
struct Usage {
    int open = 0, taken = 0;
};

class Upkeep {
public:
    virtual ~Upkeep() = default;

    /// Whoever waits or works gets Fault::interrupted, nobody can begin any more: for the end of the program. Any
    /// thread.
    virtual void end() = 0;
    virtual Usage usage() const = 0;
    virtual const Limits& limits() const = 0;
    /// What about the server endangers the data (fsync off and the like), as English sentences for the operator.
    virtual std::vector<std::string> dangers() { return {}; }
    /// What was overwritten or deleted stands in no log of the database file any more, as far as nobody reads there now
    /// (SQLite; the file itself overwrites what is deleted). Before anybody is told that something is gone for good.
    virtual void empty_log() {}
};

/// As Database::open, which takes the limits above.
std::unique_ptr<Database> open(const Location& location, const Limits& limits);
Upkeep& upkeep_of(Database& database);
/// After open() failed: does the PostgreSQL server answer that it has no such database? Never of a file.
bool is_missing(const Location& location);

}  // namespace kartei::sql
