// Runs over the orders of a cancelled date, and what became of each order in them.
#pragma once

#include "modules/cancellations/cancellation.hpp"

namespace kartei::cancellations {

struct Run {
    std::int64_t id = 0, event = 0, change_event = 0;
};

/// Orders that have live tickets or products of an event date, in the order of their ids.
std::vector<std::int64_t> orders_of_date(sql::Transaction& transaction, std::int64_t event);

Run insert_run(sql::Transaction& transaction, const Asked& asked, const Actor& actor, std::int64_t change_event,
               const std::string& now);
void insert_line(sql::Transaction& transaction, const Run& run, const Line& line, const std::string& now);
void end_run(sql::Transaction& transaction, const Run& run, std::string_view state);
/// Undone meanwhile, by a person or by another server that took it for dead.
bool was_undone(sql::Transaction& transaction, const Run& run);
/// Running, and not seen since.
std::vector<Run> lost_runs(sql::Transaction& transaction, const std::string& seen_before);

/// Of the runs over an event date (0: all) that were not undone, the newest first.
std::vector<Line> lines_of_date(sql::Transaction& transaction, std::int64_t event);

}  // namespace kartei::cancellations
