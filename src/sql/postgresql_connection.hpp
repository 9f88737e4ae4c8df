// One connection to PostgreSQL: statements prepared once, faults told by their SQLSTATE, and a question that may be sent
// ahead so that the server works while the caller does. Used by one thread at a time. Internal to the engine.
// Invariant: no wait for the server is longer than Limits allow; one that was is the end of the connection.
#pragma once

#include <libpq-fe.h>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sql/upkeep.hpp"

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
    Connection(const std::string& uri, const Limits& limits);
    ~Connection();
    /// Nobody answers at the address, or a server that starts or stops: it may be back in a moment.
    static bool may_come_back(const std::string& uri);
    /// The server answers, and has no such database (SQLSTATE 3D000). libpq keeps the SQLSTATE of a connection that came to
    /// nothing to itself, and its message is in the server's language: a second way there asks for the state instead of words.
    static bool is_missing(const std::string& uri);
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

    /// Rows of a COPY … FROM STDIN that runs, its end, and an end at which the server forgets it.
    void send_rows(const std::string& rows);
    void end_rows();
    void forget_rows() noexcept;

    PGconn* handle() { return handle_; }
    /// In no transaction, and the server has not hung up.
    bool is_usable();
    /// Ends what runs, now and ever after; from any thread.
    void cut() noexcept;
    std::string next_cursor() { return "c" + std::to_string(++cursors_); }

private:
    using Clock = std::chrono::steady_clock;
    struct Bound;
    const std::string& prepared(std::string_view sql);
    void settle() noexcept;  ///< takes in what was sent ahead
    void speak();            ///< settles; throws when that failed

    /// Waits for the socket; false when the server took too long, or cut(): then the connection is at its end.
    bool wait_for(short events, Clock::time_point end) noexcept;
    void flush() noexcept;
    PGresult* next_answer() noexcept;
    Answer last_answer() noexcept;
    void discard_answers() noexcept;
    Answer sent(int success, std::string_view doing);  ///< what the server answers to what was just sent
    Clock::time_point latest_answer() const;

    const std::chrono::milliseconds patience_;  ///< for one answer
    PGconn* handle_;
    std::atomic<bool> cut_{false};
    std::unordered_map<std::string, std::string> statements_;
    Ahead* ahead_ = nullptr;  ///< sent and not yet answered
    int cursors_ = 0;
};

}  // namespace kartei::sql::postgresql
