#include "sql/database.hpp"

#include "sql/engines.hpp"

namespace kartei::sql {

Result<Location> parse_location(std::string_view text) {
    if (text.starts_with("postgresql://") || text.starts_with("postgres://"))
        return Location{Engine::postgresql, std::string(text)};
    if (text.starts_with("sqlite:")) text.remove_prefix(7);
    if (text.empty() || text.find("://") != std::string_view::npos)
        return refuse_field("database", "error.database_location", {{"value", std::string(text)}});
    return Location{Engine::sqlite, std::string(text)};
}

std::unique_ptr<Database> Database::open(const Location& location) {
    return sql::open(location, {});
}

std::unique_ptr<Database> open(const Location& location, const Limits& limits) {
    return location.engine == Engine::sqlite ? open_sqlite(location, limits) : open_postgresql(location, limits);
}

bool is_missing(const Location& location) {
    return location.engine == Engine::postgresql && is_missing_on_postgresql(location);
}

Upkeep& upkeep_of(Database& database) { return dynamic_cast<Upkeep&>(database); }

}  // namespace kartei::sql
