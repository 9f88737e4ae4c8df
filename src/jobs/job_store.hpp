// Every SQL statement on the table `job`. On PostgreSQL several processes share it: `owner` is the process that runs a
// job, `seen_at` when that process last said it is alive.
#pragma once

#include <optional>
#include <vector>

#include "jobs/job.hpp"
#include "sql/database.hpp"

namespace kartei::jobs {

/// Stores a waiting job and gives it its id.
std::int64_t insert_job(sql::Transaction& transaction, const Job& job, std::string_view owner);

/// State and figures of a job that is not over yet.
void update_progress(sql::Transaction& transaction, const Job& job, std::string_view now);
/// Everything about a job that is over; nothing happens when another process has already ended it.
void settle_job(sql::Transaction& transaction, const Job& job);

std::optional<Job> find_job(sql::Transaction& transaction, std::int64_t id);
/// The newest first; `user_id` no value = everybody's.
std::vector<Job> list_jobs(sql::Transaction& transaction, std::optional<std::int64_t> user_id, int limit);

void request_cancel(sql::Transaction& transaction, std::int64_t id);
/// Jobs of `owner` that are to be cancelled.
std::vector<std::int64_t> cancel_requests(sql::Transaction& transaction, std::string_view owner);
void mark_seen(sql::Transaction& transaction, std::int64_t id, std::string_view now);

struct UnfinishedJob {
    Job job;
    std::string owner, seen_at;
};
std::vector<UnfinishedJob> unfinished_jobs(sql::Transaction& transaction);
/// Makes a job that nobody looks after one's own; false when another process was quicker.
bool adopt_job(sql::Transaction& transaction, const UnfinishedJob& job, std::string_view owner, std::string_view now);

/// Result files of jobs that ended before `instant`.
std::vector<Job> jobs_with_old_files(sql::Transaction& transaction, std::string_view instant);
void forget_file(sql::Transaction& transaction, std::int64_t id);

}  // namespace kartei::jobs
