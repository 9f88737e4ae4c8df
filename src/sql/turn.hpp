// A mutex that serves those who wait in the order in which they came, so that a job made of many short transactions
// lets every other writer in between.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace kartei::sql {

class Turn {
public:
    void lock() {
        std::unique_lock guard(mutex_);
        const auto mine = next_++;
        changed_.wait(guard, [&] { return served_ == mine; });
    }
    void unlock() {
        {
            std::lock_guard guard(mutex_);
            ++served_;
        }
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t next_ = 0, served_ = 0;
};

}  // namespace kartei::sql
