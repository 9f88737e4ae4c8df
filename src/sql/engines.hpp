// The two engines behind Database::open. Only their .cpp files include a driver.
#pragma once

#include <memory>

#include "sql/upkeep.hpp"

namespace kartei::sql {

std::unique_ptr<Database> open_sqlite(const Location& location, const Limits& limits);
std::unique_ptr<Database> open_postgresql(const Location& location, const Limits& limits);
bool is_missing_on_postgresql(const Location& location);

}  // namespace kartei::sql
