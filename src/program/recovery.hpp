// What is left to do beside a running server: taken up every ten seconds by a thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "audit/house.hpp"

namespace kartei::program {

/// On PostgreSQL what servers that died left half done is taken up by whoever lives; of SQLite this process is the only
/// one, and only erasures have work left: files of jobs that were still being written when somebody was erased.
class Recovery {
public:
    explicit Recovery(House& house, std::chrono::milliseconds every = std::chrono::seconds(10));
    ~Recovery();
    Recovery(const Recovery&) = delete;
    Recovery& operator=(const Recovery&) = delete;

private:
    void run();

    House& house_;
    const std::chrono::milliseconds every_;
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace kartei::program
