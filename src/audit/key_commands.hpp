// `kartei key check | change`: does the key file belong to the house, and a new key for it.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "audit/house.hpp"

namespace kartei::audit {

/// Exit code of the command: 0 done, 1 refused, 2 not understood.
int key_command(House& house, const std::string& key_file, const std::vector<std::string>& arguments,
                std::ostream& out, std::ostream& err);

}  // namespace kartei::audit
