#include "sql/postgresql_connection.hpp"

#include <charconv>

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

Connection::Connection(const std::string& uri) : handle_(PQconnectdb(uri.c_str())) {
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

Connection::~Connection() { PQfinish(handle_); }

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
    speak();
    return checked(PQexec(handle_, sql), sql);
}

Answer Connection::execute(std::string_view sql, const std::vector<Parameter>& parameters) {
    speak();
    const auto& name = prepared(sql);
    const Bound bound(parameters);
    return checked(PQexecPrepared(handle_, name.c_str(), bound.count(), bound.values.data(), bound.lengths.data(),
                                  bound.formats.data(), 0),
                   sql);
}

void Connection::declare(const std::string& cursor, std::string_view sql, const std::vector<Parameter>& parameters) {
    speak();
    const Bound bound(parameters);
    const std::string text = "DECLARE " + cursor + " NO SCROLL CURSOR FOR " + numbered(sql);
    checked(PQexecParams(handle_, text.c_str(), bound.count(), nullptr, bound.values.data(), bound.lengths.data(),
                         bound.formats.data(), 0),
            sql);
}

void Connection::send_ahead(Ahead& ahead) {
    speak();
    if (PQsendQuery(handle_, ahead.sql.c_str()) != 1)
        throw SqlError(Fault::connection, ahead.sql + ": " + PQerrorMessage(handle_));
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
    Answer ignored(PQexec(handle_, sql.c_str()));
}

void Connection::discard_answers() noexcept {
    while (PGresult* rest = PQgetResult(handle_)) PQclear(rest);
}

void Connection::settle() noexcept {
    if (!ahead_) return;
    std::exchange(ahead_, nullptr)->answer.reset(PQgetResult(handle_));
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
    checked(PQprepare(handle_, name.c_str(), numbered(sql).c_str(), 0, nullptr), sql);
    return statements_.emplace(std::string(sql), std::move(name)).first->second;
}

}  // namespace kartei::sql::postgresql
