// A customer's address as it stands on letters and labels, in the order of his country: DIN 5008 for German-speaking
// ones, the two blanks and capitals of PostNL, the number before the street where that is the custom. The post box is
// not among it (J-070). Pure: knows no paper.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "modules/customers/customer.hpp"

namespace kartei::customers {

/// Lines without blank ones. `sender`: country of the house (ISO 3166-1 alpha-2); to others the country stands last, in
/// capitals and the sender's language. Six lines at most, as many as a window shows: the salutation moves before the
/// name first, then goes.
std::vector<std::string> print_address(const Customer& customer, std::string_view sender);

}  // namespace kartei::customers
