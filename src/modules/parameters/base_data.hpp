// Base data of a house: postcodes with their towns, banks by their code, tour operators, destinations. Each kind is one
// declaration; reading in and filling fields from them is done by the modules that use them.
#pragma once

#include <string_view>

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

/// Base data by its name in addresses: "postcodes", "banks", "operators", "destinations",
/// "letter-templates"; null = no such kind.
const PlainRecord* base_data(std::string_view name);
const std::vector<std::string_view>& base_data_names();

/// Start, gap search, equal numbers and proposal of customer and debtor numbers, one row for each kind and target.
const PlainRecord& number_range_record();

}  // namespace kartei::parameters
