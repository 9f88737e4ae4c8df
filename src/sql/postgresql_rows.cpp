#include "sql/postgresql_rows.hpp"

#include <charconv>

namespace kartei::sql::postgresql {

std::int64_t AnswerRows::integer(int column) const {
    return as_integer(PQgetvalue(answer_.get(), row_, column), PQgetlength(answer_.get(), row_, column));
}

std::string_view AnswerRows::text(int column) const {
    return {PQgetvalue(answer_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(answer_.get(), row_, column))};
}

std::string AnswerRows::bytes(int column) const {
    std::size_t length = 0;
    auto* raw =
        PQunescapeBytea(reinterpret_cast<const unsigned char*>(PQgetvalue(answer_.get(), row_, column)), &length);
    std::string bytes(reinterpret_cast<char*>(raw), length);
    PQfreemem(raw);
    return bytes;
}

CursorRows::CursorRows(std::shared_ptr<Connection> connection, std::string_view sql,
                       const std::vector<Parameter>& parameters)
    : AnswerRows(nullptr), connection_(std::move(connection)), cursor_(connection_->next_cursor()) {
    connection_->declare(cursor_, sql, parameters);
    answer_ = connection_->run(("FETCH FORWARD " + std::to_string(first_piece) + " FROM " + cursor_).c_str());
    ahead_.sql = "FETCH FORWARD " + std::to_string(piece) + " FROM " + cursor_;
}

CursorRows::~CursorRows() {
    connection_->drop(ahead_);
    connection_->run_quietly("CLOSE " + cursor_);
}

bool CursorRows::next() {
    if (AnswerRows::next()) return true;
    if (PQntuples(answer_.get()) < asked_) return false;
    // A reader of the first rows only must not wait for thousands of others when he closes: nothing was sent so far.
    if (!ahead_.sent) connection_->send_ahead(ahead_);
    answer_ = connection_->take(ahead_);
    asked_ = piece;
    row_ = -1;
    if (PQntuples(answer_.get()) == asked_) connection_->send_ahead(ahead_);
    return AnswerRows::next();
}

Copy::Copy(Connection& connection, std::string_view table, const std::vector<std::string>& columns)
    : connection_(connection) {
    std::string sql = "COPY " + std::string(table) + " (";
    for (std::size_t i = 0; i < columns.size(); ++i) sql += (i ? ", " : "") + columns[i];
    connection_.run((sql + ") FROM STDIN").c_str());
}

Copy::~Copy() {
    if (!finished_) connection_.forget_rows();
}

void Copy::add(const std::vector<Parameter>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i) buffer_ += '\t';
        append(row[i]);
    }
    buffer_ += '\n';
    if (buffer_.size() > 256 * 1024) send();
}

void Copy::finish() {
    send();
    finished_ = true;
    connection_.end_rows();
}

void Copy::append(const Parameter& parameter) {
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

void Copy::send() {
    if (!buffer_.empty()) connection_.send_rows(buffer_);
    buffer_.clear();
}

}  // namespace kartei::sql::postgresql
