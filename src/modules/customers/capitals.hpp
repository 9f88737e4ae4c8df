// Capital first letters as a proposal at entry (decisions.md 27). Pure.
#pragma once

#include "modules/customers/customer.hpp"

namespace kartei::customers {

/// First name, name, street and town that differ from `before` and are one word in small letters begin with a capital:
/// "müller" -> "Müller", "anna-lena" -> "Anna-Lena", "ijsselstein" -> "IJsselstein". More words, letters that are
/// capitals already (eBay), prefixes ("zur", "van") and apostrophes ("d'hondt") stay as they are, and so do names of
/// companies.
void set_capitals(Customer& customer, const Customer& before);

}  // namespace kartei::customers
