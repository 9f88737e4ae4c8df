#include "program/open_house.hpp"

#include <filesystem>
#include <stdexcept>

#include "audit/house_key.hpp"
#include "program/joined_modules.hpp"
#include "sql/migrations.hpp"

namespace kartei::program {

namespace fs = std::filesystem;

std::string key_file_of(const settings::Settings& settings) {
    if (!settings.key_file.empty()) return settings.key_file;
    const auto location = sql::parse_location(settings.database);
    if (location && location.value().engine == sql::Engine::sqlite) return location.value().target + ".key";
    throw std::runtime_error("a PostgreSQL house needs --key-file FILE: the key is kept apart from the database");
}

std::string socket_of(const settings::Settings& settings) {
    if (!settings.socket.empty()) return settings.socket;
    const auto location = sql::parse_location(settings.database);
    if (!location || location.value().engine != sql::Engine::sqlite) return "";
    return fs::absolute(location.value().target).lexically_normal().string() + ".socket";
}

OpenHouse open_house(const settings::Settings& settings) {
    join_modules();
    auto location = sql::parse_location(settings.database);
    if (!location)
        throw std::runtime_error("not a database: " + settings.database + " (sqlite:FILE or postgresql://…)");
    OpenHouse open;
    fs::path folder = fs::path(key_file_of(settings)).parent_path();
    if (location->engine == sql::Engine::sqlite) {
        location->target = fs::absolute(location->target).lexically_normal();
        folder = fs::path(location->target).parent_path();
        fs::create_directories(folder);
    }
    open.database = sql::Database::open(*location);
    sql::migrate(*open.database);
    open.keys = std::make_unique<audit::KeyRing>(audit::open_house_keys(*open.database, key_file_of(settings)));
    found_house(*open.database, settings.house, settings.country, settings.time_zone, settings.currency);
    found_modules(*open.database);
    const auto files =
        folder / (fs::path(location->engine == sql::Engine::sqlite ? location->target : "kartei").filename().string() +
                  ".files");
    fs::create_directories(files);
    fs::permissions(files, fs::perms::owner_all);  // one of an older version was open to all
    open.house = std::make_unique<House>(
        House{*open.database, *open.keys, {}, settings.country, settings.currency, files.string()});
    read_house(*open.house);
    return open;
}

}  // namespace kartei::program
