// Fee rules of a house (customers.md 13): a fee for a service that is entered, or for something done with a booking.
// Which rules hold for a customer stands in his profile; they are charged where a booking is made.
#pragma once

#include "modules/parameters/choice_lists.hpp"

namespace kartei::parameters {

PlainRecord fee_rule_record();

/// Does a fee rule name this operator or destination (base_data_uses())?
bool fee_rules_name(sql::Transaction& transaction, std::string_view base, std::string_view code);
/// Product and service types that fee rules name (code_uses()).
std::vector<CodeUse> fee_rule_codes(sql::Transaction& transaction, std::string_view list);

}  // namespace kartei::parameters
