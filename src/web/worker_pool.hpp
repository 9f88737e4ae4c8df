// Threads for what may block: handlers, streams, writing uploads. The queue is bounded, so that an overload is answered
// with 503 instead of growing without end.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kartei::web {

class WorkerPool {
public:
    WorkerPool(int threads, std::size_t longest_queue);
    ~WorkerPool();

    /// False when the queue is full or the pool has stopped. Work must not throw.
    bool submit(std::function<void()> work);
    std::size_t waiting() const;

    /// Drops what waits and joins the threads.
    void stop();

private:
    void run();

    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> queue_;
    std::size_t longest_queue_;
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace kartei::web
