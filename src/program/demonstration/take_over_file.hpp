// A take-over file being written (files.md): columns declared once, rows by name, so that a value stands beside its
// column.
#pragma once

#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kartei::program::demonstration {

class TakeOverFile {
public:
    /// Throws std::runtime_error when it cannot be written.
    TakeOverFile(const std::string& path, std::vector<std::string_view> columns);

    using Cell = std::pair<std::string_view, std::string>;
    /// Columns that are not named stay empty. Throws std::logic_error for a name that is no column.
    void row(std::initializer_list<Cell> cells);
    /// A value for every column, in their order.
    void whole_row(const std::vector<std::string_view>& values);

private:
    std::ofstream out_;
    std::vector<std::string_view> columns_;
};

}  // namespace kartei::program::demonstration
