#include "modules/imports/sent_rows.hpp"

#include "base/text.hpp"

namespace kartei::imports {

bool SentRows::go_to(std::int64_t line) {
    do {
        const auto read = table_.next();
        if ((read && !*read) || (!read && !table_.may_continue())) return false;
        readable_ = static_cast<bool>(read);
    } while (table_.line() < line);
    return true;
}

std::string_view SentRows::of_target(int target) const {
    const int column = column_of(target);
    return readable_ && column >= 0 ? shown(column) : std::string_view();
}

std::string SentRows::heading_of(int target) const {
    if (const int column = column_of(target); column >= 0) return header()[static_cast<std::size_t>(column)];
    return target < 0 ? std::string() : std::string(kind_.targets[static_cast<std::size_t>(target)].field.name);
}

void SentRows::write_cells(documents::CsvWriter& out) const {
    if (!readable_) return;
    for (std::size_t column = 0; column < header().size(); ++column) out.text(shown(static_cast<int>(column)));
}

std::string_view SentRows::shown(int column) const {
    const auto cell = table_.cells()[static_cast<std::size_t>(column)];
    const int target = columns_.target_of_column[static_cast<std::size_t>(column)];
    const bool sensitive =
        target >= 0 && kind_.targets[static_cast<std::size_t>(target)].field.privacy == Privacy::sensitive;
    return sensitive || contains_card_number(cell) ? std::string_view() : cell;
}

}  // namespace kartei::imports
