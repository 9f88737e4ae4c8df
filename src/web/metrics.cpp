#include "web/metrics.hpp"

#include <fmt/format.h>

#include <iterator>

namespace kartei::web {

void Metrics::count(std::string_view operation, int status, std::chrono::nanoseconds duration) {
    double seconds = std::chrono::duration<double>(duration).count();
    std::lock_guard lock(mutex_);
    ++requests_[{std::string(operation), status}];
    auto& durations = durations_[std::string(operation)];
    ++durations.count;
    durations.seconds += seconds;
    for (std::size_t i = 0; i < limits.size(); ++i) durations.below[i] += seconds <= limits[i];
}

std::string Metrics::text() const {
    std::string out;
    auto line = std::back_inserter(out);
    auto gauge = [&](const char* name, const char* type, std::int64_t value) {
        fmt::format_to(line, "# TYPE {0} {1}\n{0} {2}\n", name, type, value);
    };
    gauge("kartei_connections", "gauge", connections);
    gauge("kartei_requests_waiting", "gauge", waiting);
    gauge("kartei_connections_turned_away_total", "counter", turned_away);
    gauge("kartei_overloads_total", "counter", overloads);
    std::lock_guard lock(mutex_);
    out += "# TYPE kartei_requests_total counter\n";
    for (const auto& [key, number] : requests_)
        fmt::format_to(line, "kartei_requests_total{{operation=\"{}\",status=\"{}\"}} {}\n", key.first, key.second,
                       number);
    out += "# TYPE kartei_request_seconds histogram\n";
    for (const auto& [operation, held] : durations_) {
        for (std::size_t i = 0; i < limits.size(); ++i)
            fmt::format_to(line, "kartei_request_seconds_bucket{{operation=\"{}\",le=\"{}\"}} {}\n", operation,
                           limits[i], held.below[i]);
        fmt::format_to(line, "kartei_request_seconds_bucket{{operation=\"{0}\",le=\"+Inf\"}} {1}\n", operation,
                       held.count);
        fmt::format_to(line, "kartei_request_seconds_sum{{operation=\"{0}\"}} {1}\n", operation, held.seconds);
        fmt::format_to(line, "kartei_request_seconds_count{{operation=\"{0}\"}} {1}\n", operation, held.count);
    }
    return out;
}

}  // namespace kartei::web
