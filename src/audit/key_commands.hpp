// `kartei key check | change`: does the key file belong to the house, and a new key for it.
#pragma once

#include <iosfwd>
#include <string>

#include "audit/house.hpp"
#include "base/texts.hpp"

namespace kartei::audit {

/// Looks at the key, or gives the house a new one. Exit code of the command: 0 done, 1 refused.
int key_command(House& house, const std::string& key_file, bool changes, Language language, std::ostream& out);

}  // namespace kartei::audit
