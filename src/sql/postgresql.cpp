// PostgreSQL 15+: a pool of connections, statements prepared once per connection, cursors for results that can be
// large, COPY for many rows. Reads see one state (REPEATABLE READ READ ONLY); writes run READ COMMITTED and guard
// themselves with counter rows, UNIQUE and conditional UPDATE (docs/architecture.md, "Data").
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <random>
#include <thread>

#include "sql/engines.hpp"
#include "sql/postgresql_apart.hpp"
#include "sql/postgresql_rows.hpp"
#include "sql/writing.hpp"

namespace kartei::sql {
namespace {

using namespace postgresql;

class PostgresqlTransaction : public Transaction, public Writing {
public:
    PostgresqlTransaction(std::shared_ptr<Connection> connection, Apart& apart, std::function<void()> at_end)
        : connection_(std::move(connection)), apart_(apart), at_end_(std::move(at_end)) {}
    ~PostgresqlTransaction() override {
        if (at_end_) at_end_();
    }
    Rows run_query(std::string_view sql, const std::vector<Parameter>& parameters) override {
        return Rows(std::make_unique<AnswerRows>(connection_->execute(sql, parameters)));
    }
    std::int64_t run_execute(std::string_view sql, const std::vector<Parameter>& parameters) override {
        const auto answer = connection_->execute(sql, parameters);
        const char* changed = PQcmdTuples(answer.get());
        return as_integer(changed, static_cast<int>(std::strlen(changed)));
    }
    Rows run_stream(std::string_view sql, const std::vector<Parameter>& parameters) override {
        return Rows(std::make_unique<CursorRows>(connection_, sql, parameters));
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
    std::int64_t take_ids(std::string_view counter, std::int64_t count) override {
        return apart_.take_ids(counter, count);
    }
    std::int64_t next_in_order(std::string_view counter) override {
        auto rows = query("SELECT nextval(:sequence)", std::string(counter) + "_order");
        rows.next();
        return rows.integer(0);
    }
    void apart(const std::function<void(Transaction&)>& work) override {
        apart_.run([&](const std::shared_ptr<Connection>& connection) {
            PostgresqlTransaction transaction(connection, apart_, {});
            work(transaction);
        });
    }

protected:
    bool lock(int rank, std::int64_t id, Holding how, bool may_wait) override {
        const auto key = (static_cast<std::int64_t>(rank) << 48) | (id & 0xFFFFFFFFFFFF);
        auto rows = query(lock_statement(how == Holding::shared, may_wait), key);
        return rows.next() && (may_wait || rows.integer(0) != 0);
    }

private:
    std::shared_ptr<Connection> connection_;
    Apart& apart_;
    std::function<void()> at_end_;
};

class PostgresqlDatabase : public Database {
public:
    explicit PostgresqlDatabase(const Location& location) : location_(location), apart_(location.target) { give_back(take()); }

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
            PostgresqlTransaction transaction(connection, apart_, {});
            const bool commit = work(transaction);
            connection->run(commit ? "COMMIT" : "ROLLBACK");
        } catch (...) {
            connection->run_quietly("ROLLBACK");
            give_back(std::move(connection));
            throw;
        }
        give_back(std::move(connection));
    }
    std::unique_ptr<Transaction> reading(const std::string& snapshot) {
        auto connection = take();
        connection->run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        if (!snapshot.empty()) connection->run(("SET TRANSACTION SNAPSHOT '" + snapshot + "'").c_str());
        return std::make_unique<PostgresqlTransaction>(connection, apart_, [this, connection]() mutable {
            connection->run_quietly("ROLLBACK");
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
    Apart apart_;
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
