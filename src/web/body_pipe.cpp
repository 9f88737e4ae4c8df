#include "web/body_pipe.hpp"

#include <utility>

namespace kartei::web {

bool BodyPipe::push(std::string_view piece) {
    std::lock_guard lock(mutex_);
    if (closed_) return false;
    const bool was_empty = unsent_.empty() && spool_.is_empty();
    if (spool_.is_empty() && unsent_.size() + piece.size() <= most_in_memory) unsent_ += piece;
    else spool_.add(piece);
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
    auto bytes = std::exchange(unsent_, {});
    if (bytes.empty() && !spool_.is_empty()) bytes = spool_.take(piece);
    state = spool_.is_empty() || state_ == State::broken ? state_ : State::open;
    return bytes;
}

void BodyPipe::close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
}

}  // namespace kartei::web
