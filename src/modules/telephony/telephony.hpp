// What the program joins of this module: undo and its rights, who points at a customer, what his time line tells.
#pragma once

namespace kartei::telephony {

/// Once for the program, or for a test.
void join_telephony();

}  // namespace kartei::telephony
