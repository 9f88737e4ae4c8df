// A column of a list is named once, as one object: name, caption, kind, how wide and how important it is on a screen,
// and how its cell is written. Pages, totals, files, printed sheets, the command line and the API's schema read it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/texts.hpp"
#include "lists/cells.hpp"
#include "web/endpoint.hpp"

namespace kartei::lists {

/// link: a web address, month: "2026-03"; both are written as text.
enum class CellKind { text, integer, money, date, instant, link, yes_no, month };
std::string_view name_of(CellKind kind);

/// A row while it is being read: what stands in it is its list's own affair. Lists derive theirs from it.
struct Row {};

struct Column {
    std::string name;          ///< as in files.md: "order", "permission:NAME"
    std::string text_key;      ///< caption; with the parameter `name` where there is one
    std::string parameter;     ///< that name
    CellKind kind = CellKind::text;
    int priority = 9;          ///< 1 stays on the narrowest screen, 14 goes first
    bool of_customer = false;  ///< depends on the row's customer alone (written once for each in large exports)
    std::function<void(const Row&, Cells&)> write;
    /// When there are few: the words of each are the text `values_key`, or else `text_key`, + "." + value.
    std::vector<std::string_view> values = {};
    int width = 0;             ///< least width on a screen, px; 0: by kind and caption
    std::string values_key = {};
};

/// How a column writes a row of its own list: cell<LedgerRow>([](const LedgerRow& row, Cells& cells) { … }).
template <class Own, class Write>
std::function<void(const Row&, Cells&)> cell(Write write) {
    return [write](const Row& row, Cells& cells) { write(static_cast<const Own&>(row), cells); };
}

/// What the rows of a list add up to. The text has the parameter `count`, or `amount` for money.
struct Sum {
    std::string name;
    std::string text_key;
    CellKind kind = CellKind::integer;
    /// A row's part in it; none: it cannot be told from one row (different customers), so files do not add it up.
    std::function<std::int64_t(const Row&)> of = {};
};

/// An id that rows carry beside their cells ("_customer"), so that a screen can open what stands in them; 0: none.
struct RowKey {
    std::string name;
    std::function<std::int64_t(const Row&)> of;
};

/// The named columns in the given order; refusal names unknown ones. Empty `names`: all.
Result<std::vector<Column>> choose_columns(std::vector<Column> all, const std::vector<std::string>& names);

std::string caption_of(const Column& column, Language language);
/// A value of a column with few values, in words, and a month by its name; any other as it is.
std::string words_of(const Column& column, std::string_view value, Language language);
/// "1.234,50" as people of a language write an amount.
std::string shown_money(std::int64_t minor_units, int digits, Language language);
/// "2026-03-01T20:00:00" as people of a language write it; a date alone without the time.
std::string shown_time(std::string_view local, Language language);

/// A row in JSON, for an answer's schema.
web::Json row_schema(const std::vector<Column>& columns, const std::vector<RowKey>& keys);

}  // namespace kartei::lists
