// What the program joins of this module: what it does with bookings, undo, who points at a customer.
#pragma once

namespace kartei::bonus {

/// Once for the program, or for a test.
void join_bonus();

}  // namespace kartei::bonus
