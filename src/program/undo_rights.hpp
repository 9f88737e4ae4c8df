// What undo asks of whoever takes a change back: every right that the change itself took, and the sight of the same
// records (audit/concerned.hpp).
#pragma once

namespace kartei::program {

/// Called once, by join_modules().
void join_rights_of_undo();

}  // namespace kartei::program
