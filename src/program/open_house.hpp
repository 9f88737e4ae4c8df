// Opens the house that the settings name: database, migrations, founding, keys, and the lists in which upper modules
// join lower ones (who points at a customer, how records go back, who follows a name). The one place that knows all
// modules.
#pragma once

#include <memory>

#include "audit/house.hpp"
#include "settings/settings.hpp"

namespace kartei::program {

struct OpenHouse {
    std::unique_ptr<sql::Database> database;
    std::unique_ptr<audit::KeyRing> keys;
    std::unique_ptr<House> house;
};

/// Throws SqlError (Fault::busy when another process owns the SQLite file) or std::runtime_error with a sentence for
/// the operator. A SQLite file that does not exist is made, its folder too.
OpenHouse open_house(const settings::Settings& settings);

/// Where the data lives: the real path behind links.
sql::Location location_of(const settings::Settings& settings);

/// Key file of the settings, else beside the SQLite file. Refuses (exception) a PostgreSQL house without one.
std::string key_file_of(const settings::Settings& settings);
/// Local socket of the settings, else beside the SQLite file; "" = none.
std::string socket_of(const settings::Settings& settings);

}  // namespace kartei::program
