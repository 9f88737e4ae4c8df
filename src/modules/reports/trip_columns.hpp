// What the lists of trips share: columns that are plain members of a row, captioned "trip_list." + name, and lists that
// are reckoned whole before their first row goes out.
#pragma once

#include <charconv>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lists/list.hpp"

namespace kartei::reports {

template <class Content>
void write_trip_cell(lists::Cells& cells, lists::CellKind kind, const Content& content) {
    if constexpr (std::is_same_v<Content, std::string>)
        kind == lists::CellKind::date      ? cells.date(content)
        : kind == lists::CellKind::instant ? cells.instant(content)
                                           : cells.text(content);
    else kind == lists::CellKind::money ? cells.money(content) : cells.integer(content);
}

/// An optional member without a value is an empty cell.
template <class Own, class Content>
lists::Column trip_column(std::string name, lists::CellKind kind, int priority, Content Own::*member, int width = 0,
                          std::vector<std::string_view> values = {}) {
    auto key = "trip_list." + name;
    const auto write = [kind, member](const Own& row, lists::Cells& cells) {
        const auto& content = row.*member;
        if constexpr (requires { content.has_value(); })
            content ? write_trip_cell(cells, kind, *content) : cells.text("");
        else write_trip_cell(cells, kind, content);
    };
    return {std::move(name), std::move(key), "", kind, priority, false, lists::cell<Own>(write), std::move(values),
            width};
}

template <class Own>
lists::RowKey trip_key(std::string name, std::int64_t Own::*member) {
    return {std::move(name), [member](const lists::Row& row) { return static_cast<const Own&>(row).*member; }};
}

/// The sum of a member under the list; its text is "trip_list.sum." + name.
template <class Own>
lists::Sum trip_sum(std::string name, lists::CellKind kind, std::int64_t Own::*member) {
    auto key = "trip_list.sum." + name;
    return {std::move(name), std::move(key), kind,
            [member](const lists::Row& row) { return static_cast<const Own&>(row).*member; }};
}

/// Columns, keys and sums of a list, which are the same whatever is asked.
struct TripTable {
    std::vector<lists::Column> columns;
    std::vector<lists::RowKey> keys;
    std::vector<lists::Sum> sums;
};

/// A list whose rows are reckoned from many records, anew for each reader, so that it always shows what holds now. A
/// row's place is how many rows it closes.
template <class Own>
class ReckonedList final : public lists::List {
public:
    using Reckon = std::function<std::vector<Own>(sql::Transaction&)>;
    ReckonedList(const TripTable& table, Reckon reckon) : table_(table), reckon_(std::move(reckon)) {}

    const std::vector<lists::Column>& columns() const override { return table_.columns; }
    const std::vector<lists::RowKey>& keys() const override { return table_.keys; }
    const std::vector<lists::Sum>& sums() const override { return table_.sums; }

    void read(sql::Transaction& transaction, const lists::Place& after, std::int64_t,
              const lists::TakeRow& take) const override {
        std::size_t next = 0;
        std::from_chars(after.data(), after.data() + after.size(), next);
        const auto rows = reckon_(transaction);
        for (; next < rows.size(); ++next)
            if (!take(rows[next], std::to_string(next + 1))) return;
    }

private:
    const TripTable& table_;
    Reckon reckon_;
};

}  // namespace kartei::reports
