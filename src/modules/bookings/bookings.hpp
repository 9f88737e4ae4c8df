// What the program joins of this module: how bookings go back, who points at customers from here, which codes of base
// data and choice lists are in use, how records read in GET /fields.
#pragma once

#include "audit/reversal.hpp"

namespace kartei::bookings {

std::vector<audit::Reversible> reversible_bookings();

/// J-024, J-025: a customer with trips is not deleted; a merge moves them; the data export names them.
void register_references();

/// Joins all of it, once.
void join_bookings();

}  // namespace kartei::bookings
