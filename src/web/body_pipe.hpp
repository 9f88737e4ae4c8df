// Carries a streamed body from the worker thread that writes it to the connection that sends it, with back-pressure:
// the writer waits while more than `most_unsent` bytes have not gone out, and learns when the peer has gone.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace kartei::web {

class BodyPipe {
public:
    static constexpr std::size_t most_unsent = 1024 * 1024;

    explicit BodyPipe(std::function<void()> wake) : wake_(std::move(wake)) {}

    // Worker side.
    bool push(std::string_view piece);     ///< false when the peer has gone
    void finish(bool complete);            ///< false: it failed in the middle, the peer must notice

    // Connection side; the state is that after the pieces returned.
    enum class State { open, complete, broken };
    std::string take(State& state);
    void close();                          ///< the peer has gone: wakes the worker

private:
    std::mutex mutex_;
    std::condition_variable drained_;
    std::string unsent_;
    State state_ = State::open;
    bool closed_ = false;
    std::function<void()> wake_;
};

}  // namespace kartei::web
