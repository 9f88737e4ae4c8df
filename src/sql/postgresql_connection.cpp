#include "sql/postgresql_connection.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>

#include "sql/fault_point.hpp"

namespace kartei::sql::postgresql {
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

/// `:name` becomes $1, $2 … in order of first appearance; literals, quoted names, comments and casts are left alone.
std::string numbered(std::string_view sql) {
    std::string out;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < sql.size();) {
        const char c = sql[i];
        if (c == '\'' || c == '"') {
            const auto end = std::min(sql.find(c, i + 1), sql.size() - 1);
            out += sql.substr(i, end + 1 - i);
            i = end + 1;
        } else if (sql.substr(i).starts_with("--")) {
            // An apostrophe in a comment begins no text.
            const auto end = std::min(sql.find('\n', i), sql.size());
            out += sql.substr(i, end - i);
            i = end;
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

/// The server breaks a statement off by itself; only one that says nothing at all is waited for longer.
std::chrono::milliseconds patience_for(const Limits& limits) {
    return limits.statement.count() > 0 ? limits.statement + std::chrono::seconds(5) : std::chrono::hours(24 * 365);
}

}  // namespace

std::int64_t as_integer(const char* start, int length) {
    if (length == 1 && (*start == 't' || *start == 'f')) return *start == 't';
    std::int64_t value = 0;
    std::from_chars(start, start + length, value);
    return value;
}

/// Parameters as libpq wants them: numbers and texts as text, bytes as binary.
struct Connection::Bound {
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

Connection::Connection(const std::string& uri, const Limits& limits) : patience_(patience_for(limits)) {
    fault_point("open");
    const auto seconds = std::to_string(std::max<std::int64_t>(limits.connect.count() / 1000, 2));
    // Later ones win: an address may name its own connect_timeout.
    const char* const names[] = {"connect_timeout", "application_name", "dbname", nullptr};
    const char* const values[] = {seconds.c_str(), "kartei", uri.c_str(), nullptr};
    handle_ = PQconnectdbParams(names, values, 1);
    if (PQstatus(handle_) != CONNECTION_OK) {
        const std::string message = PQerrorMessage(handle_);
        PQfinish(handle_);
        throw SqlError(Fault::connection, "connecting to PostgreSQL: " + message);
    }
    PQsetNoticeProcessor(handle_, [](void*, const char*) {}, nullptr);
    PQsetnonblocking(handle_, 1);
    const auto milliseconds = [](std::chrono::milliseconds time) { return std::to_string(time.count()); };
    try {
        // jit: its compile time is longer than our statements.
        run(("SET client_encoding TO 'UTF8'; SET timezone TO 'UTC'; SET jit TO off; "
             "SET client_connection_check_interval TO 5000; SET lock_timeout TO " +
             milliseconds(limits.lock) + "; SET statement_timeout TO " +
             milliseconds(limits.statement))
                .c_str());
    } catch (...) {
        PQfinish(handle_);
        throw;
    }
}

Connection::~Connection() { PQfinish(handle_); }

bool Connection::may_come_back(const std::string& uri) {
    const char* const names[] = {"connect_timeout", "dbname", nullptr};
    const char* const values[] = {"2", uri.c_str(), nullptr};
    const auto state = PQpingParams(names, values, 1);
    return state == PQPING_REJECT || state == PQPING_NO_RESPONSE;
}

bool Connection::is_missing(const std::string& uri) {
    const char* const names[] = {"dbname", nullptr};
    const char* const values[] = {uri.c_str(), nullptr};
    auto* handle = PQconnectStartParams(names, values, 1);
    PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE);
    const auto end = Clock::now() + std::chrono::seconds(5);
    for (auto state = PGRES_POLLING_WRITING; state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED;) {
        pollfd socket{PQsocket(handle), static_cast<short>(state == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
        if (socket.fd < 0 || Clock::now() >= end) break;
        if (::poll(&socket, 1, 1'000) != 0) state = PQconnectPoll(handle);
    }
    std::string_view said = PQerrorMessage(handle);
    while (!said.empty() && said.back() == '\n') said.remove_suffix(1);
    const bool missing = PQstatus(handle) != CONNECTION_OK && said.ends_with(" 3D000");
    PQfinish(handle);
    return missing;
}

Answer Connection::checked(PGresult* raw, std::string_view doing) {
    Answer answer(raw);
    const auto status = PQresultStatus(answer.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN || status == PGRES_COPY_OUT)
        return answer;
    throw SqlError(PQstatus(handle_) == CONNECTION_OK ? fault_of(PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE))
                                                      : Fault::connection,
                   std::string(doing.substr(0, 120)) + ": " + PQerrorMessage(handle_));
}

Answer Connection::run(const char* sql) {
    fault_point(sql);
    speak();
    return sent(PQsendQuery(handle_, sql), sql);
}

Answer Connection::execute(std::string_view sql, const std::vector<Parameter>& parameters) {
    fault_point("step");
    speak();
    const auto& name = prepared(sql);
    const Bound bound(parameters);
    return sent(PQsendQueryPrepared(handle_, name.c_str(), bound.count(), bound.values.data(), bound.lengths.data(),
                                    bound.formats.data(), 0),
                sql);
}

void Connection::declare(const std::string& cursor, std::string_view sql, const std::vector<Parameter>& parameters) {
    fault_point("step");
    speak();
    const Bound bound(parameters);
    const std::string text = "DECLARE " + cursor + " NO SCROLL CURSOR FOR " + numbered(sql);
    sent(PQsendQueryParams(handle_, text.c_str(), bound.count(), nullptr, bound.values.data(), bound.lengths.data(),
                           bound.formats.data(), 0),
         sql);
}

Answer Connection::sent(int success, std::string_view doing) {
    if (success == 1) return checked(last_answer().release(), doing);
    throw SqlError(Fault::connection, std::string(doing.substr(0, 120)) + ": " + PQerrorMessage(handle_));
}

void Connection::send_ahead(Ahead& ahead) {
    speak();
    if (PQsendQuery(handle_, ahead.sql.c_str()) != 1)
        throw SqlError(Fault::connection, ahead.sql + ": " + PQerrorMessage(handle_));
    flush();
    ahead.sent = true;
    ahead_ = &ahead;
}

Answer Connection::take(Ahead& ahead) {
    if (ahead_ == &ahead) settle();
    ahead.sent = false;
    return checked(ahead.answer.release(), ahead.sql);
}

void Connection::drop(Ahead& ahead) noexcept {
    if (ahead_ == &ahead) settle();
    ahead.sent = false;
    ahead.answer.reset();
}

void Connection::run_quietly(const std::string& sql) noexcept {
    settle();
    if (PQsendQuery(handle_, sql.c_str()) == 1) last_answer();
}

void Connection::send_rows(const std::string& rows) {
    const auto end = latest_answer();
    int taken = 0;
    while ((taken = PQputCopyData(handle_, rows.data(), static_cast<int>(rows.size()))) == 0 &&
           wait_for(POLLOUT, end)) {
    }
    flush();
    if (taken != 1) throw SqlError(Fault::connection, std::string("COPY: ") + PQerrorMessage(handle_));
}

void Connection::end_rows() {
    const auto end = latest_answer();
    int taken = 0;
    while ((taken = PQputCopyEnd(handle_, nullptr)) == 0 && wait_for(POLLOUT, end)) {
    }
    sent(taken, "COPY");
}

void Connection::forget_rows() noexcept {
    const auto end = latest_answer();
    while (PQputCopyEnd(handle_, "given up") == 0 && wait_for(POLLOUT, end)) {
    }
    discard_answers();
}

bool Connection::is_usable() {
    if (cut_ || PQstatus(handle_) != CONNECTION_OK || PQtransactionStatus(handle_) != PQTRANS_IDLE) return false;
    // A server that ended has said so or hung up; a healthy one has nothing to say between transactions.
    pollfd socket{PQsocket(handle_), POLLIN, 0};
    if (::poll(&socket, 1, 0) == 0) return true;
    return PQconsumeInput(handle_) == 1 && PQstatus(handle_) == CONNECTION_OK && ::poll(&socket, 1, 0) == 0;
}

void Connection::cut() noexcept {
    cut_ = true;
    ::shutdown(PQsocket(handle_), SHUT_RDWR);
}

Connection::Clock::time_point Connection::latest_answer() const { return Clock::now() + patience_; }

bool Connection::wait_for(short events, Clock::time_point end) noexcept {
    while (!cut_) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd socket{PQsocket(handle_), events, 0};
        const int ready = left <= 0 ? 0 : ::poll(&socket, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
        if (ready > 0) return true;
        if (left <= 0) break;
    }
    cut();  // whatever comes now would be taken for the answer to something else
    return false;
}

/// An answer may have to be taken in before the server takes more of what we say.
void Connection::flush() noexcept {
    const auto end = latest_answer();
    while (PQflush(handle_) == 1) {
        if (!wait_for(POLLIN | POLLOUT, end)) return;
        PQconsumeInput(handle_);
    }
}

PGresult* Connection::next_answer() noexcept {
    const auto end = latest_answer();
    while (PQisBusy(handle_) && wait_for(POLLIN, end))
        if (PQconsumeInput(handle_) != 1) break;
    return PQgetResult(handle_);
}

/// As PQexec does: the last one, or the first that wants rows.
Answer Connection::last_answer() noexcept {
    flush();
    Answer last;
    while (PGresult* next = next_answer()) {
        last.reset(next);
        const auto status = PQresultStatus(next);
        if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || PQstatus(handle_) != CONNECTION_OK) break;
    }
    return last;
}

void Connection::discard_answers() noexcept {
    flush();
    while (PGresult* rest = next_answer()) PQclear(rest);
}

void Connection::settle() noexcept {
    if (!ahead_) return;
    std::exchange(ahead_, nullptr)->answer.reset(next_answer());
    discard_answers();
}

void Connection::speak() {
    auto* const ahead = ahead_;
    settle();
    // What failed there would be told here as "transaction is aborted", whatever it was.
    if (ahead && PQresultStatus(ahead->answer.get()) != PGRES_TUPLES_OK)
        checked(ahead->answer.release(), ahead->sql);
}

const std::string& Connection::prepared(std::string_view sql) {
    auto found = statements_.find(std::string(sql));
    if (found != statements_.end()) return found->second;
    std::string name = "s" + std::to_string(statements_.size() + 1);
    sent(PQsendPrepare(handle_, name.c_str(), numbered(sql).c_str(), 0, nullptr), sql);
    return statements_.emplace(std::string(sql), std::move(name)).first->second;
}

}  // namespace kartei::sql::postgresql
