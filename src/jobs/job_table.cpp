// The part of Jobs that writes the table and looks after the jobs of other processes.
#include <spdlog/spdlog.h>

#include "jobs/job_store.hpp"
#include "jobs/jobs.hpp"
#include "jobs/live_job.hpp"

namespace kartei::jobs {

using sql::Transaction;

namespace {

constexpr std::chrono::milliseconds sweep_every = std::chrono::hours(1);

}  // namespace

void Jobs::remove_old_files() { files_.sweep(database_, write_instant(clock_.now() - rules_.files_kept)); }

void Jobs::keep_table() {
    const auto idle_pause = database_.engine() == sql::Engine::sqlite ? sweep_every : rules_.look_every;
    last_sweep_ = Steady::now();
    while (true) {
        bool last = false;
        {
            std::unique_lock guard(mutex_);
            const bool idle = live_.empty();
            const auto pause = idle ? idle_pause : std::min(rules_.written_every, rules_.look_every);
            news_.wait_for(guard, pause, [&] { return scribe_may_end_ || has_news() || (idle && !live_.empty()); });
            if (idle) last_write_ = Steady::now();  // the table has just been told of a new job
            last = scribe_may_end_;
        }
        write_table();
        if (last) return;
        try {
            look_around();
        } catch (const std::exception& error) {
            spdlog::warn("looking after files and other processes' jobs failed: type={}", typeid(error).name());
        }
    }
}

/// A job has ended and nobody has been told.
bool Jobs::has_news() const {
    for (const auto& [id, live] : live_)
        if (is_over(live->job.state) && !live->announced) return true;
    return false;
}

void Jobs::write_table() {
    std::vector<Job> progressed, over;
    const bool progress_is_due = Steady::now() - last_write_ >= rules_.written_every;
    {
        std::lock_guard guard(mutex_);
        for (const auto& [id, live] : live_) {
            if (is_over(live->job.state)) over.push_back(as_it_stands(*live));
            else if (progress_is_due && live->behind.exchange(false)) progressed.push_back(as_it_stands(*live));
        }
    }
    if (!progressed.empty()) last_write_ = Steady::now();
    if (!progressed.empty() || !over.empty()) announce(over, write(progressed, over));
}

bool Jobs::write(const std::vector<Job>& progressed, const std::vector<Job>& over) {
    try {
        const auto now = write_instant(clock_.now());
        database_.write([&](Transaction& transaction) {
            for (const auto& job : progressed) update_progress(transaction, job, now);
            for (const auto& job : over) settle_job(transaction, job);
        });
        return true;
    } catch (const std::exception& error) {
        spdlog::error("the state of {} jobs could not be stored; trying again: type={}",
                      progressed.size() + over.size(), typeid(error).name());
        return false;
    }
}

/// The end is published once the table has it; or when it cannot be written now, because waiting users are not to wait
/// for that.
void Jobs::announce(const std::vector<Job>& over, bool written) {
    for (const auto& job : over) {
        bool first = false;
        {
            std::lock_guard guard(mutex_);
            auto& live = live_.at(job.id);
            first = !std::exchange(live->announced, true);
            if (written) live_.erase(job.id);
        }
        if (first) events_.publish(job);
    }
}

void Jobs::look_around() {
    const auto now = Steady::now();
    if (now - last_sweep_ >= sweep_every) {
        last_sweep_ = now;
        remove_old_files();
    }
    // SQLite: one process owns the file, there are no others.
    if (database_.engine() == sql::Engine::sqlite || now - last_look_ < rules_.look_every) return;
    last_look_ = now;
    say_alive();
    follow_others();
}

void Jobs::say_alive() {
    const auto here = unfinished_here();
    if (!here.empty()) {
        const auto wanted =
            database_.read([&](Transaction& transaction) { return cancel_requests(transaction, owner_); });
        for (const auto id : wanted) cancel(id);
    }
    if (Steady::now() - last_seen_ < rules_.seen_every) return;
    last_seen_ = Steady::now();
    if (!here.empty()) {
        const auto now = write_instant(clock_.now());
        database_.write([&](Transaction& transaction) {
            for (const auto& job : here) mark_seen(transaction, job.id, now);
        });
    }
    end_lost_jobs();
}

/// Publishes what became of the jobs of other processes, as far as anybody here listens.
void Jobs::follow_others() {
    if (!events_.has_listeners()) return others_.clear();
    std::map<std::int64_t, Job> now;
    std::vector<Job> news;
    database_.read([&](Transaction& transaction) {
        for (auto& unfinished : unfinished_jobs(transaction)) {
            if (unfinished.owner == owner_) continue;
            const auto& job = unfinished.job;
            const auto former = others_.find(job.id);
            const bool same = former != others_.end() && former->second.state == job.state &&
                              former->second.done == job.done && former->second.total == job.total &&
                              former->second.phase == job.phase;
            if (!same) news.push_back(job);
            now.emplace(job.id, job);
        }
        for (const auto& [id, former] : others_)
            if (!now.contains(id))
                if (auto ended = find_job(transaction, id); ended && is_over(ended->state)) news.push_back(*ended);
    });
    others_ = std::move(now);
    for (const auto& job : news) events_.publish(job);
}

void Jobs::end_lost_jobs(bool at_begin) {
    const auto silent_since = write_instant(clock_.now() - rules_.dead_after);
    const bool alone = at_begin && database_.engine() == sql::Engine::sqlite;
    const auto unfinished = database_.read([](Transaction& transaction) { return unfinished_jobs(transaction); });
    for (const auto& job : unfinished)
        if (job.owner != owner_ && (alone || job.seen_at < silent_since)) end_lost_job(job);
}

void Jobs::end_lost_job(const UnfinishedJob& lost) {
    const auto now = write_instant(clock_.now());
    if (!database_.write([&](Transaction& transaction) { return adopt_job(transaction, lost, owner_, now); })) return;
    try {
        if (auto undo = undo_.find(lost.job.kind); undo != undo_.end()) undo->second(lost.job);
    } catch (const std::exception& error) {
        spdlog::error("undoing a lost job failed; it stays for the next start: job={} kind={} type={}", lost.job.id,
                      lost.job.kind, typeid(error).name());
        return;
    }
    JobFiles::remove(lost.job.file_path);
    Job job = lost.job;
    job.state = State::failed;
    job.finished_at = now;
    job.file_name = job.file_path = "";
    job.problem = write_problem(refuse(RefusalKind::unavailable, "error.job_interrupted"));
    database_.write([&](Transaction& transaction) { settle_job(transaction, job); });
    spdlog::warn("a job was cut off by the end of its process: job={} kind={}", job.id, job.kind);
}

}  // namespace kartei::jobs
