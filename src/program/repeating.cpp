#include "program/repeating.hpp"

#include <spdlog/spdlog.h>

#include <typeinfo>

namespace kartei::program {

Repeating::Repeating(std::string what, std::chrono::milliseconds every, First first, std::function<void()> work)
    : what_(std::move(what)), every_(every), work_(std::move(work)), thread_([this, first] { run(first); }) {}

Repeating::~Repeating() {
    {
        std::lock_guard guard(mutex_);
        stopping_ = true;
    }
    stop_.notify_all();
    thread_.join();
}

void Repeating::run(First first) {
    if (first == First::at_once) work_once();
    std::unique_lock guard(mutex_);
    while (!stop_.wait_for(guard, every_, [&] { return stopping_; })) {
        guard.unlock();
        work_once();
        guard.lock();
    }
}

void Repeating::work_once() {
    try {
        work_();
    } catch (const std::exception& error) {
        spdlog::warn("{} failed; trying again: type={} {}", what_, typeid(error).name(), error.what());
    }
}

}  // namespace kartei::program
