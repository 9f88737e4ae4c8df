#include "program/last_word.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "program/command.hpp"
#include "sql/upkeep.hpp"

namespace kartei::program {
namespace {

class LastWord {
public:
    explicit LastWord(sql::Database& database)
        : thread_([this, &database] {
              if (!wait(patience)) sql::upkeep_of(database).end();
              if (wait(patience)) return;
              spdlog::critical("something did not end within {} s; ending all the same", 2 * patience.count());
              spdlog::shutdown();
              ::_exit(failed);
          }) {}
    ~LastWord() {
        {
            std::lock_guard guard(mutex_);
            ended_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    LastWord(const LastWord&) = delete;
    LastWord& operator=(const LastWord&) = delete;

private:
    static constexpr std::chrono::seconds patience{10};

    bool wait(std::chrono::seconds time) {
        std::unique_lock guard(mutex_);
        return changed_.wait_for(guard, time, [this] { return ended_; });
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    bool ended_ = false;
    std::thread thread_;  ///< last: it uses the others
};

std::unique_ptr<LastWord>& last_word() {
    static std::unique_ptr<LastWord> one;
    return one;
}

}  // namespace

void begin_last_word(sql::Database& database) { last_word() = std::make_unique<LastWord>(database); }

LastWordScope::~LastWordScope() { last_word().reset(); }

}  // namespace kartei::program
