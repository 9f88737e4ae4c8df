// Base data of a house: postcodes with their towns, banks by their code, tour operators, destinations, commission
// tables, fee rules, letter templates. Each kind is one declaration; reading in and filling fields from them is done by
// the modules that use them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/parameters/plain_record.hpp"

namespace kartei::parameters {

/// Base data by its name in addresses: "postcodes", "banks", "operators", "destinations",
/// "commission-tables", "fee-rules", "letter-templates", "operator-products", "payment-terms", "tax-rates",
/// "text-blocks", "dunning-levels"; null = no such kind.
const PlainRecord* base_data(std::string_view name);
std::vector<std::string_view> base_data_names();
/// The module it belongs to (decisions.md 17), "" = it is always there.
std::string_view module_of_base_data(std::string_view name);

/// Base data of a later module, which stands in the same addresses, files and pages.
struct JoinedBaseData {
    std::string name;             ///< in addresses: "ticket-types"
    PlainRecord record;
    std::string schema;           ///< of its rows in the OpenAPI document: "TicketType"
    std::string reading, right;   ///< rights to read and to change it
    std::string module = {};      ///< see module_of_base_data()
};
/// Handed in; the module brings its reversible() itself.
/// Null for base data of this module.
const JoinedBaseData* joined_base_data(std::string_view name);
/// The right to change it: "parameters.manage" unless its module says otherwise.
std::string_view right_of_base_data(std::string_view name);

/// The row of coded base data ("operators", "destinations", "commission-tables", "fee-rules") that somebody means who
/// writes its code or its name, in small or capital letters.
std::optional<PlainRow> base_row_meant(sql::Transaction& transaction, std::string_view base, std::string_view written);

/// Says for other modules whether something names this row of base data by its code; it then keeps its code and stays.
using BaseDataUse = std::function<bool(sql::Transaction&, std::string_view base, std::string_view code)>;

/// Start, gap search, equal numbers and proposal of customer and debtor numbers, one row for each kind and target.
const PlainRecord& number_range_record();

}  // namespace kartei::parameters
