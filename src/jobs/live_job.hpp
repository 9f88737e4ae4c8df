// A job that this process runs or keeps in its queue. Private to jobs.cpp and job_table.cpp.
#pragma once

#include "jobs/jobs.hpp"

namespace kartei::jobs {

class Jobs::LiveProgress final : public Progress {
public:
    LiveProgress(Jobs& jobs, Live& live) : jobs_(jobs), live_(live) {}
    bool is_cancelled() override;
    bool must_stop() override;
    std::string result_file(std::string_view file_name) override;

private:
    void changed(bool at_once) override { jobs_.report(live_, at_once); }

    Jobs& jobs_;
    Live& live_;
};

struct Jobs::Live {
    Live(Jobs& jobs, Job entered, Work to_do) : job(std::move(entered)), work(std::move(to_do)), progress(jobs, *this) {
        progress.set_total(job.total);
    }

    Job job;  ///< all but done, total and phase, which are in `progress` as long as it runs
    Work work;
    LiveProgress progress;
    std::atomic<bool> cancelled = false;  ///< asked to stop
    std::atomic<bool> saw_it = false;     ///< and the work knows
    std::atomic<bool> by_user = false;    ///< not by the end of the program
    std::atomic<bool> behind = false;     ///< the table does not know the newest figures
    std::atomic<Steady::rep> last_event = 0;
    bool announced = false;               ///< its end has been published
};

}  // namespace kartei::jobs
