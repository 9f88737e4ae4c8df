// The log: what changed in the house, in the order of commits. "What changed since" is asked here, never by the ids of events,
// which are given when a change begins and come in another order than the changes end.
#pragma once

#include <functional>
#include <string_view>

#include "sql/database.hpp"

namespace kartei::audit {

/// How far somebody has read. Only equality and `position` mean something.
struct LogPlace {
    std::int64_t position = 0;  ///< the last position given
    std::int64_t entries = 0;   ///< all that has been committed, those that wait for a position too

    friend bool operator==(const LogPlace&, const LogPlace&) = default;
};
/// Where the log stands in the state that the transaction sees: two that are equal saw the same house.
LogPlace log_place(sql::Transaction& transaction);

/// Records `first` … `last` of one kind that one entry speaks of.
struct LogRow {
    std::int64_t position = 0;  ///< 0 while the entry waits for one
    std::int64_t event = 0;
    std::string_view record;
    std::int64_t first = 0, last = 0;
    std::string_view operation;
};
/// What was committed behind a place, in order, but for what `except_event` did; what still waits for its position comes
/// last, and comes again when it has one. `take` says whether to go on.
void read_log(sql::Transaction& transaction, const LogPlace& since, std::int64_t except_event,
              const std::function<bool(const LogRow&)>& take);

}  // namespace kartei::audit
