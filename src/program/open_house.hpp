// Opens the house that the settings name: database, migrations, founding (where the command may), keys, and the lists in which upper modules
// join lower ones (who points at a customer, how records go back, who follows a name). The one place that knows all
// modules.
#pragma once

#include <memory>
#include <stdexcept>

#include "audit/house.hpp"
#include "settings/settings.hpp"

namespace kartei::program {

struct OpenHouse {
    std::unique_ptr<sql::Database> database;
    std::unique_ptr<audit::KeyRing> keys;
    std::unique_ptr<House> house;
};

/// Whether a house may be begun where none is (decision 137): a mistyped place must not become an empty house.
enum class Founding { allowed, forbidden };

/// There is no house at this place, and none may be founded; `where` holds no password.
struct NoHouse : std::runtime_error {
    explicit NoHouse(const std::string& where) : std::runtime_error("no house at " + where), where(where) {}
    std::string where;
};

/// Throws SqlError (Fault::busy when another process owns the SQLite file), NoHouse, or std::runtime_error with a sentence
/// for the operator. Where founding is allowed a SQLite file that does not exist is made, its folder too; where it is not,
/// nothing is left behind.
OpenHouse open_house(const settings::Settings& settings, Founding founding);

/// Where the data lives: the real path behind links.
sql::Location location_of(const settings::Settings& settings);

/// Key file of the settings, else beside the SQLite file. Refuses (exception) a PostgreSQL house without one.
std::string key_file_of(const settings::Settings& settings);
/// Local socket of the settings, else beside the SQLite file; "" = none.
std::string socket_of(const settings::Settings& settings);

}  // namespace kartei::program
