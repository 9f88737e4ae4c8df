#include "program/recovery.hpp"

#include <spdlog/spdlog.h>

#include <typeinfo>

#include "modules/privacy/privacy_api.hpp"
#include "program/joined_modules.hpp"

namespace kartei::program {

Recovery::Recovery(House& house, std::chrono::milliseconds every)
    : house_(house), every_(every), thread_([this] { run(); }) {}

Recovery::~Recovery() {
    {
        std::lock_guard guard(mutex_);
        stopping_ = true;
    }
    stop_.notify_all();
    thread_.join();
}

void Recovery::run() {
    std::unique_lock guard(mutex_);
    while (!stop_.wait_for(guard, every_, [&] { return stopping_; })) {
        guard.unlock();
        try {
            if (house_.database.engine() == sql::Engine::postgresql) recover_modules(house_);
            else privacy::recover_privacy(house_);
        } catch (const std::exception& error) {
            spdlog::warn("recovery failed; trying again: type={} {}", typeid(error).name(), error.what());
        }
        guard.lock();
    }
}

}  // namespace kartei::program
