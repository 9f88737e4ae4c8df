// What lists need whose rows are plain structs: columns, keys and sums that are members of a row, and lists of which all
// rows were worked out when they were made. Knows no list.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lists/list.hpp"

namespace kartei::lists {

template <class Content>
void write_member(Cells& cells, CellKind kind, const Content& content) {
    if constexpr (std::is_same_v<Content, bool>) cells.yes_no(content);
    else if constexpr (std::is_same_v<Content, std::string>)
        kind == CellKind::date      ? cells.date(content)
        : kind == CellKind::instant ? cells.instant(content)
                                    : cells.text(content);
    else kind == CellKind::money ? cells.money(content) : cells.integer(content);
}

/// An optional member without a value is an empty cell.
template <class Own, class Content>
Column member_column(std::string name, std::string text_key, CellKind kind, int priority, Content Own::*member,
                     int width = 0, std::vector<std::string_view> values = {}) {
    const auto write = [kind, member](const Own& row, Cells& cells) {
        const auto& content = row.*member;
        if constexpr (requires { content.has_value(); })
            content ? write_member(cells, kind, *content) : cells.text("");
        else write_member(cells, kind, content);
    };
    return {std::move(name), std::move(text_key), "", kind, priority, false, cell<Own>(write), std::move(values), width};
}

template <class Own>
RowKey member_key(std::string name, std::int64_t Own::*member) {
    return {std::move(name), [member](const Row& row) { return static_cast<const Own&>(row).*member; }};
}

template <class Own>
Sum member_sum(std::string name, std::string text_key, CellKind kind, std::int64_t Own::*member) {
    return {std::move(name), std::move(text_key), kind,
            [member](const Row& row) { return static_cast<const Own&>(row).*member; }};
}

/// Columns, keys and sums of a list, which are the same whatever is asked.
struct ListTable {
    std::vector<Column> columns;
    std::vector<RowKey> keys;
    std::vector<Sum> sums;
};

/// Rows in their order behind a place: a row's place is how many rows it closes.
template <class Rows>
void read_rows(const Rows& rows, const Place& after, const TakeRow& take) {
    std::size_t next = 0;
    std::from_chars(after.data(), after.data() + after.size(), next);
    for (; next < rows.size(); ++next)
        if (!take(rows[next], std::to_string(next + 1))) return;
}

/// A list whose rows were worked out when it was made. `table` must outlive it.
template <class Own>
class WholeList final : public List {
public:
    WholeList(const ListTable& table, std::vector<Own> rows) : table_(table), rows_(std::move(rows)) {}

    const std::vector<Column>& columns() const override { return table_.columns; }
    const std::vector<RowKey>& keys() const override { return table_.keys; }
    const std::vector<Sum>& sums() const override { return table_.sums; }
    void read(sql::Transaction&, const Place& after, std::int64_t, const TakeRow& take) const override {
        read_rows(rows_, after, take);
    }

private:
    const ListTable& table_;
    std::vector<Own> rows_;
};

}  // namespace kartei::lists
