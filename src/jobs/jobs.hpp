// Long work in the background: a queue, two threads, progress for streams and for the table `job`, cancelling, results
// that are kept. A job runs in the process that started it; the table says what jobs there are, in whatever process.
// Knows no HTTP.
// Invariants: a job that is over stays as it is; nothing is written for progress more often than every 500 ms, all jobs
// of the process in one transaction; a job whose process died is marked failed by the next one that looks.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <thread>

#include "base/clock.hpp"
#include "jobs/job_events.hpp"
#include "jobs/job_files.hpp"
#include "sql/database.hpp"

namespace kartei::jobs {

struct JobRules {
    int threads = 2;
    std::size_t longest_queue = 100;                   ///< waiting jobs; more are refused
    std::size_t kept_events = 1000;
    std::chrono::milliseconds events_every{100};       ///< progress events of one job at most this often
    std::chrono::milliseconds written_every{500};      ///< progress reaches the table at most this often
    std::chrono::seconds files_kept{7 * 24 * 3600};    ///< result files, counted from the end of the job
    // With several processes on one database (PostgreSQL):
    std::chrono::seconds seen_every{10};               ///< how often a process says it is alive, while it has jobs
    std::chrono::milliseconds look_every{1000};        ///< how often it looks at the jobs of others
    std::chrono::seconds dead_after{60};               ///< silence after which its jobs are taken for lost
};

/// What start() needs to know.
struct Order {
    std::string kind, title;
    std::int64_t user_id = 0;
    std::int64_t total = 0;  ///< 0 = not known
    std::string permission = {}, events = {};  ///< as in Job
};

class Jobs {
public:
    /// `folder`: where result files are kept. Nothing runs before begin().
    Jobs(sql::Database& database, std::string folder, const Clock& clock = system_clock(), JobRules rules = {});
    ~Jobs();
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    /// What to undo when a job of this kind was cut off by the end of its process; called before the job is marked
    /// failed, and again at the next start when it throws. To be given before begin().
    void on_restart(std::string kind, std::function<void(const Job&)> undo);

    /// Ends what earlier processes left behind, removes old files and starts the threads.
    void begin();
    /// Asks all work to stop, waits for it, and marks what did not finish as failed. The destructor does it too.
    void stop();

    /// Puts work into the queue. Refuses `unavailable` (error.too_many_jobs). Writes: never call it inside a
    /// transaction.
    Result<std::int64_t> start(const Order& order, Work work);

    /// The same in two steps, for callers whose own change must commit together with the job: enter() in their
    /// transaction, launch() after it. A job that is entered and never launched is marked failed at the next start.
    Result<Job> enter(sql::Transaction& transaction, const Order& order);
    void launch(const Job& job, Work work);

    /// As it stands now, which may be newer than the table.
    std::optional<Job> find(std::int64_t id);
    /// The newest first; `user_id` no value = everybody's.
    std::vector<Job> list(std::optional<std::int64_t> user_id, int limit = 100);

    /// Asks a job to stop; nothing happens when it is over. Another process' job follows within two seconds.
    void cancel(std::int64_t id);

    /// See JobEvents: a first call without `last_seen` begins with the jobs that are not over.
    std::int64_t listen(std::optional<std::int64_t> last_seen, JobEvents::Listener listener);
    void end_listening(std::int64_t listener) { events_.end(listener); }

    /// Removes result files older than the rules allow; also done at begin() and every hour.
    void remove_old_files();
    /// Ends jobs whose process is gone; also done at begin() and, on PostgreSQL, regularly.
    void end_lost_jobs(bool at_begin = false);

private:
    struct Live;
    class LiveProgress;
    using Steady = std::chrono::steady_clock;

    // The threads that work.
    void work_through_queue();
    std::shared_ptr<Live> next_in_queue();
    void run(Live& live);
    void work_off(Live& live);
    void conclude(Live& live, State state, std::string problem, std::string result = {});
    void report(Live& live, bool at_once);
    Job as_it_stands(const Live& live) const;
    std::vector<Job> unfinished_here();

    // The thread that writes the table.
    void keep_table();
    bool has_news() const;
    void write_table();
    bool write(const std::vector<Job>& progressed, const std::vector<Job>& over);
    void announce(const std::vector<Job>& over, bool written);
    void look_around();
    void say_alive();
    void follow_others();
    void end_lost_job(const struct UnfinishedJob& lost);

    sql::Database& database_;
    const JobFiles files_;
    const Clock& clock_;
    const JobRules rules_;
    const std::string owner_;
    JobEvents events_;
    std::map<std::string, std::function<void(const Job&)>> undo_;
    std::vector<std::thread> threads_;
    std::thread scribe_;

    std::mutex mutex_;  ///< guards what follows; never held while events are published or the database is asked
    std::condition_variable queue_changed_, news_;
    std::map<std::int64_t, std::shared_ptr<Live>> live_;  ///< until their end is in the table
    std::deque<std::shared_ptr<Live>> queue_;
    bool stopping_ = false, scribe_may_end_ = false;

    // Of the scribe alone.
    Steady::time_point last_write_{}, last_seen_{}, last_look_{}, last_sweep_{};
    std::map<std::int64_t, Job> others_;  ///< unfinished jobs of other processes, as last read
};

}  // namespace kartei::jobs
