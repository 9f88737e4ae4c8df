#include "web/event_stream.hpp"

#include <utility>

namespace kartei::web {

std::string EventStream::event(std::string_view name, std::string_view data, std::string_view id) {
    std::string text;
    if (!id.empty()) text.append("id: ").append(id).append("\n");
    if (!name.empty()) text.append("event: ").append(name).append("\n");
    while (true) {
        auto end = data.find('\n');
        text.append("data: ").append(data.substr(0, end)).append("\n");
        if (end == std::string_view::npos) return text + "\n";
        data.remove_prefix(end + 1);
    }
}

bool EventStream::push(std::string text) {
    std::lock_guard lock(mutex_);
    if (closed_) return false;
    closed_ = waiting_.size() + text.size() > largest_backlog;
    if (!closed_) waiting_ += text;
    if (wake_) wake_();
    return !closed_;
}

void EventStream::close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    if (wake_) wake_();
}

bool EventStream::is_closed() const {
    std::lock_guard lock(mutex_);
    return closed_;
}

void EventStream::listen(std::function<void()> wake) {
    std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

void EventStream::ask_for_trust() {
    if (!trusted_ || is_closed()) return;
    try {
        if (trusted_()) return;
    } catch (const std::exception&) {
        // Whoever cannot be asked for is not trusted: the browser comes back by itself.
    }
    close();
}

std::string EventStream::take(bool& closed) {
    std::lock_guard lock(mutex_);
    closed = closed_;
    return std::exchange(waiting_, {});
}

}  // namespace kartei::web
