// What time it is, as something that can be handed in: actions take a Clock, so that a test can set it. Rules take the
// instant itself and no clock at all.
#pragma once

#include <atomic>

#include "base/date.hpp"

namespace kartei {

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;

    /// The day it is now in a time zone.
    Date today(std::string_view zone) const { return local_time(now(), zone).date; }
};

class SystemClock final : public Clock {
public:
    Instant now() const override { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }
};

/// Stands still until it is set; may be set and read from several threads.
class SettableClock final : public Clock {
public:
    explicit SettableClock(Instant start) : seconds_(start.time_since_epoch().count()) {}
    Instant now() const override { return Instant(std::chrono::seconds(seconds_.load())); }
    void set(Instant instant) { seconds_ = instant.time_since_epoch().count(); }
    void advance(std::chrono::seconds by) { seconds_ += by.count(); }

private:
    std::atomic<std::int64_t> seconds_;
};

/// The one system clock of the program.
inline const Clock& system_clock() {
    static const SystemClock clock;
    return clock;
}

/// Now by the system clock, as text; for places that only note a time.
inline std::string now_utc() { return write_instant(system_clock().now()); }

}  // namespace kartei
