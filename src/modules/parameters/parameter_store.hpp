// Every SQL statement on parameters and on the revisions of what is changed as a whole.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sql/database.hpp"

namespace kartei::parameters {

/// Values that are not the default, by name.
std::map<std::string, std::string, std::less<>> stored_values(sql::Transaction& transaction);
/// Stores a value; `standard` removes it, so that a later version's default holds.
void store_value(sql::Transaction& transaction, std::string_view name, std::string_view value,
                 std::string_view standard);

/// Version of a whole ("parameters", "choices:category"); 1 when it never changed.
std::int64_t version_of(sql::Transaction& transaction, std::string_view what);
/// Stands for one state of one house and for no other; "" as long as nothing ever changed.
std::string mark_of(sql::Transaction& transaction, std::string_view what);
/// Raises the version by one and makes a new mark; false when `expected` is not the version any more.
bool take_revision(sql::Transaction& transaction, std::string_view what, std::int64_t expected);

}  // namespace kartei::parameters
