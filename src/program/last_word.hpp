// Whatever hangs, the program ends.
#pragma once

#include "sql/database.hpp"

namespace kartei::program {

/// From now on: after 10 s everything that still runs in the database is broken off, and after 10 s more the process ends
/// as it does in a power cut, for which everything that was saved is prepared. Called once, when the program is to end.
void begin_last_word(sql::Database& database);

/// Stands before all that could hang while it ends; itself it goes when all of that has gone.
class LastWordScope {
public:
    LastWordScope() = default;
    ~LastWordScope();
    LastWordScope(const LastWordScope&) = delete;
    LastWordScope& operator=(const LastWordScope&) = delete;
};

}  // namespace kartei::program
