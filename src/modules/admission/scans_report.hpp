// Who came: every scan as a list, and the counts of event dates (`kartei report scans`, `kartei report admissions`).
#pragma once

#include "lists/report.hpp"

namespace kartei::admission {

lists::Report scans_report();
lists::Report admissions_report();

/// Questions of both.
const std::vector<lists::Filter>& scans_filters();
/// Ids of event dates that are asked for and that the actor sees; no value: every scan, also of what is unknown.
Result<std::optional<std::vector<std::int64_t>>> asked_events(const House& house, sql::Transaction& transaction,
                                                              const Actor& actor, const lists::Question& question);

}  // namespace kartei::admission
