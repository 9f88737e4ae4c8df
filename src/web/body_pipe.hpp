// Carries a streamed body from the worker thread that writes it to the connection that sends it. The writer never waits
// for the reader: what does not fit into memory goes into a spool, so that a slow reader holds no thread and no state of
// the database. Limits: SpoolRoom for the bytes, ServerOptions::stream_time for the time.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "web/spool.hpp"

namespace kartei::web {

class BodyPipe {
public:
    static constexpr std::size_t most_in_memory = 1024 * 1024, piece = 256 * 1024;

    BodyPipe(std::function<void()> wake, SpoolRoom& room) : spool_(room), wake_(std::move(wake)) {}

    // Worker side.
    /// False when the peer has gone. Throws std::system_error when too much waits for him.
    bool push(std::string_view piece);
    void finish(bool complete);            ///< false: it failed in the middle, the peer must notice

    // Connection side.
    enum class State { open, complete, broken };
    /// The next bytes; the state is `complete` together with the last ones.
    std::string take(State& state);
    void close();                          ///< the peer has gone

private:
    std::mutex mutex_;
    std::string unsent_;
    Spool spool_;  ///< what comes after unsent_
    State state_ = State::open;
    bool closed_ = false;
    std::function<void()> wake_;
};

}  // namespace kartei::web
