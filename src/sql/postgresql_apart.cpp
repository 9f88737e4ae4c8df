#include "sql/postgresql_apart.hpp"

#include <cstring>

namespace kartei::sql::postgresql {

Connection& Apart::open() {
    if (connection_ && !connection_->is_usable()) connection_.reset();
    if (!connection_) {
        auto fresh = std::make_shared<Connection>(uri_, limits_);
        fresh->run("SET synchronous_commit TO off");
        fresh->run("SET lock_timeout TO '3s'");
        connection_ = std::move(fresh);
    }
    return *connection_;
}

void Apart::run(const std::function<void(const std::shared_ptr<Connection>&)>& work) {
    std::lock_guard mine(mutex_);
    open().run("BEGIN");
    try {
        work(connection_);
        connection_->run("COMMIT");
    } catch (...) {
        connection_->run_quietly("ROLLBACK");
        throw;
    }
}

std::int64_t Apart::take_ids(std::string_view counter, std::int64_t count) {
    std::lock_guard mine(mutex_);
    const auto answer =
        open().execute("UPDATE counter SET next = next + :count WHERE name = :name RETURNING next", {count, counter});
    if (PQntuples(answer.get()) == 0) throw std::logic_error("no counter " + std::string(counter));
    const char* next = PQgetvalue(answer.get(), 0, 0);
    return as_integer(next, static_cast<int>(std::strlen(next))) - count;
}

std::string_view lock_statement(bool shared, bool may_wait) {
    if (shared)
        return may_wait ? "SELECT pg_advisory_xact_lock_shared(:key)" : "SELECT pg_try_advisory_xact_lock_shared(:key)";
    return may_wait ? "SELECT pg_advisory_xact_lock(:key)" : "SELECT pg_try_advisory_xact_lock(:key)";
}

}  // namespace kartei::sql::postgresql
