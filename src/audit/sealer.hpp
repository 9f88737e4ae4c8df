// The sealer: gives entries of the audit their links (chain.hpp) behind the commit, on PostgreSQL. Any process may do it, one
// does at a time (a lock of the database, which is free again when it dies), in one transaction: cut off anywhere it leaves
// the entries waiting for the next. On SQLite there is never anything to do.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "sql/database.hpp"

namespace kartei::audit {

/// Links what has been committed and waits; gives how many entries that were. 0 too when another process is at it.
std::int64_t seal_waiting(sql::Database& database);
std::int64_t seal_waiting(sql::Transaction& transaction);

/// Small work beside sealing that many processes may do and one does at a time: gives how much it has done. Modules hand
/// theirs in.
using Upkeep = std::function<std::int64_t(sql::Database&)>;

/// Seals and does the upkeep in the background: some milliseconds behind a change, seldom while nothing happens.
class Sealer {
public:
    explicit Sealer(sql::Database& database);
    ~Sealer();
    Sealer(const Sealer&) = delete;
    Sealer& operator=(const Sealer&) = delete;

private:
    void run();
    bool work();

    sql::Database& database_;
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    std::thread thread_;
};

/// Once, for a command that ends without a server: everything that waits.
void catch_up(sql::Database& database);

}  // namespace kartei::audit
