// Values of a row as entry by hand would write them, so that a file and a form lead to the same customer.
#pragma once

#include "modules/customers/customer_actions.hpp"

namespace kartei::imports {

/// One cell may hold street, number and suffix (fields.md); a letter salutation is kept without its comma (J-064).
void as_entered(customers::NewValues& values);

/// Zeros that a spreadsheet took off postcodes, where only one postcode can be meant; `country` holds where neither the
/// row nor `before` has one.
void mend_postcodes(customers::NewValues& values, const customers::Customer& before, std::string_view country);

/// Capital first letters, of what differs from `before`; only where the import was asked for them (decisions.md 27).
void set_capitals(customers::NewValues& values, const customers::Customer& before);

}  // namespace kartei::imports
