#include "program/anchor_log.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

#include "audit/anchor.hpp"

namespace kartei::program {
namespace {

constexpr auto every = std::chrono::hours(24);

}  // namespace

AnchorLog::AnchorLog(House& house) : house_(house) {
    thread_ = std::thread([this] {
        std::unique_lock guard(mutex_);
        do {
            guard.unlock();
            write();
            guard.lock();
        } while (!changed_.wait_for(guard, every, [this] { return ends_; }));
    });
}

AnchorLog::~AnchorLog() {
    {
        std::lock_guard guard(mutex_);
        ends_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void AnchorLog::write() {
    try {
        const auto anchor = house_.database.read([](sql::Transaction& t) { return audit::newest_anchor(t); });
        if (anchor) spdlog::info("anchor of the audit, to be kept elsewhere: {}", anchor->text());
    } catch (const std::exception& error) {
        spdlog::warn("the anchor of the audit could not be read: type={}", typeid(error).name());
    }
}

}  // namespace kartei::program
