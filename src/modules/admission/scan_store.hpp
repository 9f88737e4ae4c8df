// Every SQL statement on scans, and what the door asks of event dates.
#pragma once

#include <optional>

#include "audit/reversal.hpp"
#include "modules/admission/scan.hpp"
#include "sql/database.hpp"

namespace kartei::admission {

void insert_scan(sql::Transaction& transaction, const Scan& scan);
std::optional<Scan> find_scan(sql::Transaction& transaction, std::int64_t id);
/// The scan that let the holder of a ticket in and was not taken back.
std::optional<Scan> holding_scan(sql::Transaction& transaction, std::int64_t ticket);
/// Of an event date, newest first.
std::vector<Scan> last_scans(sql::Transaction& transaction, std::int64_t event, int limit);
/// How many came in at an event date, by scans that hold.
std::int64_t came(sql::Transaction& transaction, std::int64_t event);
/// Doors that tickets or the plan of an event date name, in their order.
std::vector<std::string> entrances_of(sql::Transaction& transaction, std::int64_t event);

/// Undone, a scan stays and says so.
audit::Reversible reversible_scan();

}  // namespace kartei::admission
