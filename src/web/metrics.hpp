// Counts what the server does, for /metrics (Prometheus text format 0.0.4). Names operations, never addresses or
// persons.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace kartei::web {

class Metrics {
public:
    /// `operation`: operationId, "static", or "refused" when none was reached.
    void count(std::string_view operation, int status, std::chrono::nanoseconds duration);
    std::string text() const;

    std::atomic<std::int64_t> connections{0};  ///< open now
    std::atomic<std::int64_t> turned_away{0};  ///< connections over a limit
    std::atomic<std::int64_t> overloads{0};    ///< requests refused because the queue was full
    std::atomic<std::int64_t> waiting{0};      ///< in the queue, set when /metrics is asked

private:
    static constexpr std::array limits = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0};  // seconds
    struct Durations {
        std::array<std::int64_t, limits.size()> below{};
        std::int64_t count = 0;
        double seconds = 0;
    };
    mutable std::mutex mutex_;
    std::map<std::pair<std::string, int>, std::int64_t> requests_;
    std::map<std::string, Durations> durations_;
};

}  // namespace kartei::web
