// Where a test can let the database fail: opening a connection, and each word with it. Without a test this costs one
// look at a pointer.
#pragma once

#include <atomic>

namespace kartei::sql {

/// What a test puts in here is called with the statement's text ("open", "step") and may throw.
inline std::atomic<void (*)(const char* what)> at_fault_point{nullptr};

inline void fault_point(const char* what) {
    if (auto* const called = at_fault_point.load(std::memory_order_relaxed)) called(what);
}

}  // namespace kartei::sql
