// Values of a row as entry by hand would write them, so that a file and a form lead to the same customer.
#pragma once

#include "modules/customers/customer_actions.hpp"

namespace kartei::imports {

/// One cell may hold street, number and suffix (fields.md).
void split_street(customers::NewValues& values);

/// Capital first letters, of what differs from `before` (parameter first_letters_capital, which the caller asks).
void set_capitals(customers::NewValues& values, const customers::Customer& before);

}  // namespace kartei::imports
