// SQLite under the discipline that its WAL mode needs before 3.51.3 (docs/architecture.md, "Data"): one connection
// writes and alone checkpoints; readers are read-only and never checkpoint; one process owns the file by a lock on
// FILE.lock.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "sql/engines.hpp"
#include "sql/sqlite_bulk.hpp"
#include "sql/sqlite_connection.hpp"
#include "sql/turn.hpp"
#include "sql/writing.hpp"

namespace kartei::sql {
namespace {

using sqlite::Connection;
using sqlite::fail;

/// Rows keep their own copies of what was bound: the caller's values may be gone before the last row is read.
class SqliteRows : public Rows::Source {
public:
    SqliteRows(std::shared_ptr<Connection> connection, std::string_view sql, const std::vector<Parameter>& parameters)
        : connection_(std::move(connection)), prepared_(connection_->take(sql)) {
        kept_.reserve(parameters.size());
        std::vector<Parameter> own;
        for (const auto& parameter : parameters) own.push_back(keep(parameter));
        sqlite::bind_all(*connection_, prepared_->statement, own);
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
    sqlite::Prepared* prepared_;
    std::vector<std::string> kept_;
};

std::int64_t execute_on(Connection& connection, std::string_view sql, const std::vector<Parameter>& parameters) {
    const sqlite::InUse statement(connection, sql);
    sqlite::bind_all(connection, statement.get(), parameters);
    int code;
    while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
    }
    if (code != SQLITE_DONE) fail(connection.handle(), "running " + std::string(sql.substr(0, 80)));
    return sqlite3_changes64(connection.handle());
}

class SqliteTransaction : public Transaction, public Writing {
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
        return std::make_unique<sqlite::BulkInsert>(*connection_, table, columns);
    }
    Engine engine() const override { return Engine::sqlite; }
    void interrupt() override { sqlite3_interrupt(connection_->handle()); }
    std::int64_t take_ids(std::string_view counter, std::int64_t count) override {
        return draw_from_counter(*this, counter, count);
    }
    std::int64_t next_in_order(std::string_view counter) override { return draw_from_counter(*this, counter, 1); }
    void apart(const std::function<void(Transaction&)>& work) override { work(*this); }

protected:
    bool lock(int, std::int64_t, Holding, bool) override { return true; }  // one writes at a time

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
