// SQLite under the discipline that its WAL mode needs before 3.51.3 (docs/architecture.md, "Data"): one connection
// writes and alone checkpoints; readers are read-only and never checkpoint; one process owns the file by a lock on
// FILE.lock.
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <unordered_map>

#include "sql/engines.hpp"
#include "sql/turn.hpp"

namespace kartei::sql {
namespace {

[[noreturn]] void fail(sqlite3* connection, const std::string& doing) {
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
        case SQLITE_FULL: throw SqlError(Fault::storage_full, message);
        case SQLITE_INTERRUPT: throw SqlError(Fault::interrupted, message);
        default: throw SqlError(Fault::other, message);
    }
}

struct Prepared {
    sqlite3_stmt* statement = nullptr;
    bool in_use = false;
};

/// Counts of allocated memory that nobody asks for, each under one lock for all connections.
void switch_off_memory_counts() {
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)done;
}

/// One connection with its prepared statements, kept by text.
class Connection {
public:
    Connection(const std::string& path, bool writes) {
        switch_off_memory_counts();
        const int flags =
            SQLITE_OPEN_NOMUTEX | (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
        if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) fail(handle_, "opening " + path);
        sqlite3_extended_result_codes(handle_, 1);
        sqlite3_busy_timeout(handle_, 5000);
        run("PRAGMA mmap_size = 0");
        if (writes) {
            run("PRAGMA journal_mode = WAL");
            run("PRAGMA synchronous = FULL");
            run("PRAGMA foreign_keys = ON");
            run("PRAGMA cache_size = -49152");
            run("PRAGMA wal_autocheckpoint = 2000");
            run("PRAGMA journal_size_limit = 67108864");
        } else {
            run("PRAGMA cache_size = -12288");
            run("PRAGMA wal_autocheckpoint = 0");
        }
    }
    ~Connection() {
        for (auto& [text, prepared] : statements_) sqlite3_finalize(prepared.statement);
        sqlite3_close_v2(handle_);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void run(const char* sql) {
        if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_, sql);
    }

    /// A statement that nobody steps through at the moment.
    Prepared* take(std::string_view sql) {
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
    void give_back(Prepared* prepared) {
        sqlite3_reset(prepared->statement);
        sqlite3_clear_bindings(prepared->statement);
        prepared->in_use = false;
    }

    sqlite3* handle() { return handle_; }

private:
    sqlite3* handle_ = nullptr;
    std::unordered_multimap<std::string, Prepared> statements_;
};

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

/// Rows keep their own copies of what was bound: the caller's values may be gone before the last row is read.
class SqliteRows : public Rows::Source {
public:
    SqliteRows(std::shared_ptr<Connection> connection, std::string_view sql, const std::vector<Parameter>& parameters)
        : connection_(std::move(connection)), prepared_(connection_->take(sql)) {
        kept_.reserve(parameters.size());
        std::vector<Parameter> own;
        for (const auto& parameter : parameters) own.push_back(keep(parameter));
        bind_all(*connection_, prepared_->statement, own);
    }
    ~SqliteRows() override { connection_->give_back(prepared_); }

    bool next() override {
        const int code = sqlite3_step(prepared_->statement);
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) fail(connection_->handle(), "reading rows");
        return false;
    }
    bool is_null(int column) const override { return sqlite3_column_type(prepared_->statement, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(prepared_->statement, column); }
    std::string_view text(int column) const override {
        auto start = reinterpret_cast<const char*>(sqlite3_column_text(prepared_->statement, column));
        return start ? std::string_view(start, sqlite3_column_bytes(prepared_->statement, column)) : std::string_view();
    }
    std::string bytes(int column) const override {
        auto start = static_cast<const char*>(sqlite3_column_blob(prepared_->statement, column));
        return start ? std::string(start, sqlite3_column_bytes(prepared_->statement, column)) : std::string();
    }

private:
    Parameter keep(const Parameter& parameter) {
        if (auto text = std::get_if<std::string_view>(&parameter.content()))
            return Parameter(kept_.emplace_back(*text));
        if (auto bytes = std::get_if<Bytes>(&parameter.content()))
            return Parameter(Bytes{kept_.emplace_back(bytes->view)});
        return parameter;
    }

    std::shared_ptr<Connection> connection_;
    Prepared* prepared_;
    std::vector<std::string> kept_;
};

std::int64_t execute_on(Connection& connection, std::string_view sql, const std::vector<Parameter>& parameters) {
    Prepared* prepared = connection.take(sql);
    struct GiveBack {
        Connection& connection;
        Prepared* prepared;
        ~GiveBack() { connection.give_back(prepared); }
    } give_back{connection, prepared};
    bind_all(connection, prepared->statement, parameters);
    int code;
    while ((code = sqlite3_step(prepared->statement)) == SQLITE_ROW) {
    }
    if (code != SQLITE_DONE) fail(connection.handle(), "running " + std::string(sql.substr(0, 80)));
    return sqlite3_changes64(connection.handle());
}

class SqliteBulkInsert : public BulkInsert {
public:
    SqliteBulkInsert(Connection& connection, std::string_view table, const std::vector<std::string>& columns)
        : connection_(connection) {
        sql_ = "INSERT INTO " + std::string(table) + " (";
        std::string values;
        for (const auto& column : columns) {
            if (!values.empty()) sql_ += ", ", values += ", ";
            sql_ += column;
            values += ":" + column;
        }
        sql_ += ") VALUES (" + values + ")";
    }
    ~SqliteBulkInsert() override {
        if (prepared_) connection_.give_back(prepared_);
    }
    void add(const std::vector<Parameter>& row) override {
        if (!prepared_) prepared_ = connection_.take(sql_);
        bind_all(connection_, prepared_->statement, row);
        const int code = sqlite3_step(prepared_->statement);
        sqlite3_reset(prepared_->statement);
        if (code != SQLITE_DONE) fail(connection_.handle(), "running " + sql_.substr(0, 80));
    }
    void finish() override {}

private:
    Connection& connection_;
    std::string sql_;
    Prepared* prepared_ = nullptr;
};

class SqliteTransaction : public Transaction {
public:
    SqliteTransaction(std::shared_ptr<Connection> connection, std::function<void()> at_end)
        : connection_(std::move(connection)), at_end_(std::move(at_end)) {}
    ~SqliteTransaction() override {
        if (at_end_) at_end_();
    }

    Rows run_query(std::string_view sql, const std::vector<Parameter>& parameters) override {
        return Rows(std::make_unique<SqliteRows>(connection_, sql, parameters));
    }
    std::int64_t run_execute(std::string_view sql, const std::vector<Parameter>& parameters) override {
        return execute_on(*connection_, sql, parameters);
    }
    Rows run_stream(std::string_view sql, const std::vector<Parameter>& parameters) override {
        return run_query(sql, parameters);
    }
    std::unique_ptr<BulkInsert> bulk_insert(std::string_view table, const std::vector<std::string>& columns) override {
        return std::make_unique<SqliteBulkInsert>(*connection_, table, columns);
    }
    Engine engine() const override { return Engine::sqlite; }
    void interrupt() override { sqlite3_interrupt(connection_->handle()); }

private:
    std::shared_ptr<Connection> connection_;
    std::function<void()> at_end_;
};

class SqliteDatabase : public Database {
public:
    explicit SqliteDatabase(const Location& location) : location_(location) {
        lock_file_ = ::open((location.target + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock_file_ < 0) throw SqlError(Fault::other, "cannot write beside " + location.target);
        if (::flock(lock_file_, LOCK_EX | LOCK_NB) != 0) {
            ::close(lock_file_);
            throw SqlError(Fault::busy, location.target + " is in use by another process");
        }
        writer_ = std::make_shared<Connection>(location.target, true);
        ::chmod(location.target.c_str(), 0600);
    }
    ~SqliteDatabase() override {
        idle_.clear();
        writer_.reset();
        ::close(lock_file_);
    }

    Engine engine() const override { return Engine::sqlite; }
    const Location& location() const override { return location_; }

    std::unique_ptr<Transaction> begin_read() override {
        auto connection = take_reader();
        start_reading(*connection);
        return reading(std::move(connection));
    }

    std::vector<std::unique_ptr<Transaction>> read_group(int size) override {
        // Debian's SQLite has no sqlite3_snapshot: the writer is held between two transactions while all readers begin.
        std::vector<std::shared_ptr<Connection>> connections;
        for (int i = 0; i < size; ++i) connections.push_back(take_reader());
        std::vector<std::unique_ptr<Transaction>> group;
        std::lock_guard between_writes(turn_);
        for (auto& connection : connections) {
            start_reading(*connection);
            group.push_back(reading(std::move(connection)));
        }
        return group;
    }

    void backup_to(const std::string& path) override {
        auto source = take_reader();
        sqlite3* target = nullptr;
        if (sqlite3_open(path.c_str(), &target) != SQLITE_OK) fail(target, "opening " + path);
        auto* backup = sqlite3_backup_init(target, "main", source->handle(), "main");
        if (!backup) fail(target, "starting the backup");
        int code;
        while ((code = sqlite3_backup_step(backup, 1024)) == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED)
            if (code != SQLITE_OK) sqlite3_sleep(5);
        sqlite3_backup_finish(backup);
        if (code != SQLITE_DONE) fail(target, "copying the database");
        sqlite3_close(target);
        give_back(std::move(source));
    }

protected:
    void run_write(const std::function<bool(Transaction&)>& work) override {
        std::lock_guard mine(turn_);
        writer_->run("BEGIN IMMEDIATE");
        bool commit = false;
        try {
            SqliteTransaction transaction(writer_, {});
            commit = work(transaction);
            if (commit) writer_->run("COMMIT");
        } catch (...) {
            if (!sqlite3_get_autocommit(writer_->handle())) writer_->run("ROLLBACK");
            throw;
        }
        if (!commit) writer_->run("ROLLBACK");
    }

private:
    static void start_reading(Connection& connection) {
        connection.run("BEGIN");
        connection.run("SELECT 1 FROM sqlite_schema LIMIT 1");  // takes the state now, not at the first question
    }
    std::unique_ptr<Transaction> reading(std::shared_ptr<Connection> connection) {
        auto* bare = connection.get();
        return std::make_unique<SqliteTransaction>(connection, [this, connection, bare]() mutable {
            bare->run("ROLLBACK");
            give_back(std::move(connection));
        });
    }
    std::shared_ptr<Connection> take_reader() {
        std::unique_lock guard(readers_mutex_);
        reader_free_.wait(guard, [&] { return !idle_.empty() || readers_ < most_readers; });
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        ++readers_;
        guard.unlock();
        return std::make_shared<Connection>(location_.target, false);
    }
    void give_back(std::shared_ptr<Connection> connection) {
        {
            std::lock_guard guard(readers_mutex_);
            idle_.push_back(std::move(connection));
        }
        reader_free_.notify_one();
    }

    static constexpr int most_readers = 12;

    Location location_;
    int lock_file_ = -1;
    Turn turn_;
    std::shared_ptr<Connection> writer_;
    std::mutex readers_mutex_;
    std::condition_variable reader_free_;
    std::vector<std::shared_ptr<Connection>> idle_;
    int readers_ = 0;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const Location& location) { return std::make_unique<SqliteDatabase>(location); }

}  // namespace kartei::sql
