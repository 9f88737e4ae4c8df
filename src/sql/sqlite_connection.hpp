// One connection to a SQLite file with its prepared statements, and what an error of SQLite means to the house. Private
// to the SQLite engine.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <unordered_map>

#include "sql/database.hpp"

namespace kartei::sql::sqlite {

/// Throws SqlError with the last error of the connection; ends the process after a failed fsync.
[[noreturn]] void fail(sqlite3* connection, const std::string& doing);

struct Prepared {
    sqlite3_stmt* statement = nullptr;
    bool in_use = false;
};

/// One connection with its prepared statements, kept by text.
class Connection {
public:
    /// `statement`: how long one may run without giving a row; 0 = as long as it takes.
    Connection(const std::string& path, bool writes, std::chrono::milliseconds statement);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void run(const char* sql);
    /// sqlite3_step, within the time that one statement may take.
    int step(sqlite3_stmt* statement);
    /// Leaves the transaction, whatever state it is in; afterwards is_usable() says whether that worked.
    void roll_back() noexcept;
    bool is_usable() const { return !cut_ && sqlite3_get_autocommit(handle_); }
    /// Ends what runs, now and ever after; from any thread.
    void cut() noexcept;
    bool is_cut() const { return cut_; }
    /// A statement that nobody steps through at the moment.
    Prepared* take(std::string_view sql);
    void give_back(Prepared* prepared);
    sqlite3* handle() { return handle_; }

private:
    static int look_at_clock(void* connection);

    sqlite3* handle_ = nullptr;
    const std::chrono::milliseconds statement_;
    std::chrono::milliseconds step_began_{};
    std::atomic<bool> cut_{false};
    std::unordered_multimap<std::string, Prepared> statements_;
};

/// A statement of the connection, given back at the end.
class InUse {
public:
    InUse(Connection& connection, std::string_view sql) : connection_(connection), prepared_(connection.take(sql)) {}
    ~InUse() { connection_.give_back(prepared_); }
    InUse(const InUse&) = delete;
    InUse& operator=(const InUse&) = delete;
    sqlite3_stmt* get() const { return prepared_->statement; }

private:
    Connection& connection_;
    Prepared* prepared_;
};

/// Binds all; texts and bytes must live until the statement has run.
void bind_all(Connection& connection, sqlite3_stmt* statement, const std::vector<Parameter>& parameters);

}  // namespace kartei::sql::sqlite
