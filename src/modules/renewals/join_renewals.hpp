// What the program joins of this module: undo, who points at a customer, what follows a sale.
#pragma once

#include "audit/reversal.hpp"

namespace kartei::renewals {

std::vector<audit::Reversible> reversible_renewals();
void join_renewals();

}  // namespace kartei::renewals
