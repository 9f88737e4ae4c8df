// The imported booking history (Vorgangshistory, START-KB; J-210 to J-213): what stands beside its lists. A house has
// it once it has switched it on in its settings; until then every way to it answers not found. Bookings come in by
// imports/history_import.cpp, are read in the list `history` (history_report.cpp) and given back by
// `kartei export history`.
#pragma once

#include "audit/house.hpp"
#include "base/result.hpp"
#include "lists/report.hpp"
#include "modules/customers/register_export.hpp"

namespace kartei::history {

/// Refuses (not found) where the house has not switched it on.
Result<Done> is_switched_on(sql::Transaction& transaction);

/// The list of one customer's imported bookings, the newest first.
lists::Report history_report();

customers::RegisterExport history_export();

}  // namespace kartei::history
