#include "web/worker_pool.hpp"

#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include "web/problem.hpp"

namespace kartei::web {

WorkerPool::WorkerPool(PoolRules rules) : rules_(rules) {
    try {
        for (int i = 0; i < rules_.threads; ++i) threads_.emplace_back([this] { run(); });
    } catch (...) {  // no more threads: those there are must end before this object
        stop();
        throw;
    }
}

WorkerPool::~WorkerPool() { stop(); }

bool WorkerPool::submit(Work work, const std::string& caller) {
    std::lock_guard lock(mutex_);
    if (stopped_ || waiting_ >= rules_.longest_queue) return false;
    auto& queue = queues_[caller];
    if (queue.size() >= rules_.longest_of_one_caller) return false;
    if (queue.empty()) turns_.push_back(caller);
    queue.push_back(std::move(work));
    ++waiting_;
    arrived_.notify_one();
    return true;
}

std::size_t WorkerPool::waiting() const {
    std::lock_guard lock(mutex_);
    return waiting_;
}

void WorkerPool::stop() {
    decltype(queues_) dropped;
    {
        std::lock_guard lock(mutex_);
        stopped_ = true;
        dropped.swap(queues_);
        turns_.clear();
        waiting_ = 0;
    }
    arrived_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

WorkerPool::Work WorkerPool::next(std::unique_lock<std::mutex>& lock) {
    arrived_.wait(lock, [this] { return stopped_ || waiting_ > 0; });
    if (stopped_) return {};
    const auto found = queues_.find(turns_.front());
    auto work = std::move(found->second.front());
    found->second.pop_front();
    --waiting_;
    if (found->second.empty()) {
        queues_.erase(found);
        turns_.pop_front();
    } else {
        turns_.splice(turns_.end(), turns_, turns_.begin());  // behind everybody else who waits
    }
    return work;
}

void WorkerPool::run() {
    if (rules_.nice > 0) ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), rules_.nice);
    std::unique_lock lock(mutex_);
    while (auto work = next(lock)) {
        lock.unlock();
        try {
            work();
        } catch (const std::exception& error) {  // memory ran out on the way: one request without an answer
            spdlog::error("work failed: reason={}", without_values(error.what()));
        }
        work = nullptr;
        lock.lock();
    }
}

}  // namespace kartei::web
