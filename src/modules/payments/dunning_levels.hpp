// Which bookings and orders were dunned for what: read by the open items, written by the runs of dunning.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sql/database.hpp"

namespace kartei::payments {

/// What a letter asked for: the latest due date in it, its level, and the day of its run. What falls due later begins
/// anew.
struct Reached {
    std::string due_to;
    std::int64_t level = 0;
    std::string on;
};
/// By id of the booking (else 0) and id of the order (else 0).
using Dunned = std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Reached>>;

/// Of letters that were printed; of one booking (its number; 0: of everything).
Dunned dunned(sql::Transaction& transaction, std::int64_t booking = 0);

}  // namespace kartei::payments
