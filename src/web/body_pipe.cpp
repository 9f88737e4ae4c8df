#include "web/body_pipe.hpp"

#include <utility>

namespace kartei::web {

bool BodyPipe::push(std::string_view piece) {
    std::unique_lock lock(mutex_);
    drained_.wait(lock, [&] { return closed_ || unsent_.size() < most_unsent; });
    if (closed_) return false;
    bool was_empty = unsent_.empty();
    unsent_ += piece;
    if (was_empty && !piece.empty()) wake_();
    return true;
}

void BodyPipe::finish(bool complete) {
    std::lock_guard lock(mutex_);
    state_ = complete ? State::complete : State::broken;
    if (!closed_) wake_();
}

std::string BodyPipe::take(State& state) {
    std::lock_guard lock(mutex_);
    state = state_;
    drained_.notify_all();
    return std::exchange(unsent_, {});
}

void BodyPipe::close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    drained_.notify_all();
}

}  // namespace kartei::web
