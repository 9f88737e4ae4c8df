// PostgreSQL 15+: a pool of connections, statements prepared once per connection, cursors for results that can be
// large, COPY for many rows. Reads see one state (REPEATABLE READ READ ONLY); writes run READ COMMITTED and guard
// themselves with counter rows, UNIQUE and conditional UPDATE (docs/architecture.md, "Data").
#include <atomic>
#include <chrono>
#include <cstring>
#include <random>
#include <thread>

#include "sql/engines.hpp"
#include "sql/pool.hpp"
#include "sql/postgresql_apart.hpp"
#include "sql/postgresql_rows.hpp"
#include "sql/writing.hpp"

namespace kartei::sql {
namespace {

using namespace postgresql;

class PostgresqlTransaction : public Transaction, public Writing {
public:
    PostgresqlTransaction(std::shared_ptr<Connection> connection, Apart& apart)
        : connection_(std::move(connection)), apart_(apart) {}
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
            PostgresqlTransaction transaction(connection, apart_);
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
};

/// A reading transaction: gives its connection back at its end.
class PostgresqlReading : public PostgresqlTransaction {
public:
    PostgresqlReading(Pool<Connection>::Taken taken, Apart& apart)
        : PostgresqlTransaction(taken.shared(), apart), taken_(std::move(taken)) {}
    ~PostgresqlReading() override { taken_->run_quietly("ROLLBACK"); }

private:
    Pool<Connection>::Taken taken_;
};

class PostgresqlDatabase : public Database, public Upkeep {
public:
    PostgresqlDatabase(const Location& location, const Limits& limits)
        : location_(location),
          limits_(limits),
          apart_(location.target, limits),
          pool_(limits.connections, limits.pool, [this] { return connect(); }, Fault::connection,
                "no connection to the database became free") {
        pool_.take();
    }

    Engine engine() const override { return Engine::postgresql; }
    const Location& location() const override { return location_; }
    const Limits& limits() const override { return limits_; }

    std::unique_ptr<Transaction> begin_read() override {
        return std::make_unique<PostgresqlReading>(begin(pool_.take(), begin_reading), apart_);
    }

    std::vector<std::unique_ptr<Transaction>> read_group(int size) override {
        std::vector<std::unique_ptr<Transaction>> group;
        std::string snapshot;
        for (auto& taken : pool_.take_several(size)) {
            auto begun = begin(std::move(taken), begin_reading);
            if (!snapshot.empty()) begun->run(("SET TRANSACTION SNAPSHOT '" + snapshot + "'").c_str());
            group.push_back(std::make_unique<PostgresqlReading>(std::move(begun), apart_));
            if (!snapshot.empty()) continue;
            auto rows = group.front()->query("SELECT pg_export_snapshot()");
            rows.next();
            snapshot = rows.string(0);
        }
        return group;
    }

    void backup_to(const std::string&) override {
        throw SqlError(Fault::other,
                       "a PostgreSQL house is backed up with pg_basebackup or pg_dump (docs/operating.md)");
    }

    void end() override {
        ended_ = true;
        pool_.end();
    }

    Usage usage() const override { return pool_.usage(); }

    std::vector<std::string> dangers() override;

protected:
    void run_write(const std::function<bool(Transaction&)>& work) override {
        const auto begun = std::chrono::steady_clock::now();
        for (int attempt = 1;; ++attempt) {
            try {
                return try_write(work);
            } catch (const SqlError& error) {
                // Somebody wrote the same number or name between our look and our write: a second look finds it and
                // refuses in words.
                const bool overtaken = error.fault() == Fault::unique && attempt == 1;
                // Whoever has waited for a lock as long as one may is not made to wait four times more.
                const bool may_wait = std::chrono::steady_clock::now() - begun < limits_.lock;
                if (!overtaken && (error.fault() != Fault::busy || attempt == 5 || !may_wait)) throw;
                static thread_local std::mt19937 chance{std::random_device{}()};
                std::this_thread::sleep_for(
                    std::chrono::milliseconds(std::uniform_int_distribution<>(1, 10 << attempt)(chance)));
            }
        }
    }

private:
    static constexpr const char* begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    void try_write(const std::function<bool(Transaction&)>& work) {
        const auto taken = begin(pool_.take(), "BEGIN");
        try {
            PostgresqlTransaction transaction(taken.shared(), apart_);
            const bool commit = work(transaction);
            taken->run(commit ? "COMMIT" : "ROLLBACK");
        } catch (...) {
            taken->run_quietly("ROLLBACK");
            throw;
        }
    }
    /// A connection that broke while nobody used it is replaced: nothing was sent yet, so nothing can happen twice.
    Pool<Connection>::Taken begin(Pool<Connection>::Taken taken, const char* words) {
        for (int attempt = 1;; ++attempt) {
            try {
                taken->run(words);
                return taken;
            } catch (const SqlError& error) {
                taken.spoil();
                if (error.fault() != Fault::connection || attempt == 3) throw;
                pool_.drop_idle();  // the others broke with it
                taken.replace();
            }
        }
    }
    /// Waits for a server that is starting again, as long as Limits::connect.
    std::shared_ptr<Connection> connect() const {
        const auto end = std::chrono::steady_clock::now() + limits_.connect;
        for (;;) {
            try {
                return std::make_shared<Connection>(location_.target, limits_);
            } catch (const SqlError&) {
                if (ended_ || std::chrono::steady_clock::now() >= end || !Connection::may_come_back(location_.target)) throw;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }

    const Location location_;
    const Limits limits_;
    std::atomic<bool> ended_{false};
    Apart apart_;
    Pool<Connection> pool_;
};

std::vector<std::string> PostgresqlDatabase::dangers() {
    return read([](Transaction& transaction) {
        std::vector<std::string> told;
        auto off = transaction.query(
            "SELECT name FROM pg_settings WHERE setting = 'off' AND name IN ('fsync', 'full_page_writes', "
            "'synchronous_commit', 'data_checksums') ORDER BY name");
        while (off.next()) {
            const auto name = off.string(0);
            told.push_back("PostgreSQL runs with " + name + " = off: " +
                           (name == "data_checksums" ? "pages that the disk spoils are not noticed"
                                                     : "a crash can lose what was already confirmed"));
        }
        auto role = transaction.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
        if (role.next() && role.integer(0) != 0)
            told.push_back("Kartei is signed in to PostgreSQL as a superuser: give it a role that owns only its database");
        return told;
    });
}

}  // namespace

std::unique_ptr<Database> open_postgresql(const Location& location, const Limits& limits) {
    return std::make_unique<PostgresqlDatabase>(location, limits);
}

bool is_missing_on_postgresql(const Location& location) { return postgresql::Connection::is_missing(location.target); }

}  // namespace kartei::sql
