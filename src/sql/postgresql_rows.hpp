// Rows that come from PostgreSQL and rows that go there: a whole answer, a cursor read piece by piece, COPY.
// Internal to the engine.
#pragma once

#include "sql/postgresql_connection.hpp"

namespace kartei::sql::postgresql {

class AnswerRows : public Rows::Source {
public:
    explicit AnswerRows(Answer answer) : answer_(std::move(answer)) {}
    bool next() override { return ++row_ < PQntuples(answer_.get()); }
    bool is_null(int column) const override { return PQgetisnull(answer_.get(), row_, column); }
    std::int64_t integer(int column) const override;
    std::string_view text(int column) const override;
    std::string bytes(int column) const override;

protected:
    Answer answer_;
    int row_ = -1;
};

/// Reads a cursor some thousand rows at a time. Once a second piece was needed, the server makes the next one while the
/// caller works through the present one.
class CursorRows : public AnswerRows {
public:
    CursorRows(std::shared_ptr<Connection> connection, std::string_view sql, const std::vector<Parameter>& parameters);
    ~CursorRows() override;
    bool next() override;

private:
    static constexpr int first_piece = 200, piece = 2000;
    std::shared_ptr<Connection> connection_;
    std::string cursor_;
    Connection::Ahead ahead_;
    int asked_ = first_piece;
};

/// COPY … FROM STDIN; nothing else may be said on the connection before finish().
class Copy : public BulkInsert {
public:
    Copy(Connection& connection, std::string_view table, const std::vector<std::string>& columns);
    ~Copy() override;
    void add(const std::vector<Parameter>& row) override;
    void finish() override;

private:
    void append(const Parameter& parameter);
    void send();

    Connection& connection_;
    std::string buffer_;
    bool finished_ = false;
};

}  // namespace kartei::sql::postgresql
