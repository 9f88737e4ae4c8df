// Lists of this module: who keeps which seat (`seat-rights`), and the rights of a renewal, all or the rest that is still
// open (`renewals`), from which letters to those who are marked go out.
#pragma once

#include "lists/report.hpp"

namespace kartei::renewals {

lists::Report seat_rights_report();
lists::Report renewals_report();

}  // namespace kartei::renewals
