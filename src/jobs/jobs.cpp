#include "jobs/jobs.hpp"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <typeinfo>

#include "base/random.hpp"
#include "jobs/job_store.hpp"
#include "jobs/live_job.hpp"

namespace kartei::jobs {
namespace {

/// Above every number that an earlier run of the program can have given out.
std::int64_t first_number(const Clock& clock) { return clock.now().time_since_epoch().count() * 1'000'000; }

std::string reference() {
    static constexpr std::string_view letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    std::string text;
    for (int i = 0; i < 8; ++i) text += letters[random_below(letters.size())];
    return text;
}

/// Databases quote values behind the first line and between quotation marks: neither belongs into a log.
std::string without_values(std::string_view words) {
    words = words.substr(0, std::min(words.find_first_of("\r\n'\""), std::size_t{200}));
    return std::string(words);
}

Refusal failure_of(const Job& job, const std::exception& error) {
    const auto number = reference();
    const auto* database = dynamic_cast<const sql::SqlError*>(&error);
    const bool full = database && database->fault() == sql::Fault::storage_full;
    spdlog::error("job failed: job={} kind={} reference={} type={} reason={}", job.id, job.kind, number,
                  typeid(error).name(), without_values(error.what()));
    return refuse(RefusalKind::unavailable, full ? "error.storage_full" : "error.job_failed", {{"reference", number}});
}

std::string interrupted() { return write_problem(refuse(RefusalKind::unavailable, "error.job_interrupted")); }

std::string written(const nlohmann::json& result) {
    return result.is_null() ? std::string() : result.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

bool Jobs::LiveProgress::must_stop() {
    if (!live_.cancelled || live_.by_user) return false;
    live_.saw_it = true;
    return true;
}

bool Jobs::LiveProgress::is_cancelled() {
    if (live_.cancelled) live_.saw_it = true;
    return live_.saw_it;
}

std::string Jobs::LiveProgress::result_file(std::string_view file_name) {
    auto path = jobs_.files_.new_path(live_.job.id, file_name);
    std::lock_guard guard(jobs_.mutex_);
    live_.job.file_name = file_name;
    live_.job.file_path = path;
    return path;
}

Jobs::Jobs(sql::Database& database, std::string folder, const Clock& clock, JobRules rules)
    : database_(database), files_(std::move(folder)), clock_(clock), rules_(rules), owner_(random_secret(9)),
      events_(first_number(clock), rules.kept_events) {}

Jobs::~Jobs() { stop(); }

void Jobs::on_restart(std::string kind, std::function<void(const Job&)> undo) {
    undo_[std::move(kind)] = std::move(undo);
}

void Jobs::begin() {
    end_lost_jobs(true);
    remove_old_files();
    for (int i = 0; i < rules_.threads; ++i) threads_.emplace_back([this] { work_through_queue(); });
    scribe_ = std::thread([this] { keep_table(); });
}

void Jobs::stop() {
    {
        std::lock_guard guard(mutex_);
        stopping_ = true;
        for (auto& [id, live] : live_) live->cancelled = true;
    }
    queue_changed_.notify_all();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
    std::deque<std::shared_ptr<Live>> never_run;
    {
        std::lock_guard guard(mutex_);
        never_run.swap(queue_);
    }
    for (auto& live : never_run) conclude(*live, State::failed, interrupted());
    {
        std::lock_guard guard(mutex_);
        scribe_may_end_ = true;
    }
    news_.notify_all();
    if (scribe_.joinable()) scribe_.join();
}

Result<std::int64_t> Jobs::start(const Order& order, Work work) {
    auto job = TRY(database_.write([&](sql::Transaction& transaction) { return enter(transaction, order); }));
    launch(job, std::move(work));
    return job.id;
}

Result<Job> Jobs::enter(sql::Transaction& transaction, const Order& order) {
    {
        std::lock_guard guard(mutex_);
        if (stopping_ || queue_.size() >= rules_.longest_queue)
            return refuse(RefusalKind::unavailable, "error.too_many_jobs");
    }
    Job job;
    job.kind = order.kind;
    job.title = order.title;
    job.user_id = order.user_id;
    job.permission = order.permission;
    job.events = order.events;
    job.total = order.total;
    job.created_at = write_instant(clock_.now());
    job.id = insert_job(transaction, job, owner_);
    return job;
}

void Jobs::launch(const Job& job, Work work) {
    auto live = std::make_shared<Live>(*this, job, std::move(work));
    {
        std::lock_guard guard(mutex_);
        live_.emplace(job.id, live);
    }
    report(*live, true);  // before it can run, so that events come in order
    {
        std::lock_guard guard(mutex_);
        queue_.push_back(std::move(live));
    }
    queue_changed_.notify_one();
    news_.notify_one();
}

void Jobs::work_through_queue() {
    while (auto live = next_in_queue()) run(*live);
}

std::shared_ptr<Jobs::Live> Jobs::next_in_queue() {
    std::unique_lock guard(mutex_);
    while (true) {
        queue_changed_.wait(guard, [&] { return stopping_ || !queue_.empty(); });
        if (stopping_) return nullptr;
        auto live = std::move(queue_.front());
        queue_.pop_front();
        if (is_over(live->job.state)) continue;  // cancelled on its way into the queue
        live->job.state = State::running;
        live->job.started_at = write_instant(clock_.now());
        return live;
    }
}

void Jobs::run(Live& live) {
    report(live, true);
    try {
        work_off(live);
    } catch (const Cancelled&) {
        live.saw_it = true;
    } catch (const std::exception& error) {
        if (!live.saw_it) conclude(live, State::failed, write_problem(failure_of(live.job, error)));
    }
    // Having seen that it shall stop, it stopped: by the user's wish, or because the program ends.
    if (live.saw_it) conclude(live, live.by_user ? State::cancelled : State::failed, live.by_user ? "" : interrupted());
    live.work = nullptr;
}

void Jobs::work_off(Live& live) {
    auto outcome = live.work(live.progress);
    if (live.saw_it) return;
    if (outcome) conclude(live, State::done, {}, written(outcome->result));
    else conclude(live, State::failed, write_problem(outcome.refusal()));
}

void Jobs::conclude(Live& live, State state, std::string problem, std::string result) {
    std::error_code missing;
    const bool has_file = state == State::done && std::filesystem::exists(live.job.file_path, missing);
    if (has_file) std::filesystem::permissions(live.job.file_path, std::filesystem::perms(0600), missing);
    else JobFiles::remove(live.job.file_path);
    {
        std::lock_guard guard(mutex_);
        auto& job = live.job;
        if (is_over(job.state)) return;
        job.state = state;
        job.finished_at = write_instant(clock_.now());
        job.problem = std::move(problem);
        job.result = std::move(result);
        if (!has_file) job.file_name = job.file_path = "";
    }
    news_.notify_one();
}

void Jobs::cancel(std::int64_t id) {
    std::shared_ptr<Live> waiting;
    {
        std::lock_guard guard(mutex_);
        auto found = live_.find(id);
        if (found != live_.end()) {
            auto& live = found->second;
            if (is_over(live->job.state)) return;
            live->by_user = true;
            live->cancelled = true;
            if (live->job.state == State::running) return;
            std::erase(queue_, live);
            waiting = live;
        }
    }
    if (waiting) conclude(*waiting, State::cancelled, {});
    else database_.write([&](sql::Transaction& transaction) { request_cancel(transaction, id); });
}

void Jobs::report(Live& live, bool at_once) {
    live.behind = true;
    const auto now = Steady::now().time_since_epoch().count();
    const auto pause = std::chrono::duration_cast<Steady::duration>(rules_.events_every).count();
    if (!at_once && now - live.last_event < pause) return;
    live.last_event = now;
    Job job;
    {
        std::lock_guard guard(mutex_);
        job = as_it_stands(live);
    }
    if (!is_over(job.state)) events_.publish(job);  // the end is announced when the table has it
}

Job Jobs::as_it_stands(const Live& live) const {
    Job job = live.job;
    job.done = live.progress.done();
    job.total = live.progress.total();
    job.phase = live.progress.phase();
    return job;
}

std::vector<Job> Jobs::unfinished_here() {
    std::lock_guard guard(mutex_);
    std::vector<Job> jobs;
    for (const auto& [id, live] : live_)
        if (!is_over(live->job.state)) jobs.push_back(as_it_stands(*live));
    return jobs;
}

std::int64_t Jobs::listen(std::optional<std::int64_t> last_seen, JobEvents::Listener listener) {
    return events_.listen(last_seen, [this] { return unfinished_here(); }, std::move(listener));
}

std::optional<Job> Jobs::find(std::int64_t id) {
    {
        std::lock_guard guard(mutex_);
        if (auto found = live_.find(id); found != live_.end()) return as_it_stands(*found->second);
    }
    return database_.read([&](sql::Transaction& transaction) { return find_job(transaction, id); });
}

std::vector<Job> Jobs::list(std::optional<std::int64_t> user_id, int limit) {
    // What is known here is taken first: a job that ends between the two looks is then over in the table.
    std::map<std::int64_t, Job> here;
    {
        std::lock_guard guard(mutex_);
        for (const auto& [id, live] : live_) here.emplace(id, as_it_stands(*live));
    }
    auto jobs = database_.read([&](sql::Transaction& transaction) { return list_jobs(transaction, user_id, limit); });
    for (auto& job : jobs)
        if (auto newer = here.find(job.id); newer != here.end() && !is_over(job.state)) job = newer->second;
    return jobs;
}

}  // namespace kartei::jobs
