#include "sql/sqlite_connection.hpp"

#include <ctime>

#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <new>

#include "sql/fault_point.hpp"

namespace kartei::sql::sqlite {
namespace {

/// Counts of allocated memory that nobody asks for, each under one lock for all connections.
void switch_off_memory_counts() {
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)done;
}

/// To some milliseconds, and read in a few nanoseconds: it is asked for every row.
std::chrono::milliseconds coarse_time() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return std::chrono::milliseconds(now.tv_sec * 1000 + now.tv_nsec / 1'000'000);
}

using Pragmas = std::initializer_list<const char*>;
constexpr Pragmas writing = {"PRAGMA journal_mode = WAL",      "PRAGMA synchronous = FULL",
                             "PRAGMA foreign_keys = ON",       "PRAGMA cache_size = -49152",
                             "PRAGMA wal_autocheckpoint = 2000", "PRAGMA journal_size_limit = 67108864",
                             // what is deleted is overwritten: a customer who was erased is in no free page
                             "PRAGMA secure_delete = ON"};
constexpr Pragmas reading = {"PRAGMA cache_size = -12288", "PRAGMA wal_autocheckpoint = 0"};

constexpr int looks_every = 20'000;  ///< instructions of the statement's program, some tenths of a millisecond

}  // namespace

void fail(sqlite3* connection, const std::string& doing) {
    const int code = sqlite3_extended_errcode(connection);
    const std::string message = doing + ": " + sqlite3_errmsg(connection) + " (" + std::to_string(code) + ")";
    if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) {
        // After a failed fsync nobody knows what is on the disk: end, and recover by opening again.
        std::fprintf(stderr, "kartei: the disk refused to make a change durable; ending now. %s\n", message.c_str());
        std::_Exit(3);
    }
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY: throw SqlError(Fault::unique, message);
        case SQLITE_CONSTRAINT_FOREIGNKEY: throw SqlError(Fault::foreign_key, message);
        case SQLITE_CONSTRAINT_CHECK:
        case SQLITE_CONSTRAINT_NOTNULL: throw SqlError(Fault::check, message);
        default: break;
    }
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: throw SqlError(Fault::busy, message);
        case SQLITE_CANTOPEN: throw SqlError(Fault::connection, message);  // no file handles left, for one
        case SQLITE_NOMEM: throw std::bad_alloc();
        case SQLITE_FULL: throw SqlError(Fault::storage_full, message);
        case SQLITE_INTERRUPT: throw SqlError(Fault::interrupted, message);
        default: throw SqlError(Fault::other, message);
    }
}

Connection::Connection(const std::string& path, bool writes, std::chrono::milliseconds statement)
    : statement_(statement) {
    fault_point("open");
    switch_off_memory_counts();
    const int flags =
        SQLITE_OPEN_NOMUTEX | (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    try {
        if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) fail(handle_, "opening " + path);
        sqlite3_extended_result_codes(handle_, 1);
        sqlite3_busy_timeout(handle_, 5000);
        sqlite3_progress_handler(handle_, looks_every, look_at_clock, this);
        run("PRAGMA mmap_size = 0");
        for (const auto* pragma : writes ? writing : reading) run(pragma);
    } catch (...) {
        sqlite3_close_v2(handle_);
        throw;
    }
}

Connection::~Connection() {
    for (auto& [text, prepared] : statements_) sqlite3_finalize(prepared.statement);
    sqlite3_close_v2(handle_);
}

int Connection::look_at_clock(void* connection) {
    const auto& self = *static_cast<Connection*>(connection);
    if (self.cut_) return 1;
    return self.statement_.count() > 0 && self.step_began_.count() > 0 &&
           coarse_time() - self.step_began_ > self.statement_;
}

int Connection::step(sqlite3_stmt* statement) {
    fault_point("step");
    step_began_ = coarse_time();
    const int code = sqlite3_step(statement);
    step_began_ = {};
    return code;
}

void Connection::roll_back() noexcept {
    for (auto& [text, prepared] : statements_)
        if (prepared.in_use) sqlite3_reset(prepared.statement);  // a row still being read would keep the state
    if (!sqlite3_get_autocommit(handle_)) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

void Connection::cut() noexcept {
    cut_ = true;
    sqlite3_interrupt(handle_);
}

void Connection::run(const char* sql) {
    fault_point(sql);
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_, sql);
}

Prepared* Connection::take(std::string_view sql) {
    auto [first, last] = statements_.equal_range(std::string(sql));
    for (auto it = first; it != last; ++it)
        if (!it->second.in_use) {
            it->second.in_use = true;
            return &it->second;
        }
    Prepared prepared;
    if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &prepared.statement, nullptr) != SQLITE_OK)
        fail(handle_, "preparing " + std::string(sql.substr(0, 200)));
    prepared.in_use = true;
    return &statements_.emplace(std::string(sql), prepared)->second;
}

void Connection::give_back(Prepared* prepared) {
    sqlite3_reset(prepared->statement);
    sqlite3_clear_bindings(prepared->statement);
    prepared->in_use = false;
}

void bind_all(Connection& connection, sqlite3_stmt* statement, const std::vector<Parameter>& parameters) {
    if (static_cast<int>(parameters.size()) != sqlite3_bind_parameter_count(statement))
        throw SqlError(Fault::other, std::string("wrong number of parameters for ") + sqlite3_sql(statement));
    int position = 0;
    for (const auto& parameter : parameters) {
        ++position;
        int code = SQLITE_OK;
        if (auto number = std::get_if<std::int64_t>(&parameter.content())) {
            code = sqlite3_bind_int64(statement, position, *number);
        } else if (auto text = std::get_if<std::string_view>(&parameter.content())) {
            code = sqlite3_bind_text64(statement, position, text->data() ? text->data() : "", text->size(),
                                       SQLITE_STATIC, SQLITE_UTF8);
        } else if (auto bytes = std::get_if<Bytes>(&parameter.content())) {
            code = sqlite3_bind_blob64(statement, position, bytes->view.data() ? bytes->view.data() : "",
                                       bytes->view.size(), SQLITE_STATIC);
        } else {
            code = sqlite3_bind_null(statement, position);
        }
        if (code != SQLITE_OK) fail(connection.handle(), "binding a value");
    }
}

}  // namespace kartei::sql::sqlite
