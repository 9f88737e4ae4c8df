// The calls of this moment, on the screens of those whose extension rings (J-088): one thread for each process looks at
// the calls that go on, at once when this process was told of one, and some times a second where other processes may
// have been (PostgreSQL); what is new to a listener goes into his stream. Nothing is kept here that another process
// would need. Thread-safe. Invariant: nobody is told of a customer whom he may not see.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/telephony/call.hpp"
#include "web/event_stream.hpp"

namespace kartei::telephony {

class CallWatch {
public:
    static constexpr std::chrono::milliseconds look_every{100};

    explicit CallWatch(House& house) : house_(house) {}
    ~CallWatch();
    CallWatch(const CallWatch&) = delete;
    CallWatch& operator=(const CallWatch&) = delete;

    /// Begins with the calls that ring now.
    void listen(std::shared_ptr<web::EventStream> stream, const Actor& actor);
    /// Something has changed in this process.
    void look_now();
    /// All streams of a user end.
    void close(std::int64_t user_id);

private:
    struct Listener {
        std::shared_ptr<web::EventStream> stream;
        Actor actor;
        std::map<std::int64_t, std::int64_t> told;  ///< call -> version that he knows
    };

    void watch();
    void look(std::vector<Listener>& listeners);
    void tell(sql::Transaction& transaction, Listener& listener, const std::vector<Call>& live);

    House& house_;
    std::mutex mutex_;
    std::condition_variable news_;
    std::vector<Listener> arrived_, listeners_;  ///< listeners_: of the thread alone while it looks
    std::vector<std::int64_t> leaving_;
    bool changed_ = false, ending_ = false;
    std::thread thread_;
};

}  // namespace kartei::telephony
