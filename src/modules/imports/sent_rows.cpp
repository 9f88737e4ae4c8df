#include "modules/imports/sent_rows.hpp"

#include "base/card_number.hpp"

namespace kartei::imports {
namespace {

/// What stands around a card number stays; a cell that is nothing else is left empty, so that the row can be sent
/// again.
std::string without_card_number(std::string_view cell) {
    const bool nothing_else = cell.find_first_not_of("0123456789 -") == std::string_view::npos;
    return nothing_else && contains_card_number(cell, false) ? std::string() : with_covered_card_numbers(cell);
}

}  // namespace

bool SentRows::go_to(std::int64_t line) {
    do {
        const auto read = table_.next();
        if ((read && !*read) || (!read && !table_.may_continue())) return false;
        readable_ = static_cast<bool>(read);
    } while (table_.line() < line);
    return true;
}

std::string SentRows::of_target(int target) const {
    const int column = column_of(target);
    if (!readable_ || column < 0) return "";
    return shown(static_cast<std::size_t>(column), table_.cells()[static_cast<std::size_t>(column)]);
}

std::string SentRows::heading_of(int target) const {
    if (const int column = column_of(target); column >= 0) return header()[static_cast<std::size_t>(column)];
    return target < 0 ? std::string() : std::string(kind_.targets[static_cast<std::size_t>(target)].field.name);
}

void SentRows::write_cells(documents::CsvWriter& out) const {
    std::size_t column = 0;
    if (readable_)
        for (const auto cell : table_.cells()) out.text(shown(column, cell)), ++column;
    else
        for (const auto& cell : table_.refused_cells())
            out.text(column < first_hidden() ? shown(column, cell) : std::string()), ++column;
}

/// Where cells may have moved, what stands behind the first sensitive column may be of it.
std::size_t SentRows::first_hidden() const {
    if (table_.refused_cells().size() == header().size()) return header().size();
    std::size_t column = 0;
    for (const int target : columns_.target_of_column) {
        if (target >= 0 && kind_.targets[static_cast<std::size_t>(target)].field.privacy == Privacy::sensitive)
            return column;
        ++column;
    }
    return std::string::npos;
}

std::string SentRows::shown(std::size_t column, std::string_view cell) const {
    const int target = column < columns_.target_of_column.size() ? columns_.target_of_column[column] : -1;
    if (target < 0) return without_card_number(cell);
    const auto& field = kind_.targets[static_cast<std::size_t>(target)].field;
    if (field.privacy == Privacy::sensitive) return "";
    if (!contains_card_number(cell, field.kind == FieldKind::phone)) return std::string(cell);
    return without_card_number(cell);
}

}  // namespace kartei::imports
