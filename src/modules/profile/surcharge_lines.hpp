// A customer's surcharges in words, as others inherit them over their link (customers::own_lines).
#pragma once

#include <string>
#include <vector>

#include "base/texts.hpp"
#include "modules/audit/house.hpp"

namespace kartei::profile {

/// One line each: "Kurtaxe 12.50 EUR"; the text, else the kind.
std::vector<std::string> surcharge_lines(House& house, sql::Transaction& transaction, std::int64_t customer,
                                         Language language);

}  // namespace kartei::profile
