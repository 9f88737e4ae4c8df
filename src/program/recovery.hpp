// What is left to do beside a running server: taken up every ten seconds.
#pragma once

#include "audit/house.hpp"
#include "program/repeating.hpp"

namespace kartei::program {

/// On PostgreSQL what servers that died left half done is taken up by whoever lives; of SQLite this process is the only
/// one, and only erasures have work left: files of jobs that were still being written when somebody was erased.
Repeating recovery(House& house, std::chrono::milliseconds every = std::chrono::seconds(10));

}  // namespace kartei::program
