// Server-sent events that stay open for hours: a handler puts one into Answer::events, keeps the pointer and pushes
// from any thread; the server writes, sends a heartbeat comment every 15 s and closes it when the peer has gone. No
// worker thread waits. Invariant: at most `largest_backlog` bytes wait; a reader that is too slow is cut off and comes
// back with Last-Event-ID.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace kartei::web {

class EventStream {
public:
    static constexpr std::size_t largest_backlog = 256 * 1024;

    /// One event in wire form: data may hold several lines; `name` and `id` may be empty, and hold no line breaks.
    static std::string event(std::string_view name, std::string_view data, std::string_view id = {});

    /// Queues text in wire form (see event()). False when the stream is closed or the reader too slow: forget it then.
    bool push(std::string text);

    /// Asked from time to time, on a worker thread: whether the listener is still the one he was. Given before the
    /// stream is handed out.
    void trust_while(std::function<bool()> trusted) { trusted_ = std::move(trusted); }

    /// No more events; what is queued is still sent.
    void close();
    bool is_closed() const;

    // For the server only.
    void listen(std::function<void()> wake);   ///< called after each change, from any thread; empty = nobody listens
    std::string take(bool& closed);            ///< all that waits
    void ask_for_trust();                      ///< closes the stream when there is none

private:
    mutable std::mutex mutex_;
    std::string waiting_;
    bool closed_ = false;
    std::function<void()> wake_;
    std::function<bool()> trusted_;
};

}  // namespace kartei::web
