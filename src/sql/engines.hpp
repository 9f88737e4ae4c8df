// The two engines behind Database::open. Only their .cpp files include a driver.
#pragma once

#include <memory>

#include "sql/database.hpp"

namespace kartei::sql {

std::unique_ptr<Database> open_sqlite(const Location& location);
std::unique_ptr<Database> open_postgresql(const Location& location);

}  // namespace kartei::sql
