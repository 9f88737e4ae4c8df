// When work that was begun by a server is given up for lost, so that whoever lives takes it up (reliability: within 60 s).
#pragma once

#include <chrono>
#include <string>

#include "audit/house.hpp"
#include "base/date.hpp"

namespace kartei {

/// After so much silence; whoever works says so every few seconds.
inline constexpr auto dead_after = std::chrono::seconds(60);

/// What was seen last before this instant has nobody who works on it. Of SQLite this process is the only one: then
/// nothing that stands as running at the start is at work.
inline std::string given_up_before(const House& house) {
    if (house.database.engine() == sql::Engine::sqlite) return "9999";
    return write_instant(house.clock->now() - dead_after);
}

}  // namespace kartei
