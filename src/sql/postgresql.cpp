// PostgreSQL 15+: a pool of connections, statements prepared once per connection, cursors for results that can be
// large, COPY for many rows. Reads see one state (REPEATABLE READ READ ONLY); writes run READ COMMITTED and guard
// themselves with counter rows, UNIQUE and conditional UPDATE (docs/architecture.md, "Data").
#include <libpq-fe.h>

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <random>
#include <thread>
#include <unordered_map>

#include "sql/engines.hpp"

namespace kartei::sql {
namespace {

Fault fault_of(const char* state) {
    if (!state) return Fault::connection;
    const std::string_view code(state);
    if (code == "23505") return Fault::unique;
    if (code == "23503") return Fault::foreign_key;
    if (code == "23514" || code == "23502") return Fault::check;
    if (code == "40001" || code == "40P01" || code == "55P03") return Fault::busy;
    if (code == "53100") return Fault::storage_full;
    if (code == "57014") return Fault::interrupted;
    if (code.starts_with("08") || code.starts_with("57P")) return Fault::connection;
    return Fault::other;
}

struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

/// `:name` becomes $1, $2 … in order of first appearance; literals, quoted names, comments and casts are left alone.
std::string numbered(std::string_view sql) {
    std::string out;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < sql.size();) {
        const char c = sql[i];
        if (c == '\'' || c == '"') {
            const auto end = sql.find(c, i + 1);
            out += sql.substr(i, end + 1 - i);
            i = end + 1;
        } else if (c == ':' && i + 1 < sql.size() && sql[i + 1] == ':') {
            out += "::";
            i += 2;
        } else if (c == ':' && i + 1 < sql.size() &&
                   (std::isalpha(static_cast<unsigned char>(sql[i + 1])) || sql[i + 1] == '_')) {
            std::size_t end = i + 1;
            while (end < sql.size() && (std::isalnum(static_cast<unsigned char>(sql[end])) || sql[end] == '_')) ++end;
            const auto name = sql.substr(i + 1, end - i - 1);
            std::size_t position = 0;
            while (position < names.size() && names[position] != name) ++position;
            if (position == names.size()) names.push_back(name);
            out += "$" + std::to_string(position + 1);
            i = end;
        } else {
            out += c;
            ++i;
        }
    }
    return out;
}

class Connection {
public:
    explicit Connection(const std::string& uri) : handle_(PQconnectdb(uri.c_str())) {
        if (PQstatus(handle_) != CONNECTION_OK) {
            const std::string message = PQerrorMessage(handle_);
            PQfinish(handle_);
            throw SqlError(Fault::connection, "connecting to PostgreSQL: " + message);
        }
        PQsetNoticeProcessor(handle_, [](void*, const char*) {}, nullptr);
        run("SET client_encoding TO 'UTF8'");
        run("SET timezone TO 'UTC'");
        run("SET jit TO off");  // its compile time is longer than our statements
    }
    ~Connection() { PQfinish(handle_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Answer checked(PGresult* raw, std::string_view doing) {
        Answer answer(raw);
        const auto status = PQresultStatus(answer.get());
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN ||
            status == PGRES_COPY_OUT)
            return answer;
        throw SqlError(PQstatus(handle_) == CONNECTION_OK ? fault_of(PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE))
                                                          : Fault::connection,
                       std::string(doing.substr(0, 120)) + ": " + PQerrorMessage(handle_));
    }
    Answer run(const char* sql) { return checked(PQexec(handle_, sql), sql); }

    Answer execute(std::string_view sql, const std::vector<Parameter>& parameters) {
        const auto& name = prepared(sql);
        const Bound bound(parameters);
        return checked(PQexecPrepared(handle_, name.c_str(), bound.count(), bound.values.data(), bound.lengths.data(),
                                      bound.formats.data(), 0),
                       sql);
    }
    void declare(const std::string& cursor, std::string_view sql, const std::vector<Parameter>& parameters) {
        const Bound bound(parameters);
        const std::string text = "DECLARE " + cursor + " NO SCROLL CURSOR FOR " + numbered(sql);
        checked(PQexecParams(handle_, text.c_str(), bound.count(), nullptr, bound.values.data(), bound.lengths.data(),
                             bound.formats.data(), 0),
                sql);
    }

    PGconn* handle() { return handle_; }
    bool is_usable() const { return PQstatus(handle_) == CONNECTION_OK; }
    std::string next_cursor() { return "c" + std::to_string(++cursors_); }

private:
    /// Parameters as libpq wants them: numbers and texts as text, bytes as binary.
    struct Bound {
        explicit Bound(const std::vector<Parameter>& parameters) {
            kept.reserve(parameters.size());
            for (const auto& parameter : parameters) {
                if (auto number = std::get_if<std::int64_t>(&parameter.content())) add(std::to_string(*number), 0);
                else if (auto text = std::get_if<std::string_view>(&parameter.content())) add(std::string(*text), 0);
                else if (auto bytes = std::get_if<Bytes>(&parameter.content())) add(std::string(bytes->view), 1);
                else values.push_back(nullptr), lengths.push_back(0), formats.push_back(0);
            }
        }
        void add(std::string value, int format) {
            kept.push_back(std::move(value));
            values.push_back(kept.back().c_str());
            lengths.push_back(static_cast<int>(kept.back().size()));
            formats.push_back(format);
        }
        int count() const { return static_cast<int>(values.size()); }
        std::vector<std::string> kept;
        std::vector<const char*> values;
        std::vector<int> lengths, formats;
    };

    const std::string& prepared(std::string_view sql) {
        auto found = statements_.find(std::string(sql));
        if (found != statements_.end()) return found->second;
        std::string name = "s" + std::to_string(statements_.size() + 1);
        checked(PQprepare(handle_, name.c_str(), numbered(sql).c_str(), 0, nullptr), sql);
        return statements_.emplace(std::string(sql), std::move(name)).first->second;
    }

    PGconn* handle_;
    std::unordered_map<std::string, std::string> statements_;
    int cursors_ = 0;
};

std::int64_t as_integer(const char* start, int length) {
    if (length == 1 && (*start == 't' || *start == 'f')) return *start == 't';
    std::int64_t value = 0;
    std::from_chars(start, start + length, value);
    return value;
}

class PostgresqlRows : public Rows::Source {
public:
    explicit PostgresqlRows(Answer answer) : answer_(std::move(answer)) {}
    bool next() override { return ++row_ < PQntuples(answer_.get()); }
    bool is_null(int column) const override { return PQgetisnull(answer_.get(), row_, column); }
    std::int64_t integer(int column) const override {
        return as_integer(PQgetvalue(answer_.get(), row_, column), PQgetlength(answer_.get(), row_, column));
    }
    std::string_view text(int column) const override {
        return {PQgetvalue(answer_.get(), row_, column),
                static_cast<std::size_t>(PQgetlength(answer_.get(), row_, column))};
    }
    std::string bytes(int column) const override {
        std::size_t length = 0;
        auto* raw =
            PQunescapeBytea(reinterpret_cast<const unsigned char*>(PQgetvalue(answer_.get(), row_, column)), &length);
        std::string bytes(reinterpret_cast<char*>(raw), length);
        PQfreemem(raw);
        return bytes;
    }

protected:
    Answer answer_;
    int row_ = -1;
};

/// Reads a cursor a few thousand rows at a time.
class PostgresqlStream : public PostgresqlRows {
public:
    PostgresqlStream(std::shared_ptr<Connection> connection, std::string_view sql,
                     const std::vector<Parameter>& parameters)
        : PostgresqlRows(nullptr), connection_(std::move(connection)), cursor_(connection_->next_cursor()) {
        connection_->declare(cursor_, sql, parameters);
        fetch_ = "FETCH FORWARD " + std::to_string(first_piece) + " FROM " + cursor_;
        answer_ = connection_->run(fetch_.c_str());
        fetch_ = "FETCH FORWARD " + std::to_string(piece) + " FROM " + cursor_;
        asked_ = first_piece;
    }
    ~PostgresqlStream() override {
        Answer ignored(PQexec(connection_->handle(), ("CLOSE " + cursor_).c_str()));
    }
    bool next() override {
        if (PostgresqlRows::next()) return true;
        if (PQntuples(answer_.get()) < asked_) return false;
        answer_ = connection_->run(fetch_.c_str());
        asked_ = piece;
        row_ = -1;
        return PostgresqlRows::next();
    }

private:
    static constexpr int first_piece = 200, piece = 4000;
    std::shared_ptr<Connection> connection_;
    std::string cursor_, fetch_;
    int asked_ = 0;
};

class Copy : public BulkInsert {
public:
    Copy(Connection& connection, std::string_view table, const std::vector<std::string>& columns)
        : connection_(connection) {
        std::string sql = "COPY " + std::string(table) + " (";
        for (std::size_t i = 0; i < columns.size(); ++i) sql += (i ? ", " : "") + columns[i];
        connection_.run((sql + ") FROM STDIN").c_str());
    }
    ~Copy() override {
        if (finished_) return;
        PQputCopyEnd(connection_.handle(), "given up");
        while (PGresult* result = PQgetResult(connection_.handle())) PQclear(result);
    }
    void add(const std::vector<Parameter>& row) override {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i) buffer_ += '\t';
            append(row[i]);
        }
        buffer_ += '\n';
        if (buffer_.size() > 256 * 1024) send();
    }
    void finish() override {
        send();
        finished_ = true;
        if (PQputCopyEnd(connection_.handle(), nullptr) != 1)
            throw SqlError(Fault::connection, PQerrorMessage(connection_.handle()));
        connection_.checked(PQgetResult(connection_.handle()), "COPY");
        while (PGresult* result = PQgetResult(connection_.handle())) PQclear(result);
    }

private:
    void append(const Parameter& parameter) {
        if (auto number = std::get_if<std::int64_t>(&parameter.content())) {
            char digits[24];
            buffer_.append(digits, std::to_chars(digits, digits + 24, *number).ptr);
        } else if (auto text = std::get_if<std::string_view>(&parameter.content())) {
            for (char c : *text) {
                if (c == '\\') buffer_ += "\\\\";
                else if (c == '\n') buffer_ += "\\n";
                else if (c == '\r') buffer_ += "\\r";
                else if (c == '\t') buffer_ += "\\t";
                else buffer_ += c;
            }
        } else if (auto bytes = std::get_if<Bytes>(&parameter.content())) {
            static constexpr char hex[] = "0123456789abcdef";
            buffer_ += "\\\\x";
            for (unsigned char c : bytes->view) buffer_ += hex[c >> 4], buffer_ += hex[c & 15];
        } else {
            buffer_ += "\\N";
        }
    }
    void send() {
        if (!buffer_.empty() &&
            PQputCopyData(connection_.handle(), buffer_.data(), static_cast<int>(buffer_.size())) != 1)
            throw SqlError(Fault::connection, PQerrorMessage(connection_.handle()));
        buffer_.clear();
    }

    Connection& connection_;
    std::string buffer_;
    bool finished_ = false;
};

class PostgresqlTransaction : public Transaction {
public:
    PostgresqlTransaction(std::shared_ptr<Connection> connection, std::function<void()> at_end)
        : connection_(std::move(connection)), at_end_(std::move(at_end)) {}
    ~PostgresqlTransaction() override {
        if (at_end_) at_end_();
    }
    Rows run_query(std::string_view sql, const std::vector<Parameter>& parameters) override {
        return Rows(std::make_unique<PostgresqlRows>(connection_->execute(sql, parameters)));
    }
    std::int64_t run_execute(std::string_view sql, const std::vector<Parameter>& parameters) override {
        const auto answer = connection_->execute(sql, parameters);
        const char* changed = PQcmdTuples(answer.get());
        return as_integer(changed, static_cast<int>(std::strlen(changed)));
    }
    Rows run_stream(std::string_view sql, const std::vector<Parameter>& parameters) override {
        return Rows(std::make_unique<PostgresqlStream>(connection_, sql, parameters));
    }
    std::unique_ptr<BulkInsert> bulk_insert(std::string_view table, const std::vector<std::string>& columns) override {
        return std::make_unique<Copy>(*connection_, table, columns);
    }
    Engine engine() const override { return Engine::postgresql; }
    void interrupt() override {
        char message[256];
        if (auto* cancel = PQgetCancel(connection_->handle())) {
            PQcancel(cancel, message, sizeof message);
            PQfreeCancel(cancel);
        }
    }

private:
    std::shared_ptr<Connection> connection_;
    std::function<void()> at_end_;
};

class PostgresqlDatabase : public Database {
public:
    explicit PostgresqlDatabase(const Location& location) : location_(location) { give_back(take()); }

    Engine engine() const override { return Engine::postgresql; }
    const Location& location() const override { return location_; }

    std::unique_ptr<Transaction> begin_read() override { return reading({}); }

    std::vector<std::unique_ptr<Transaction>> read_group(int size) override {
        std::vector<std::unique_ptr<Transaction>> group;
        group.push_back(begin_read());
        auto rows = group.front()->query("SELECT pg_export_snapshot()");
        rows.next();
        const std::string snapshot = rows.string(0);
        while (static_cast<int>(group.size()) < size) group.push_back(reading(snapshot));
        return group;
    }

    void backup_to(const std::string&) override {
        throw SqlError(Fault::other,
                       "a PostgreSQL house is backed up with pg_basebackup or pg_dump (docs/operating.md)");
    }

protected:
    void run_write(const std::function<bool(Transaction&)>& work) override {
        for (int attempt = 1;; ++attempt) {
            try {
                return try_write(work);
            } catch (const SqlError& error) {
                // Somebody wrote the same number or name between our look and our write: a second look finds it and
                // refuses in words.
                const bool overtaken = error.fault() == Fault::unique && attempt == 1;
                if (!overtaken && (error.fault() != Fault::busy || attempt == 5)) throw;
                static thread_local std::mt19937 chance{std::random_device{}()};
                std::this_thread::sleep_for(
                    std::chrono::milliseconds(std::uniform_int_distribution<>(1, 10 << attempt)(chance)));
            }
        }
    }

private:
    void try_write(const std::function<bool(Transaction&)>& work) {
        auto connection = take();
        connection->run("BEGIN");
        try {
            PostgresqlTransaction transaction(connection, {});
            const bool commit = work(transaction);
            connection->run(commit ? "COMMIT" : "ROLLBACK");
        } catch (...) {
            Answer ignored(PQexec(connection->handle(), "ROLLBACK"));
            give_back(std::move(connection));
            throw;
        }
        give_back(std::move(connection));
    }
    std::unique_ptr<Transaction> reading(const std::string& snapshot) {
        auto connection = take();
        connection->run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        if (!snapshot.empty()) connection->run(("SET TRANSACTION SNAPSHOT '" + snapshot + "'").c_str());
        return std::make_unique<PostgresqlTransaction>(connection, [this, connection]() mutable {
            Answer ignored(PQexec(connection->handle(), "ROLLBACK"));
            give_back(std::move(connection));
        });
    }
    std::shared_ptr<Connection> take() {
        std::unique_lock guard(mutex_);
        free_.wait(guard, [&] { return !idle_.empty() || open_ < most_connections; });
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        ++open_;
        guard.unlock();
        try {
            return std::make_shared<Connection>(location_.target);
        } catch (...) {
            std::lock_guard again(mutex_);
            --open_;
            throw;
        }
    }
    void give_back(std::shared_ptr<Connection> connection) {
        {
            std::lock_guard guard(mutex_);
            if (connection->is_usable()) idle_.push_back(std::move(connection));
            else --open_;
        }
        free_.notify_one();
    }

    static constexpr int most_connections = 16;

    Location location_;
    std::mutex mutex_;
    std::condition_variable free_;
    std::vector<std::shared_ptr<Connection>> idle_;
    int open_ = 0;
};

}  // namespace

std::unique_ptr<Database> open_postgresql(const Location& location) {
    return std::make_unique<PostgresqlDatabase>(location);
}

}  // namespace kartei::sql
