#include "sql/sqlite_bulk.hpp"

#include <algorithm>

namespace kartei::sql::sqlite {
namespace {

/// Longer statements gain nothing: what is left is the work of the tree.
constexpr std::size_t values_at_once = 2400, most_rows_at_once = 100;

}  // namespace

void KeptRows::add(const std::vector<Parameter>& row) {
    for (const auto& parameter : row) {
        if (auto text = std::get_if<std::string_view>(&parameter.content())) keep(Kind::text, *text);
        else if (auto bytes = std::get_if<Bytes>(&parameter.content())) keep(Kind::bytes, bytes->view);
        else if (auto number = std::get_if<std::int64_t>(&parameter.content()))
            values_.push_back({Kind::number, 0, *number});
        else values_.push_back({Kind::null, 0, 0});
    }
}

void KeptRows::clear() {
    values_.clear();
    texts_.clear();
}

void KeptRows::keep(Kind kind, std::string_view text) {
    values_.push_back({kind, static_cast<std::uint32_t>(text.size()), static_cast<std::int64_t>(texts_.size())});
    texts_ += text;
}

void KeptRows::bind(Connection& connection, sqlite3_stmt* statement, std::size_t first, std::size_t count) const {
    for (std::size_t i = 0; i < count; ++i)
        if (bind(statement, static_cast<int>(i + 1), values_[first + i]) != SQLITE_OK)
            fail(connection.handle(), "binding a value");
}

int KeptRows::bind(sqlite3_stmt* statement, int position, const Kept& value) const {
    const auto text = [&] { return texts_.data() + value.number; };
    switch (value.kind) {
        case Kind::number: return sqlite3_bind_int64(statement, position, value.number);
        case Kind::text:
            return sqlite3_bind_text64(statement, position, text(), value.length, SQLITE_STATIC, SQLITE_UTF8);
        case Kind::bytes: return sqlite3_bind_blob64(statement, position, text(), value.length, SQLITE_STATIC);
        default: return sqlite3_bind_null(statement, position);
    }
}

BulkInsert::BulkInsert(Connection& connection, std::string_view table,
                                   const std::vector<std::string>& columns)
    : connection_(connection),
      columns_(columns.size()),
      rows_at_once_(std::clamp<std::size_t>(values_at_once / columns.size(), 1, most_rows_at_once)),
      begin_("INSERT INTO " + std::string(table) + " (") {
    for (std::size_t i = 0; i < columns_; ++i) {
        begin_ += (i > 0 ? ", " : "") + columns[i];
        one_row_ += i > 0 ? ", ?" : "(?";
    }
    begin_ += ") VALUES ";
    one_row_ += ")";
}

std::string BulkInsert::text_for(std::size_t rows) const {
    auto text = begin_ + one_row_;
    for (std::size_t i = 1; i < rows; ++i) text += ", " + one_row_;
    return text;
}

void BulkInsert::add(const std::vector<Parameter>& row) {
    if (row.size() != columns_) throw SqlError(Fault::other, "wrong number of values: " + begin_.substr(0, 80));
    rows_.add(row);
    if (rows_.size() < rows_at_once_ * columns_) return;
    if (!several_) several_.emplace(connection_, text_for(rows_at_once_));
    write(*several_, 0, rows_at_once_);
    rows_.clear();
}

void BulkInsert::finish() {
    if (rows_.size() > 0 && !single_) single_.emplace(connection_, text_for(1));
    for (std::size_t row = 0; row * columns_ < rows_.size(); ++row) write(*single_, row, 1);
    rows_.clear();
}

void BulkInsert::write(InUse& statement, std::size_t first_row, std::size_t rows) {
    rows_.bind(connection_, statement.get(), first_row * columns_, rows * columns_);
    const int code = connection_.step(statement.get());
    sqlite3_reset(statement.get());
    if (code != SQLITE_DONE) fail(connection_.handle(), "running " + begin_.substr(0, 80));
}

}  // namespace kartei::sql::sqlite
