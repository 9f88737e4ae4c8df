// What CsvReader does with rows it cannot take: how much of the file is given up, and what is kept of it.
#include <algorithm>

#include "documents/csv_reader.hpp"
#include "documents/refused_text.hpp"

namespace kartei::documents {

/// A row that is too short, and a quoted cell that holds a whole one: its closing mark is another cell's.
bool CsvReader::swallows_rows() const {
    if (!torn_ || header_.size() < 2 || count_ >= header_.size()) return false;
    const auto wanted = static_cast<std::ptrdiff_t>(header_.size() - 1);
    const char* line = std::find_if(torn_->opening, torn_->closing, is_line_end);
    while (line < torn_->closing) {
        const char* const end = std::find_if(line + 1, torn_->closing, is_line_end);
        if (std::count(line, end, dialect_.separator) >= wanted) return true;
        line = end;
    }
    return false;
}

/// The row is given up with the line on which `place` stands; the next row begins behind that.
CsvReader::Found CsvReader::refuse_line(std::string key, const char* place) {
    const auto found = refuse_row(std::move(key), {});
    next_line_ = line_ + lines_in_row_ + 1;
    begin_ = static_cast<std::size_t>(row_begin_ - buffer_.data());
    for (auto looked_at = static_cast<std::size_t>(place - row_begin_);; refill()) {
        const char* const end = buffer_.data() + end_;
        const char* const line_end = std::find_if<const char*>(buffer_.data() + begin_ + looked_at, end, is_line_end);
        looked_at = static_cast<std::size_t>(line_end - buffer_.data()) - begin_;
        fatal_ = looked_at > wanted_.limits.row;
        if (!fatal_ && !source_ended_ && end - line_end < 2) continue;
        if (!fatal_) keep_refused_line({buffer_.data() + begin_, looked_at});
        begin_ += looked_at;
        if (line_end < end) begin_ += *line_end == '\r' && line_end + 1 < end && line_end[1] == '\n' ? 2 : 1;
        break;
    }
    scan_.start(buffer_.data() + begin_, buffer_.data() + end_);
    return found;
}

void CsvReader::keep_refused_cells() {
    mend_cells();
    refused_cells_.clear();
    for (std::size_t cell = 0; cell < count_; ++cell) refused_cells_.push_back(readable_text(cells_[cell]));
}

/// Where marks are not closed nobody can tell what belongs to which cell: each separator parts.
void CsvReader::keep_refused_line(std::string_view line) {
    refused_cells_.clear();
    for (std::size_t begin = 0; begin <= line.size();) {
        const bool is_last = refused_cells_.size() + 1 == wanted_.limits.columns;
        const auto end = is_last ? line.size() : std::min(line.find(dialect_.separator, begin), line.size());
        // Made readable a byte can take three.
        refused_cells_.push_back(readable_text(line.substr(begin, std::min(end - begin, wanted_.limits.cell / 2))));
        begin = end + 1;
    }
}

CsvReader::Found CsvReader::refuse_row(std::string key, Parameters more) {
    auto column = std::to_string(count_ + 1);
    if (count_ < header_.size() && !header_[count_].empty()) column += " (" + header_[count_] + ")";
    Parameters parameters = {{"line", std::to_string(line_ + lines_in_row_)}, {"column", std::move(column)}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    refusal_ = refuse(RefusalKind::invalid, std::move(key), std::move(parameters));
    return Found::refused;
}

CsvReader::Found CsvReader::refuse_rest(std::string key, Parameters more) {
    fatal_ = true;
    return refuse_row(std::move(key), std::move(more));
}

}  // namespace kartei::documents
