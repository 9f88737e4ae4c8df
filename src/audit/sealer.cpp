#include "audit/sealer.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "audit/chain.hpp"
#include "audit/hold.hpp"
#include "base/module.hpp"

namespace kartei::audit {
namespace {

using sql::Transaction;
using std::chrono::milliseconds;

/// Entries that one transaction links: some ten milliseconds.
constexpr std::int64_t at_once = 500;
constexpr milliseconds shortest_pause{5}, longest_pause{200};

std::vector<Unlinked> waiting_entries(Transaction& transaction) {
    std::vector<Unlinked> entries;
    auto rows = transaction.query(
        "SELECT n.id, n.rows_hash FROM audit_waiting w JOIN audit_entry n ON n.id = w.entry_id ORDER BY n.id LIMIT "
        ":at_once",
        at_once);
    while (rows.next()) entries.push_back({rows.integer(0), rows.string(1)});
    return entries;
}

}  // namespace

std::int64_t seal_waiting(Transaction& transaction) {
    if (!try_hold(transaction, Held::sealer)) return 0;
    const auto entries = waiting_entries(transaction);
    if (entries.empty()) return 0;
    link_entries(transaction, entries);
    for (const auto& entry : entries)
        transaction.execute("DELETE FROM audit_waiting WHERE entry_id = :entry_id", entry.entry);
    return static_cast<std::int64_t>(entries.size());
}

std::int64_t seal_waiting(sql::Database& database) {
    if (database.engine() == sql::Engine::sqlite) return 0;
    return database.write([](Transaction& transaction) { return seal_waiting(transaction); });
}

void catch_up(sql::Database& database) {
    while (seal_waiting(database) > 0) {
    }
    for (const auto& work : handed_in<Upkeep>())
        while (work(database) > 0) {
        }
}

Sealer::Sealer(sql::Database& database) : database_(database) {
    if (database.engine() == sql::Engine::postgresql) thread_ = std::thread([this] { run(); });
}

Sealer::~Sealer() {
    {
        std::lock_guard guard(mutex_);
        stopping_ = true;
    }
    stop_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Sealer::run() {
    auto pause = shortest_pause;
    std::unique_lock guard(mutex_);
    while (!stop_.wait_for(guard, pause, [&] { return stopping_; })) {
        guard.unlock();
        const bool worked = work();
        guard.lock();
        pause = worked ? shortest_pause : std::min(pause * 2, longest_pause);
    }
    guard.unlock();
    while (work()) {
    }
}

/// False when there was nothing to do, or it could not be done now.
bool Sealer::work() {
    try {
        auto done = seal_waiting(database_);
        for (const auto& work : handed_in<Upkeep>()) done += work(database_);
        return done > 0;
    } catch (const std::exception& error) {
        spdlog::warn("sealing the audit failed; trying again: type={} {}", typeid(error).name(), error.what());
        return false;
    }
}

}  // namespace kartei::audit
