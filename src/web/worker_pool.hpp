// Threads for what may block: handlers, streams, writing uploads, passwords. The queue is bounded, so that an overload
// is answered with 503 instead of growing without end. Work of different callers takes turns, so that one who asks for
// much makes himself wait and nobody else.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace kartei::web {

struct PoolRules {
    int threads = 1;
    std::size_t longest_queue = 256;
    std::size_t longest_of_one_caller = 256;
    int nice = 0;  ///< how far these threads stand back behind the others (setpriority)
};

class WorkerPool {
public:
    explicit WorkerPool(PoolRules rules);
    ~WorkerPool();

    /// False when the queue is full or the pool has stopped.
    bool submit(std::function<void()> work, const std::string& caller = "");
    std::size_t waiting() const;

    /// Drops what waits and joins the threads.
    void stop();

private:
    using Work = std::function<void()>;
    void run();
    Work next(std::unique_lock<std::mutex>& lock);

    const PoolRules rules_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::unordered_map<std::string, std::deque<Work>> queues_;  ///< of each caller who waits
    std::list<std::string> turns_;                              ///< the callers, whose turn comes next first
    std::size_t waiting_ = 0;
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace kartei::web
