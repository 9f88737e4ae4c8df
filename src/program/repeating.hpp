// Work that is done again and again beside a running server, by a thread of its own; what goes wrong is told and tried again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace kartei::program {

class Repeating {
public:
    enum class First { at_once, later };
    /// `what` names it in the log.
    Repeating(std::string what, std::chrono::milliseconds every, First first, std::function<void()> work);
    /// Ends behind the work that is being done.
    ~Repeating();
    Repeating(const Repeating&) = delete;
    Repeating& operator=(const Repeating&) = delete;

private:
    void run(First first);
    void work_once();

    const std::string what_;
    const std::chrono::milliseconds every_;
    const std::function<void()> work_;
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace kartei::program
