// The rows of a take-over file as they were sent, read a second time to be given back with what was found about them.
// Card numbers and sensitive values are left out, wherever in the row they stand.
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
    /// False when the row itself cannot be read: it has no cells then.
    bool is_readable() const { return readable_; }

    const std::vector<std::string>& header() const { return table_.header(); }
    /// The cell that holds a target; "" where its column is absent, the row unreadable or the value not to be shown.
    std::string_view of_target(int target) const;
    /// Heading of a target's column, or the name of its field; "" for the row as a whole.
    std::string heading_of(int target) const;
    void write_cells(documents::CsvWriter& out) const;

private:
    int column_of(int target) const {
        return target < 0 ? -1 : columns_.column_of_target[static_cast<std::size_t>(target)];
    }
    std::string_view shown(int column) const;

    documents::TableReader& table_;
    const ImportKind& kind_;
    const Columns& columns_;
    bool readable_ = false;
};

}  // namespace kartei::imports
