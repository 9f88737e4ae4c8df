#include "program/demonstration/take_over_file.hpp"

#include <algorithm>
#include <stdexcept>

#include "documents/csv_writer.hpp"

namespace kartei::program::demonstration {

TakeOverFile::TakeOverFile(const std::string& path, std::vector<std::string_view> columns)
    : out_(path), columns_(std::move(columns)) {
    if (!out_) throw std::runtime_error("cannot write " + path);
    for (std::size_t i = 0; i < columns_.size(); ++i) out_ << (i ? "," : "") << columns_[i];
    out_ << '\n';
}

void TakeOverFile::row(std::initializer_list<Cell> cells) {
    std::vector<std::string_view> values(columns_.size());
    for (const auto& [name, value] : cells) {
        const auto column = std::find(columns_.begin(), columns_.end(), name);
        if (column == columns_.end()) throw std::logic_error("no column " + std::string(name));
        values[static_cast<std::size_t>(column - columns_.begin())] = value;
    }
    whole_row(values);
}

void TakeOverFile::whole_row(const std::vector<std::string_view>& values) {
    if (values.size() != columns_.size()) throw std::logic_error("not a value for every column");
    std::string line;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i) line += ',';
        documents::append_text(line, values[i]);
    }
    out_ << line << '\n';
}

}  // namespace kartei::program::demonstration
