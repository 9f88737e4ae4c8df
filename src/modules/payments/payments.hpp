// What the program joins of this module: undo, who points at a customer, what its base data says.
#pragma once

namespace kartei::payments {

/// Once for the program, or for a test.
void join_payments();

}  // namespace kartei::payments
