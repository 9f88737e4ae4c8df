#include "audit/undo_run.hpp"

#include <chrono>
#include <mutex>
#include <set>

#include "base/date.hpp"
#include "base/random.hpp"

namespace kartei::audit {
namespace {

using sql::Transaction;

constexpr auto silent_too_long = std::chrono::seconds(60);
constexpr std::string_view select_runs =
    "SELECT event_id, undone_event, records_done, records, owner, seen_at FROM undo_run";

UndoRun read_run(const sql::Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.string(4), rows.string(5)};
}

std::mutex mutex;
std::set<std::string>& at_work_here() {
    static std::set<std::string> owners;
    return owners;
}

}  // namespace

std::string new_undo_owner() { return random_secret(9); }

UndoAtWork::UndoAtWork(std::string owner) : owner_(std::move(owner)) {
    std::lock_guard guard(mutex);
    at_work_here().insert(owner_);
}

UndoAtWork::~UndoAtWork() {
    std::lock_guard guard(mutex);
    at_work_here().erase(owner_);
}

std::vector<UndoRun> undo_runs(Transaction& transaction) {
    std::vector<UndoRun> runs;
    auto rows = transaction.query(std::string(select_runs) + " ORDER BY event_id");
    while (rows.next()) runs.push_back(read_run(rows));
    return runs;
}

std::optional<UndoRun> undo_run_of(Transaction& transaction, std::int64_t undone) {
    auto rows = transaction.query(std::string(select_runs) + " WHERE undone_event = :undone", undone);
    if (!rows.next()) return std::nullopt;
    return read_run(rows);
}

void begin_undo_run(Transaction& transaction, const UndoRun& run) {
    transaction.execute(
        "INSERT INTO undo_run (event_id, undone_event, records_done, records, owner, seen_at)"
        " VALUES (:event_id, :undone_event, :records_done, :records, :owner, :seen_at)",
        run.event, run.undone, run.done, run.records, run.owner, run.seen_at);
}

bool move_on(Transaction& transaction, const UndoRun& run) {
    return transaction.execute(
               "UPDATE undo_run SET records_done = :records_done, seen_at = :seen_at WHERE event_id = :event_id"
               " AND owner = :owner",
               run.done, run.seen_at, run.event, run.owner) == 1;
}

void end_undo_run(Transaction& transaction, std::int64_t event) {
    transaction.execute("DELETE FROM undo_run WHERE event_id = :event_id", event);
}

bool adopt_undo_run(Transaction& transaction, const UndoRun& run, std::string_view owner, std::string_view now) {
    return transaction.execute(
               "UPDATE undo_run SET owner = :owner, seen_at = :now WHERE event_id = :event_id AND owner = :former"
               " AND seen_at = :former_seen_at",
               owner, now, run.event, run.owner, run.seen_at) == 1;
}

bool is_at_work(const House& house, const UndoRun& run) {
    {
        std::lock_guard guard(mutex);
        if (at_work_here().contains(run.owner)) return true;
    }
    if (house.database.engine() == sql::Engine::sqlite) return false;
    const auto seen = read_instant(run.seen_at, "UTC");
    return seen && house.clock->now() - *seen < silent_too_long;
}

}  // namespace kartei::audit
