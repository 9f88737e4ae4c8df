// The rows of a take-over file as they were sent, read a second time to be given back with what was found about them.
// Sensitive values and card numbers are left out, wherever in the row they stand.
#pragma once

#include "documents/csv_writer.hpp"
#include "documents/table_reader.hpp"
#include "modules/imports/import_kind.hpp"

namespace kartei::imports {

class SentRows {
public:
    /// `table` stands at its beginning.
    SentRows(documents::TableReader& table, const ImportKind& kind, const Columns& columns)
        : table_(table), kind_(kind), columns_(columns) {}

    /// Goes on to a line behind the last one; false when the file ends before it.
    bool go_to(std::int64_t line);
    std::int64_t line() const { return table_.line(); }
    const std::vector<std::string>& header() const { return table_.header(); }
    /// The cell that holds a target; "" where its column is absent, the row unreadable or the value not to be shown.
    std::string of_target(int target) const;
    /// Heading of a target's column, or the name of its field; "" for the row as a whole.
    std::string heading_of(int target) const;
    /// A row that could not be read is given back as far as its cells can be told apart, more than headings, too.
    void write_cells(documents::CsvWriter& out) const;

private:
    int column_of(int target) const {
        return target < 0 ? -1 : columns_.column_of_target[static_cast<std::size_t>(target)];
    }
    std::size_t first_hidden() const;
    std::string shown(std::size_t column, std::string_view cell) const;

    documents::TableReader& table_;
    const ImportKind& kind_;
    const Columns& columns_;
    bool readable_ = false;
};

}  // namespace kartei::imports
