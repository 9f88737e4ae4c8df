// What happened to jobs, in order and numbered, for streams that break off and come back: the newest events are kept
// and given again to whoever says which was the last one seen. Thread-safe.
// Invariant: numbers only grow, also over restarts of the program, so that a number of an earlier run is never taken
// for a new one.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

#include "jobs/job.hpp"

namespace kartei::jobs {

struct Event {
    std::int64_t number = 0;
    std::string_view name;  ///< "progress", "done" or "failed" (also when cancelled: see the job's state)
    Job job;
};

class JobEvents {
public:
    /// Called in order, one at a time; must not block and must not call back.
    using Listener = std::function<void(const Event&)>;

    JobEvents(std::int64_t first_number, std::size_t kept) : next_(first_number), kept_(kept) {}

    void publish(const Job& job);

    /// Events from now on, and before them: those after number `last_seen` when they are still kept, else what
    /// `present` gives (the jobs that are not over) as progress events. Returns what end() wants.
    std::int64_t listen(std::optional<std::int64_t> last_seen, const std::function<std::vector<Job>()>& present,
                        Listener listener);
    void end(std::int64_t listener);
    bool has_listeners() const;

private:

    mutable std::mutex mutex_;
    std::int64_t next_;
    std::size_t kept_;
    std::deque<Event> events_;
    std::map<std::int64_t, Listener> listeners_;
    std::int64_t next_listener_ = 1;
};

}  // namespace kartei::jobs
