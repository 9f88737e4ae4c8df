#include "jobs/job_events.hpp"

namespace kartei::jobs {
namespace {

std::string_view event_name(State state) {
    switch (state) {
        case State::done: return "done";
        case State::failed:
        case State::cancelled: return "failed";
        default: return "progress";
    }
}

}  // namespace

void JobEvents::publish(const Job& job) {
    std::lock_guard guard(mutex_);
    events_.push_back({next_++, event_name(job.state), job});
    if (events_.size() > kept_) events_.pop_front();
    for (const auto& [id, listener] : listeners_) listener(events_.back());
}

std::int64_t JobEvents::listen(std::optional<std::int64_t> last_seen, const std::function<std::vector<Job>()>& present,
                               Listener listener) {
    std::lock_guard guard(mutex_);
    const auto first_kept = events_.empty() ? next_ : events_.front().number;
    if (last_seen && *last_seen >= first_kept - 1 && *last_seen < next_) {
        for (const auto& event : events_)
            if (event.number > *last_seen) listener(event);
    } else {
        for (const auto& job : present()) listener({next_ - 1, event_name(job.state), job});
    }
    listeners_.emplace(next_listener_, std::move(listener));
    return next_listener_++;
}

void JobEvents::end(std::int64_t listener) {
    std::lock_guard guard(mutex_);
    listeners_.erase(listener);
}

bool JobEvents::has_listeners() const {
    std::lock_guard guard(mutex_);
    return !listeners_.empty();
}

}  // namespace kartei::jobs
