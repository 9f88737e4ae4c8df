// Files for mailings of other programs, one row for each who takes part: `kartei export letters | emails |
// text-messages`, each for a purpose. Who is among the rows is decided by the gate; who is left out is told, and that
// addresses were taken is recorded.
#pragma once

namespace kartei::mailing {

/// Joined to customers::register_exports() by the program, once.
void join_mailing_exports();

}  // namespace kartei::mailing
