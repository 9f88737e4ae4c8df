// What the tests of jobs share: a listener that waits for events, work that waits at a gate, and jobs on a test's
// database.
#pragma once

#include <algorithm>
#include <filesystem>
#include <future>

#include "jobs/job_store.hpp"
#include "jobs/jobs.hpp"
#include "tests/support/databases.hpp"

namespace kartei::jobs {

using namespace std::chrono_literals;

inline constexpr auto patience = 20s;  // no test waits for it unless something is broken

/// Collects events; the listener of a stream.
class Listener {
public:
    JobEvents::Listener callback() {
        return [this](const Event& event) {
            std::lock_guard guard(mutex_);
            events_.push_back(event);
            changed_.notify_all();
        };
    }
    bool wait_for(const std::function<bool(const Event&)>& wanted) {
        std::unique_lock guard(mutex_);
        return changed_.wait_for(guard, patience, [&] { return std::any_of(events_.begin(), events_.end(), wanted); });
    }
    bool wait_for_end(std::int64_t job) {
        return wait_for([=](const Event& event) { return event.job.id == job && is_over(event.job.state); });
    }
    std::vector<Event> events() {
        std::lock_guard guard(mutex_);
        return events_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Event> events_;
};

/// Jobs of one process on a database.
class Background {
public:
    void prepare(test::FreshDatabase& fresh) {
        fresh_ = &fresh;
        database().write([](sql::Transaction& transaction) {
            transaction.execute("INSERT INTO counter (name, next) VALUES ('job', 1)");
        });
        rules.written_every = 50ms;
        rules.events_every = 0ms;
        rules.look_every = 50ms;
        make();
    }
    sql::Database& database() { return **fresh_; }
    void make() { jobs = std::make_unique<Jobs>(database(), folder.string(), clock, rules); }
    void begin() {
        jobs->listen({}, listener.callback());
        jobs->begin();
    }
    std::int64_t start(Work work, std::int64_t user = 1) {
        return *jobs->start({"export", "Kundenliste", user, 0}, std::move(work));
    }
    Job in_table(std::int64_t id) {
        return *database().read([&](sql::Transaction& transaction) { return find_job(transaction, id); });
    }
    template <class Condition>
    bool eventually(Condition condition) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (std::chrono::steady_clock::now() < end) {
            if (condition()) return true;
            std::this_thread::sleep_for(5ms);
        }
        return false;
    }

    SettableClock clock{Instant(std::chrono::seconds(1'800'000'000))};
    JobRules rules;
    std::filesystem::path folder = test::temporary_path("");
    Listener listener;
    std::unique_ptr<Jobs> jobs;

private:
    test::FreshDatabase* fresh_ = nullptr;
};

/// Work that waits until it is let go or cancelled.
struct Gate {
    std::shared_ptr<std::promise<void>> inside = std::make_shared<std::promise<void>>();
    std::promise<void> opened;
    std::shared_future<void> open{opened.get_future()};

    void wait_until_inside() { inside->get_future().wait(); }
    Work work() {
        return [inside = inside, open = open](Progress& progress) -> Result<Outcome> {
            inside->set_value();
            while (open.wait_for(1ms) != std::future_status::ready) progress.stop_if_cancelled();
            return Outcome{};
        };
    }
};

}  // namespace kartei::jobs
