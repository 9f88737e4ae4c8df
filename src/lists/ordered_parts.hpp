// Work in parts by several readers, taken by one writer in order, with a bounded lead: memory stays the same whatever
// the size.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace kartei::lists {

/// What a reader makes of one stretch.
struct Part {
    std::string text;
    std::int64_t rows = 0, expected = 0;
    std::vector<std::int64_t> sums;
};

class OrderedParts {
public:
    explicit OrderedParts(std::size_t count) : parts_(count) {}

    /// Number of a part that nobody makes yet; waits while the readers are too far ahead. No value: there is no more
    /// work.
    std::optional<std::size_t> take_work() {
        std::unique_lock guard(mutex_);
        changed_.wait(guard, [&] { return stopped_ || next_ >= parts_.size() || next_ - written_ < most_ahead; });
        if (stopped_ || next_ >= parts_.size()) return std::nullopt;
        return next_++;
    }
    void deliver(std::size_t number, Part part) {
        std::lock_guard guard(mutex_);
        parts_[number] = std::move(part);
        changed_.notify_all();
    }
    /// The parts in order, each once; rethrows what a reader threw.
    Part await(std::size_t number) {
        std::unique_lock guard(mutex_);
        changed_.wait(guard, [&] { return failure_ || parts_[number]; });
        if (failure_) std::rethrow_exception(failure_);
        auto part = std::move(*parts_[number]);
        parts_[number].reset();
        written_ = number + 1;
        changed_.notify_all();
        return part;
    }
    void stop(std::exception_ptr failure = nullptr) {
        std::lock_guard guard(mutex_);
        stopped_ = true;
        if (failure && !failure_) failure_ = failure;
        changed_.notify_all();
    }

private:
    static constexpr std::size_t most_ahead = 12;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::optional<Part>> parts_;
    std::size_t next_ = 0, written_ = 0;
    bool stopped_ = false;
    std::exception_ptr failure_;
};

}  // namespace kartei::lists
