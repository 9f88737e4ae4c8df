// Values that can be read and yet cannot be: a birth date to come, a postcode with a digit missing. Pure functions; the
// day and the country of the house come in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "modules/customers/customer.hpp"

namespace kartei::customers {

/// Of a stored customer only what changes is looked at. `country` holds where the customer has none.
std::vector<Issue> impossible_values(const Customer& customer, const Customer* before, std::string_view today,
                                     std::string_view country);

/// Text key of what is wrong with a birth date (YYYY-MM-DD), "" when nothing is: born before 1900, or after today.
std::string birth_date_fault(std::string_view birth_date, std::string_view today);

/// "01067" for "1067": spreadsheets take leading zeros off. As it is where another one could be meant, such as the four
/// digits that Germany had until 1993 (8000 München).
std::string with_lost_zeros(std::string_view postcode, std::string_view country);

}  // namespace kartei::customers
