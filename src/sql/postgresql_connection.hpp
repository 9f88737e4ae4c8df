// One connection to PostgreSQL: statements prepared once, faults told by their SQLSTATE, and a question that may be sent
// ahead so that the server works while the caller does. Used by one thread at a time. Internal to the engine.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sql/database.hpp"

namespace kartei::sql::postgresql {

struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

/// The number in a text of the server; true and false are 1 and 0.
std::int64_t as_integer(const char* start, int length);

class Connection {
public:
    /// Throws SqlError(connection) when there is no way to the server.
    explicit Connection(const std::string& uri);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Answer run(const char* sql);
    Answer execute(std::string_view sql, const std::vector<Parameter>& parameters);
    void declare(const std::string& cursor, std::string_view sql, const std::vector<Parameter>& parameters);
    /// Takes the answer; throws the fault it holds. `doing` says in the message what was tried.
    Answer checked(PGresult* raw, std::string_view doing);

    /// A question whose answer is not waited for. Whatever is said on the connection next settles it first.
    struct Ahead {
        std::string sql;
        Answer answer;
        bool sent = false;
    };
    /// `ahead` must live until take() or drop().
    void send_ahead(Ahead& ahead);
    Answer take(Ahead& ahead);
    void drop(Ahead& ahead) noexcept;

    /// Runs without complaint: for what ends a transaction that may have failed already.
    void run_quietly(const std::string& sql) noexcept;

    /// Throws away what else the server has to say.
    void discard_answers() noexcept;

    PGconn* handle() { return handle_; }
    bool is_usable() const { return PQstatus(handle_) == CONNECTION_OK; }
    std::string next_cursor() { return "c" + std::to_string(++cursors_); }

private:
    struct Bound;
    const std::string& prepared(std::string_view sql);
    void settle() noexcept;  ///< takes in what was sent ahead
    void speak();            ///< settles; throws when that failed

    PGconn* handle_;
    std::unordered_map<std::string, std::string> statements_;
    Ahead* ahead_ = nullptr;  ///< sent and not yet answered
    int cursors_ = 0;
};

}  // namespace kartei::sql::postgresql
