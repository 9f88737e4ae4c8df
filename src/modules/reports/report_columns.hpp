// The columns of the customer lists, in their order (customer-lists.md 4.3, names of files.md). A column is one object:
// name, caption, where it is shown, how it is written. Customer columns come from the customer's field table.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/texts.hpp"
#include "modules/reports/cells.hpp"
#include "modules/reports/list_row.hpp"

namespace kartei::reports {

enum class CellKind { text, integer, money, date, instant, link };  ///< link: a web address, written as text

struct Column {
    std::string name;        ///< as in files.md: "order", "permission:NAME"
    std::string text_key;    ///< caption; for permissions with the parameter `name`
    std::string parameter;   ///< that name
    CellKind kind = CellKind::text;
    int priority = 9;        ///< 1 stays on the narrowest screen, 14 goes first
    bool of_customer = false;  ///< depends on the customer alone (written once per customer in large exports)
    std::function<void(const ListRow&, Cells&)> write;
    std::vector<std::string_view> values =
        {};  ///< when there are few: the words of each are the text `text_key` + "." + value
};

/// All columns of a type, always the same whatever a screen shows of them (T-012, T-017). Both must outlive them.
/// `selection` says what may be shown of whole orders. Instants and texts of several event dates of an order are joined
/// by ';'. customer_line.consents is read here: "label,granted_at,expires_at;…|permission,state,at;…", ids for names.
std::vector<Column> columns_of(const Selection& selection, const Vocabulary& vocabulary);

/// The named columns in the given order; refusal names unknown ones. Empty `names`: all.
Result<std::vector<Column>> choose_columns(std::vector<Column> all, const std::vector<std::string>& names);

std::string caption_of(const Column& column, Language language);
/// A value of a column with few values, in words; any other as it is.
std::string words_of(const Column& column, std::string_view value, Language language);

}  // namespace kartei::reports
