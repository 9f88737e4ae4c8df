#include "jobs/job_store.hpp"

#include "sql/writing.hpp"

namespace kartei::jobs {
namespace {

using sql::Rows;
using sql::text_or_null;
using sql::Transaction;

constexpr std::string_view columns =
    "id, kind, title, state, user_id, created_at, started_at, finished_at, done, total, phase, result, problem, "
    "file_name, file_path, permission, events";

Job read_job(const Rows& rows) {
    Job job;
    job.id = rows.integer(0);
    job.kind = rows.string(1);
    job.title = rows.string(2);
    job.state = state_of(rows.text(3));
    job.user_id = rows.integer(4);
    job.created_at = rows.string(5);
    job.started_at = rows.string(6);
    job.finished_at = rows.string(7);
    job.done = rows.integer(8);
    job.total = rows.integer(9);
    job.phase = rows.string(10);
    job.result = rows.string(11);
    job.problem = rows.string(12);
    job.file_name = rows.string(13);
    job.file_path = rows.string(14);
    job.permission = rows.string(15);
    job.events = rows.string(16);
    return job;
}

std::vector<Job> read_jobs(Rows rows) {
    std::vector<Job> jobs;
    while (rows.next()) jobs.push_back(read_job(rows));
    return jobs;
}

}  // namespace

std::int64_t insert_job(Transaction& transaction, const Job& job, std::string_view owner) {
    const auto id = sql::writing(transaction).take_ids("job", 1);
    transaction.execute(
        "INSERT INTO job (id, kind, title, state, user_id, created_at, total, owner, seen_at, permission, events)"
        " VALUES (:id, :kind, :title, 'waiting', :user_id, :created_at, :total, :owner, :seen_at, :permission, "
        ":events)",
        id, job.kind, job.title, job.user_id, job.created_at, job.total, owner, job.created_at,
        text_or_null(job.permission), text_or_null(job.events));
    return id;
}

void update_progress(Transaction& transaction, const Job& job, std::string_view now) {
    transaction.execute(
        "UPDATE job SET state = :state, started_at = :started_at, done = :done, total = :total, phase = :phase, "
        "seen_at = :seen_at"
        " WHERE id = :id AND state IN ('waiting', 'running')",
        state_name(job.state), text_or_null(job.started_at), job.done, job.total, text_or_null(job.phase), now, job.id);
}

void settle_job(Transaction& transaction, const Job& job) {
    transaction.execute(
        "UPDATE job SET state = :state, started_at = :started_at, finished_at = :finished_at, done = :done, total = "
        ":total,"
        " phase = :phase, result = :result, problem = :problem, file_name = :file_name, file_path = :file_path"
        " WHERE id = :id AND state IN ('waiting', 'running')",
        state_name(job.state), text_or_null(job.started_at), job.finished_at, job.done, job.total,
        text_or_null(job.phase), text_or_null(job.result), text_or_null(job.problem), text_or_null(job.file_name),
        text_or_null(job.file_path), job.id);
}

std::optional<Job> find_job(Transaction& transaction, std::int64_t id) {
    auto rows = transaction.query("SELECT " + std::string(columns) + " FROM job WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_job(rows);
}

std::vector<Job> list_jobs(Transaction& transaction, std::optional<std::int64_t> user_id, int limit) {
    const auto select = "SELECT " + std::string(columns) + " FROM job";
    if (!user_id) return read_jobs(transaction.query(select + " ORDER BY id DESC LIMIT :limit", limit));
    return read_jobs(
        transaction.query(select + " WHERE user_id = :user_id ORDER BY id DESC LIMIT :limit", *user_id, limit));
}

void request_cancel(Transaction& transaction, std::int64_t id) {
    transaction.execute("UPDATE job SET cancel_requested = 1 WHERE id = :id AND state IN ('waiting', 'running')", id);
}

std::vector<std::int64_t> cancel_requests(Transaction& transaction, std::string_view owner) {
    auto rows = transaction.query(
        "SELECT id FROM job WHERE state IN ('waiting', 'running') AND cancel_requested = 1 AND owner = :owner", owner);
    std::vector<std::int64_t> ids;
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

void mark_seen(Transaction& transaction, std::int64_t id, std::string_view now) {
    transaction.execute("UPDATE job SET seen_at = :seen_at WHERE id = :id AND state IN ('waiting', 'running')", now,
                        id);
}

std::vector<UnfinishedJob> unfinished_jobs(Transaction& transaction) {
    auto rows = transaction.query("SELECT " + std::string(columns) +
                                  ", owner, seen_at FROM job WHERE state IN ('waiting', 'running') ORDER BY id");
    std::vector<UnfinishedJob> jobs;
    while (rows.next()) jobs.push_back({read_job(rows), rows.string(17), rows.string(18)});
    return jobs;
}

bool adopt_job(Transaction& transaction, const UnfinishedJob& job, std::string_view owner, std::string_view now) {
    return transaction.execute(
               "UPDATE job SET owner = :owner, seen_at = :now WHERE id = :id AND owner = :former AND seen_at = :seen_at"
               " AND state IN ('waiting', 'running')",
               owner, now, job.job.id, job.owner, job.seen_at) == 1;
}

std::vector<Job> jobs_with_old_files(Transaction& transaction, std::string_view instant) {
    return read_jobs(
        transaction.query("SELECT " + std::string(columns) +
                              " FROM job WHERE file_path IS NOT NULL AND finished_at < :instant ORDER BY id",
                          instant));
}

void forget_file(Transaction& transaction, std::int64_t id) {
    transaction.execute("UPDATE job SET file_path = NULL WHERE id = :id", id);
}

}  // namespace kartei::jobs
