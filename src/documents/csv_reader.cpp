#include "documents/csv_reader.hpp"

#include <algorithm>
#include <cstring>

#include "documents/formula_guard.hpp"
#include "documents/utf8_check.hpp"

namespace kartei::documents {
namespace {

constexpr std::size_t first_buffer = 256 << 10;

/// A small file needs no large buffer.
std::size_t room_for(std::uint64_t bytes) {
    return bytes == 0 ? first_buffer : std::max<std::size_t>(bytes + 1, 1 << 10);
}

bool all_blank(const char* begin, const char* end) {
    return std::all_of(begin, end, [](char byte) { return byte == ' ' || byte == '\t'; });
}

/// `""` -> `"`, in place; the shorter text.
std::string_view without_doubled_marks(char* begin, std::size_t size) {
    char* to = begin;
    for (const char *from = begin, *end = begin + size; from < end; ++from) {
        *to++ = *from;
        if (*from == '"') ++from;
    }
    return {begin, static_cast<std::size_t>(to - begin)};
}

}  // namespace

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, CsvWanted wanted)
    : wanted_(std::move(wanted)), decoder_(std::move(source), wanted_.encoding), scan_(',', true),
      buffer_(std::min({first_buffer, wanted_.limits.row, room_for(decoder_.bytes_total())}) + CsvScan::block) {}

Result<CsvReader> CsvReader::open(const std::filesystem::path& path, CsvWanted wanted) {
    return open(TRY(file_source(path)), std::move(wanted));
}

Result<CsvReader> CsvReader::open(std::unique_ptr<ByteSource> source, CsvWanted wanted) {
    CsvReader reader(std::move(source), std::move(wanted));
    TRY(reader.read_beginning());
    return reader;
}

Result<Done> CsvReader::read_beginning() {
    refill();
    dialect_.encoding = decoder_.encoding();
    dialect_.byte_order_mark = decoder_.byte_order_mark();
    const auto sample = [&] { return std::string_view(buffer_.data() + begin_, end_ - begin_); };
    if (const auto named = separator_line(sample())) {
        dialect_.separator_line = true;
        dialect_.separator = named->separator;
        begin_ += named->length;
        next_line_ = 2;
    }
    while (next_line_ < wanted_.heading_row && begin_ < end_) skip_line();
    if (!dialect_.separator_line && !wanted_.separator) {
        const auto first = sample().substr(0, first_buffer / 4);
        dialect_.separator = guess_separator(first, source_ended_ && first.size() == sample().size(), wanted_.quotes);
    }
    if (wanted_.separator) dialect_.separator = *wanted_.separator;
    scan_ = CsvScan(dialect_.separator, wanted_.quotes);
    scan_.start(buffer_.data() + begin_, buffer_.data() + end_);
    if (wanted_.headings.empty()) {
        if (!TRY(next())) return refuse(RefusalKind::invalid, "error.table_empty");
        for (const auto cell : std::span(cells_.data(), count_)) header_.push_back(heading_of(cell));
    } else {
        header_ = std::move(wanted_.headings);
    }
    if (cells_.size() < header_.size()) cells_.resize(header_.size());
    row_ = {};
    return Done{};
}

/// Titles above the headings follow no rule of CSV.
void CsvReader::skip_line() {
    const char* const start = buffer_.data() + begin_;
    const char* const end = buffer_.data() + end_;
    const char* const line_end = std::find_if(start, end, is_line_end);
    begin_ = static_cast<std::size_t>(line_end - buffer_.data());
    if (line_end < end) begin_ += *line_end == '\r' && line_end + 1 < end && line_end[1] == '\n' ? 2 : 1;
    ++next_line_;
}

std::uint64_t CsvReader::bytes_read() const {
    const auto waiting = static_cast<std::uint64_t>(end_ - begin_);
    return decoder_.bytes_read() > waiting ? decoder_.bytes_read() - waiting : 0;
}

Result<bool> CsvReader::next() {
    row_ = {};
    if (fatal_) return *refusal_;
    for (;;) {
        const auto found = read_row();
        if (found == Found::end) return false;
        if (found == Found::refused) return *refusal_;
        const auto bytes = static_cast<std::size_t>(row_end_ - row_begin_);
        if (bytes + 1 == count_) continue;  // nothing but separators
        if (count_ == 1 && header_.size() > 1 && all_blank(row_begin_, row_end_)) continue;
        if (swallows_rows()) {
            count_ = torn_->place.cell;
            lines_in_row_ = torn_->place.lines;
            refuse_line("error.csv_quote_not_closed", torn_->opening);
            return *refusal_;
        }
        mend_cells();
        mendings_.clear();
        if (check_width() == Found::refused) return *refusal_;
        row_ = std::span(cells_.data(), header_.empty() ? count_ : header_.size());
        return true;
    }
}

CsvReader::Found CsvReader::read_row() {
    for (;;) {
        line_ = next_line_;
        lines_in_row_ = 0;
        auto found = scan_row();
        if (found == Found::row && scan_.beyond_ascii()) found = check_encoding();
        if (found == Found::row && nul_) found = check_nul();
        if (found == Found::row) go_behind_row();
        if (found != Found::more) return found;
        refill();
    }
}

CsvReader::Found CsvReader::scan_row() {
    scan_.new_row();
    filled_ = std::max(filled_, count_);
    count_ = 0;
    mendings_.clear();
    nul_.reset();
    torn_.reset();
    row_begin_ = cell_begin_ = buffer_.data() + begin_;
    const char* const end = buffer_.data() + end_;
    for (;;) {
        const char* const mark = scan_.next();
        if (mark == end) return out_of_bytes();
        auto found = Found::cell;
        if (*mark == dialect_.separator) found = cell_ends(cell_begin_, mark, mark);
        else if (is_line_end(*mark)) found = cell_ends(cell_begin_, mark, mark);
        else if (*mark == '\0') nul_ = nul_.value_or(Place{count_, lines_in_row_});
        else if (all_blank(cell_begin_, mark)) found = scan_quoted(mark);
        if (found != Found::cell) return found;
    }
}

/// From the opening mark to behind the cell's end.
CsvReader::Found CsvReader::scan_quoted(const char* opening) {
    const char* const end = buffer_.data() + end_;
    const auto line = line_ + lines_in_row_;
    bool doubled = false;
    for (;;) {
        const char* const mark = scan_.next();
        if (mark == end) return out_of_quoted_bytes(opening, line);
        const bool follows = mark + 1 < end;
        if (*mark == '"' && follows && mark[1] == '"') {
            doubled = true;
            scan_.next();
        } else if ((*mark == '"' || *mark == '\r') && !follows && !source_ended_) {
            return more_bytes();
        } else if (*mark == '"') {
            if (doubled) mendings_.push_back({count_, true});
            return close_quoted(opening, mark, line - line_);
        } else if (*mark == '\0') {
            nul_ = nul_.value_or(Place{count_, lines_in_row_});
        } else if (is_line_end(*mark)) {
            lines_in_row_ += *mark == '\n' || !follows || mark[1] != '\n';
        }
    }
}

/// Behind the closing mark only blanks may stand before the separator or the line's end. What stands there behind
/// several lines is the next cell that is quoted: the mark was never closed.
CsvReader::Found CsvReader::close_quoted(const char* opening, const char* closing, std::int64_t lines_before) {
    const char* const end = buffer_.data() + end_;
    const char* const mark = scan_.next();
    const bool ends_here = mark == end || *mark == dialect_.separator || is_line_end(*mark);
    const bool several_lines = lines_in_row_ > lines_before;
    if (!ends_here || !all_blank(closing + 1, mark)) {
        lines_in_row_ = lines_before;
        return refuse_line(several_lines ? "error.csv_quote_not_closed" : "error.csv_text_after_quote", opening);
    }
    if (mark == end && !source_ended_) return more_bytes();
    if (several_lines && !torn_) torn_ = Torn{opening, closing, {count_, lines_before}};
    return cell_ends(opening + 1, closing, mark);
}

/// Takes the cell; `mark` is the separator, the line's end or the file's end behind it.
inline CsvReader::Found CsvReader::cell_ends(const char* from, const char* to, const char* mark) {
    const auto size = static_cast<std::size_t>(to - from);
    if (size > wanted_.limits.cell) return refuse_rest("error.table_cell_too_long");
    if (count_ == cells_.size()) {
        if (count_ == wanted_.limits.columns) return refuse_rest("error.table_too_many_columns");
        cells_.resize(std::min(wanted_.limits.columns, 2 * count_ + 16));
    }
    cells_[count_] = {from, size};
    if (size > 1 && *from == '\'' && (mendings_.empty() || mendings_.back().cell != count_))
        mendings_.push_back({count_, false});
    ++count_;
    cell_begin_ = mark + 1;
    if (mark != buffer_.data() + end_ && *mark == dialect_.separator) return Found::cell;
    return row_ends(mark);
}

CsvReader::Found CsvReader::row_ends(const char* mark) {
    const char* const end = buffer_.data() + end_;
    row_end_ = row_after_ = mark;
    if (mark < end) ++row_after_;
    if (mark < end && *mark == '\r') {
        if (row_after_ == end && !source_ended_) return more_bytes();
        if (row_after_ < end && *row_after_ == '\n') {
            scan_.next();
            ++row_after_;
        }
    }
    if (static_cast<std::size_t>(mark - row_begin_) > wanted_.limits.row)
        return refuse_rest("error.table_row_too_long");
    return Found::row;
}

/// The buffer ends inside a row.
CsvReader::Found CsvReader::out_of_bytes() {
    const char* const end = buffer_.data() + end_;
    if (!source_ended_) {
        if (static_cast<std::size_t>(end - cell_begin_) > wanted_.limits.cell)
            return refuse_rest("error.table_cell_too_long");
        return more_bytes();
    }
    if (decoder_.broken())
        return refuse_rest("error.csv_encoding", {{"encoding", std::string(encoding_name(dialect_.encoding))}});
    if (row_begin_ == end) return Found::end;
    return cell_ends(cell_begin_, end, end);
}

CsvReader::Found CsvReader::out_of_quoted_bytes(const char* opening, std::int64_t line) {
    const auto size = static_cast<std::size_t>(buffer_.data() + end_ - opening);
    lines_in_row_ = line - line_;  // the refusal names the line where the mark was opened
    if (size > wanted_.limits.cell + 2) {
        const char* const end = buffer_.data() + end_;
        const bool several_lines = std::find_if(opening, end, is_line_end) != end;
        return several_lines ? refuse_line("error.csv_quoted_cell_too_long", opening)
                             : refuse_rest("error.csv_quoted_cell_too_long");
    }
    if (source_ended_ && !decoder_.broken()) return refuse_line("error.csv_quote_not_closed", opening);
    return source_ended_ ? out_of_bytes() : more_bytes();
}

CsvReader::Found CsvReader::more_bytes() {
    const auto size = static_cast<std::size_t>(buffer_.data() + end_ - row_begin_);
    return size > wanted_.limits.row ? refuse_rest("error.table_row_too_long") : Found::more;
}

CsvReader::Found CsvReader::check_encoding() {
    if (dialect_.encoding != Encoding::utf8) return Found::row;  // came out of the converter
    const std::string_view row(row_begin_, static_cast<std::size_t>(row_end_ - row_begin_));
    const auto valid = valid_utf8_length(row);
    if (!decoder_.settled() && std::any_of(row.begin(), row.end(), [](char byte) { return byte & '\x80'; })) {
        const std::string_view pending(row_begin_, static_cast<std::size_t>(buffer_.data() + end_ - row_begin_));
        if (decoder_.settle(pending, source_ended_)) {
            dialect_.encoding = decoder_.encoding();
            end_ = begin_;
            source_ended_ = false;
            return Found::more;
        }
    }
    if (valid == row.size()) return Found::row;
    const char* const place = row.data() + valid;
    const auto cell = std::find_if(cells_.begin(), cells_.begin() + static_cast<std::ptrdiff_t>(count_),
                                   [&](auto content) { return content.data() + content.size() > place; });
    const auto lines = std::count(row.data(), place, '\n');
    keep_refused_cells();
    go_behind_row();
    lines_in_row_ = lines;
    count_ = static_cast<std::size_t>(cell - cells_.begin());
    return refuse_row("error.csv_encoding", {{"encoding", "UTF-8"}});
}

CsvReader::Found CsvReader::check_nul() {
    keep_refused_cells();
    go_behind_row();
    lines_in_row_ = nul_->lines;
    count_ = nul_->cell;
    return refuse_row("error.csv_nul");
}

void CsvReader::go_behind_row() {
    begin_ = static_cast<std::size_t>(row_after_ - buffer_.data());
    next_line_ = line_ + lines_in_row_ + 1;
    filled_ = std::max(filled_, count_);
}

/// Every cell beyond the header must be empty; what a short row lacks is empty.
CsvReader::Found CsvReader::check_width() {
    std::fill(cells_.begin() + static_cast<std::ptrdiff_t>(std::min(count_, filled_)),
              cells_.begin() + static_cast<std::ptrdiff_t>(filled_), std::string_view{});
    filled_ = count_;
    if (header_.empty()) return Found::row;
    for (auto cell = header_.size(); cell < count_; ++cell) {
        if (cells_[cell].empty()) continue;
        keep_refused_cells();
        lines_in_row_ = 0;
        filled_ = count_;
        count_ = cell;
        return refuse_row("error.table_too_many_cells", {{"columns", std::to_string(header_.size())}});
    }
    return Found::row;
}

void CsvReader::mend_cells() {
    for (const auto mending : mendings_) {
        auto& cell = cells_[mending.cell];
        if (mending.doubled_marks)
            cell = without_doubled_marks(buffer_.data() + (cell.data() - buffer_.data()), cell.size());
        cell = without_guard(cell);
    }
}

/// More bytes behind those of the unfinished row, which moves to the front; the scan begins anew with it.
void CsvReader::refill() {
    const auto capacity = buffer_.size() - CsvScan::block;
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (end_ == capacity) buffer_.resize(std::min(2 * capacity, wanted_.limits.row + first_buffer) + CsvScan::block);
    while (end_ < buffer_.size() - CsvScan::block && !source_ended_) {
        const auto got = decoder_.read(buffer_.data() + end_, buffer_.size() - CsvScan::block - end_);
        end_ += got;
        source_ended_ = got == 0;
    }
    if (source_ended_) drop_end_mark();
    scan_.start(buffer_.data(), buffer_.data() + end_);
}

/// DOS programs end a text with Ctrl-Z, some behind a line of its own.
void CsvReader::drop_end_mark() {
    const std::string_view rest(buffer_.data(), end_);
    const auto last = rest.find_last_not_of("\x1a \t\r\n");
    const auto mark = rest.find('\x1a', last == rest.npos ? 0 : last + 1);
    if (mark != rest.npos) end_ = std::max(mark, begin_);
}

}  // namespace kartei::documents
