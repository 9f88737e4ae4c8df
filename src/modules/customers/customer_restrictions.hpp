// What a house's parameters fill in, demand and refuse when a customer is entered or changed by hand. Imports pass by:
// what comes from elsewhere is taken as it is.
#pragma once

#include <optional>
#include <vector>

#include "modules/customers/customer.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::customers {

/// Kinds of mailing and payment and terms that the kind of customer begins with (J-120, J-121, J-131).
void fill_from_parameters(Customer& customer, const parameters::ParameterValues& parameters);

/// Mandatory, locked and absent fields, lists that must be kept to, Code1 of six characters (J-045, J-077, J-078). Of a
/// stored customer only what changes is looked at, so that an old gap keeps nobody from mending a phone number.
std::vector<Issue> restriction_issues(sql::Transaction& transaction, const parameters::ParameterValues& parameters,
                                      const Customer& customer, const Customer* before);

/// Which codes customers bear.
std::vector<parameters::CodeUse> uses_of_codes(sql::Transaction& transaction, std::string_view list);

}  // namespace kartei::customers
