// SQLite under the discipline that its WAL mode needs before 3.51.3 (docs/architecture.md, "Data"): one connection
// writes and alone checkpoints; readers are read-only and never checkpoint; one process owns the file (sole_owner.hpp).
#include "sql/engines.hpp"
#include "sql/pool.hpp"
#include "sql/sole_owner.hpp"
#include "sql/sqlite_backup.hpp"
#include "sql/sqlite_bulk.hpp"
#include "sql/sqlite_connection.hpp"
#include "sql/writing.hpp"

namespace kartei::sql {
namespace {

using sqlite::Connection;
using sqlite::fail;

/// Rows keep their own copies of what was bound: the caller's values may be gone before the last row is read.
class SqliteRows : public Rows::Source {
public:
    SqliteRows(std::shared_ptr<Connection> connection, std::string_view sql, const std::vector<Parameter>& parameters)
        : connection_(std::move(connection)), statement_(*connection_, sql) {
        kept_.reserve(parameters.size());
        std::vector<Parameter> own;
        for (const auto& parameter : parameters) own.push_back(keep(parameter));
        sqlite::bind_all(*connection_, statement_.get(), own);
    }

    bool next() override {
        const int code = connection_->step(statement_.get());
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) fail(connection_->handle(), "reading rows");
        return false;
    }
    bool is_null(int column) const override { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_.get(), column); }
    std::string_view text(int column) const override {
        auto start = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
        return start ? std::string_view(start, sqlite3_column_bytes(statement_.get(), column)) : std::string_view();
    }
    std::string bytes(int column) const override {
        auto start = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
        return start ? std::string(start, sqlite3_column_bytes(statement_.get(), column)) : std::string();
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
    sqlite::InUse statement_;
    std::vector<std::string> kept_;
};

std::int64_t execute_on(Connection& connection, std::string_view sql, const std::vector<Parameter>& parameters) {
    const sqlite::InUse statement(connection, sql);
    sqlite::bind_all(connection, statement.get(), parameters);
    int code;
    while ((code = connection.step(statement.get())) == SQLITE_ROW) {
    }
    if (code != SQLITE_DONE) fail(connection.handle(), "running " + std::string(sql.substr(0, 80)));
    return sqlite3_changes64(connection.handle());
}

class SqliteTransaction : public Transaction, public Writing {
public:
    explicit SqliteTransaction(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}

    Connection& connection() const { return *connection_; }
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
};

/// A reading transaction: gives its connection back at its end.
class SqliteReading : public SqliteTransaction {
public:
    explicit SqliteReading(Pool<Connection>::Taken taken)
        : SqliteTransaction(taken.shared()), taken_(std::move(taken)) {}
    ~SqliteReading() override { taken_->roll_back(); }

private:
    Pool<Connection>::Taken taken_;
};

class SqliteDatabase : public Database, public Upkeep {
public:
    SqliteDatabase(const Location& location, const Limits& limits)
        : location_(location),
          limits_(limits),
          owner_(location.target),
          writer_(1, limits.lock, opener(true), Fault::busy, "another change took too long"),
          readers_(limits.connections, limits.pool, opener(false), Fault::connection,
                   "no connection to the database became free") {
        writer_.take();  // makes the file and its log, which readers cannot
    }

    Engine engine() const override { return Engine::sqlite; }
    const Location& location() const override { return location_; }
    const Limits& limits() const override { return limits_; }

    std::unique_ptr<Transaction> begin_read() override { return reading(readers_.take()); }

    std::vector<std::unique_ptr<Transaction>> read_group(int size) override {
        // Debian's SQLite has no sqlite3_snapshot: the writer is held between two transactions while all readers begin.
        auto connections = readers_.take_several(size);
        std::vector<std::unique_ptr<Transaction>> group;
        const auto between_writes = writer_.take();
        for (auto& connection : connections) group.push_back(reading(std::move(connection)));
        return group;
    }

    void backup_to(const std::string& path) override {
        auto source = readers_.take();
        start_reading(source);
        const SqliteReading held(std::move(source));
        sqlite::back_up(held.connection(), path);
    }

    void end() override {
        writer_.end();
        readers_.end();
    }

    void empty_log() override {
        const auto writer = writer_.take();
        writer->run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    Usage usage() const override {
        const auto writing = writer_.usage(), reading = readers_.usage();
        return {writing.open + reading.open, writing.taken + reading.taken};
    }

protected:
    void run_write(const std::function<bool(Transaction&)>& work) override {
        const auto writer = writer_.take();
        writer->run("BEGIN IMMEDIATE");
        try {
            SqliteTransaction transaction(writer.shared());
            if (work(transaction)) writer->run("COMMIT");
        } catch (...) {
            writer->roll_back();
            throw;
        }
        writer->roll_back();  // unless it was committed
    }

private:
    Pool<Connection>::Open opener(bool writes) const {
        return [path = location_.target, writes, statement = limits_.statement] {
            return std::make_shared<Connection>(path, writes, statement);
        };
    }
    static void start_reading(Pool<Connection>::Taken& taken) {
        try {
            taken->run("BEGIN");
            taken->run("SELECT 1 FROM sqlite_schema LIMIT 1");  // takes the state now, not at the first question
        } catch (...) {
            taken->roll_back();
            throw;
        }
    }
    static std::unique_ptr<Transaction> reading(Pool<Connection>::Taken taken) {
        start_reading(taken);
        return std::make_unique<SqliteReading>(std::move(taken));
    }

    const Location location_;
    const Limits limits_;
    SoleOwner owner_;
    Pool<Connection> writer_, readers_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const Location& location, const Limits& limits) {
    return std::make_unique<SqliteDatabase>(location, limits);
}

}  // namespace kartei::sql
