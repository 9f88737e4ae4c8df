// A job: work that takes longer than a request may, done in the background with progress, cancelling and a result. This
// header holds the record and what the work itself sees (Progress, Outcome). Knows no HTTP and no module. Read jobs.hpp
// next.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kartei::jobs {

enum class State { waiting, running, done, failed, cancelled };

std::string_view state_name(State state);
State state_of(std::string_view name);  ///< throws std::logic_error for anything but a state's name
inline bool is_over(State state) { return state != State::waiting && state != State::running; }

/// One row of the table `job`. Empty texts mean: not (yet).
struct Job {
    std::int64_t id = 0;
    std::string kind;         ///< "import", "export" … : what on_restart hooks and the browser tell jobs apart by
    std::string title;  ///< for the list of jobs, as titled() in job_title.hpp makes it; names no customer
    State state = State::waiting;
    std::int64_t user_id = 0;
    std::string created_at, started_at, finished_at;
    std::int64_t done = 0, total = 0;  ///< of the present phase; total 0 = not known
    std::string phase;        ///< text key of what is being done
    std::string result;       ///< JSON
    std::string problem;      ///< JSON, see write_problem()
    std::string file_name;    ///< what the result file is called when downloaded
    std::string file_path;
    std::string permission;   ///< rights, parted by blanks, without which nobody gets the result, whose job it is (or was)
    std::string events;       ///< event access that the result was made with, as whoever ordered it wrote it; "" = none
};

/// What work returns when it went well: JSON that the browser shows. A file stands beside it, see
/// Progress::result_file.
struct Outcome {
    nlohmann::json result = nullptr;
};

/// Thrown by Progress::stop_if_cancelled; ends the work as cancelled.
struct Cancelled {};

/// What work reports to, and asks whether it shall go on. Reporting is cheap: call it per row if you like. This class
/// alone keeps the figures; jobs and commands derive from it to show them. Figures may be read from any thread.
class Progress {
public:
    virtual ~Progress() = default;

    /// A new phase begins: done is 0 again. `key` is a text key; `total` 0 = not known.
    void begin_phase(std::string_view key, std::int64_t total = 0);
    void set_total(std::int64_t total);
    void set_done(std::int64_t done);
    void add(std::int64_t count = 1);

    std::int64_t done() const { return done_; }
    std::int64_t total() const { return total_; }
    std::string phase() const;

    /// Work asks this every 100 ms or so, and ends soon after a yes, having undone what it did. A job that has seen a
    /// yes is cancelled however it returns; one that finished before it looked is done.
    virtual bool is_cancelled() { return false; }
    /// Work that is beyond its point of no return asks this instead: the program ends, and somebody goes on later.
    virtual bool must_stop() { return false; }
    void stop_if_cancelled() {
        if (is_cancelled()) throw Cancelled{};
    }

    /// Where to write the file that is the result; `file_name` is what it is called when downloaded. Once per job.
    virtual std::string result_file(std::string_view file_name) = 0;

protected:
    virtual void changed(bool at_once) = 0;

private:
    std::atomic<std::int64_t> done_ = 0, total_ = 0;
    mutable std::mutex phase_mutex_;
    std::string phase_;
};

/// Runs on a thread of its own, outside any transaction. A refusal or an exception makes the job failed.
using Work = std::function<Result<Outcome>(Progress&)>;

/// A refusal as the JSON of Job::problem: {"kind", "issues": [{"field", "key", "parameters": {name: value}}]}; and
/// back, to be said in the language of who asks.
std::string write_problem(const Refusal& refusal);
Refusal read_problem(std::string_view problem);

}  // namespace kartei::jobs
