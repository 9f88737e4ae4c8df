#include "documents/xlsx_reader.hpp"

#include <algorithm>
#include <charconv>

#include "documents/formula_guard.hpp"
#include "documents/xlsx_markup.hpp"

namespace kartei::documents {
namespace {

template <class Number>
Number number_of(std::string_view text, Number otherwise) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : otherwise;
}

/// 27 for "AB12"; `otherwise` when the cell does not say where it stands.
std::size_t column_of(std::string_view reference, std::size_t otherwise) {
    std::size_t column = 0;
    for (const char letter : reference.substr(0, 4)) {
        if (letter < 'A' || letter > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(letter - 'A' + 1);
    }
    return column == 0 ? otherwise : column - 1;
}

}  // namespace

XlsxReader::XlsxReader(std::unique_ptr<ZipPackage> package, XlsxBook book)
    : package_(std::move(package)), book_(std::move(book)) {}

Result<std::unique_ptr<XlsxReader>> XlsxReader::open(const std::filesystem::path& path, const std::string& sheet,
                                                     const XlsxLimits& limits) {
    return open(TRY(ZipPackage::open(path, limits)), sheet);
}

Result<std::unique_ptr<XlsxReader>> XlsxReader::open(std::unique_ptr<ZipPackage> package, const std::string& sheet,
                                                     std::int64_t heading_row) {
    auto book = TRY(read_book(*package, sheet));
    std::unique_ptr<XlsxReader> reader(new XlsxReader(std::move(package), std::move(book)));
    reader->part_ = TRY(XmlPart::open(*reader->package_, reader->book_.sheet_part, *reader));
    TRY(reader->read_header(heading_row));
    return reader;
}

/// The first row with content, or the one on which the headings are said to stand; its columns end with the last
/// heading.
Result<Done> XlsxReader::read_header(std::int64_t heading_row) {
    do {
        if (!TRY(next())) return refuse(RefusalKind::invalid, "error.table_empty");
    } while (line_ < heading_row);
    for (const auto cell : row_) header_.push_back(heading_of(cell));
    while (!header_.empty() && header_.back().empty()) header_.pop_back();
    if (header_.empty()) return refuse(RefusalKind::invalid, "error.table_empty");
    row_ = {};
    for (auto& cell : laid_out_) cell = {};
    laid_out_.resize(header_.size());
    filled_.clear();
    return Done{};
}

Result<bool> XlsxReader::next() {
    row_ = {};
    while (!fatal_) {
        cells_.clear();
        row_text_.clear();
        auto paused = part_->advance();
        if (!paused) {
            refusal_ = paused.refusal();
            fatal_ = true;
            break;
        }
        if (!*paused) return false;
        line_ = row_number_;
        if (!cells_.empty()) return lay_out();
    }
    return *refusal_;
}

/// Cells side by side, as wide as the header; the header itself as wide as it is.
Result<bool> XlsxReader::lay_out() {
    for (const auto column : filled_) laid_out_[column] = {};
    filled_.clear();
    const auto width = header_.empty() ? package_->limits().columns : header_.size();
    for (const auto& cell : cells_) {
        if (cell.column >= width) {
            keep_refused_cells();
            return refusal("error.table_too_many_cells", cell.column, {{"columns", std::to_string(width)}});
        }
        if (cell.column >= laid_out_.size()) laid_out_.resize(cell.column + 1);
        laid_out_[cell.column] = content(cell);
        filled_.push_back(cell.column);
    }
    row_ = laid_out_;
    return true;
}

std::string_view XlsxReader::content(const Cell& cell) const {
    return without_guard(cell.shared != nullptr ? *cell.shared
                                                : std::string_view(row_text_).substr(cell.begin, cell.size));
}

void XlsxReader::keep_refused_cells() {
    refused_cells_.clear();
    for (const auto& cell : cells_) {
        if (cell.column >= refused_cells_.size()) refused_cells_.resize(cell.column + 1);
        refused_cells_[cell.column] = content(cell);
    }
}

void XlsxReader::element_begins(std::string_view name, const XmlAttributes& attributes) {
    if (name == "sheetData") in_rows_ = true;
    if (!in_rows_) return;
    if (name == "row") begin_row(attributes);
    else if (name == "c") begin_cell(attributes);
    else if (name == "rPh") ++spoken_;
    else if (name == "v" || name == "t") in_value_ = in_cell_ && spoken_ == 0;
}

void XlsxReader::element_ends(std::string_view name) {
    if (!in_rows_) return;
    if (name == "v" || name == "t") in_value_ = false;
    else if (name == "rPh") --spoken_;
    else if (name == "c") end_cell();
    else if (name == "row") part_->pause();
    else if (name == "sheetData") in_rows_ = false;
}

void XlsxReader::text(std::string_view piece) {
    if (!in_value_) return;
    const auto& limits = package_->limits();
    if (raw_.size() + piece.size() > limits.cell) return part_->give_up(refusal("error.table_cell_too_long", column_));
    if (row_text_.size() + raw_.size() + piece.size() > limits.row)
        return part_->give_up(refusal("error.table_row_too_long", column_));
    raw_ += piece;
}

void XlsxReader::begin_row(const XmlAttributes& attributes) {
    row_number_ = number_of<std::int64_t>(attributes["r"], row_number_ + 1);
    column_ = static_cast<std::size_t>(-1);
}

void XlsxReader::begin_cell(const XmlAttributes& attributes) {
    in_cell_ = true;
    raw_.clear();
    column_ = column_of(attributes["r"], column_ + 1);
    const auto most = package_->limits().columns;
    if (column_ >= most || cells_.size() >= most)
        return part_->give_up(refusal("error.table_too_many_columns", column_));
    const auto type = attributes["t"];
    const bool is_text = type == "inlineStr" || type == "str" || type == "d" || type == "e";
    kind_ = type == "s"   ? CellKind::shared
            : type == "b" ? CellKind::yes_no
            : is_text     ? CellKind::text
                          : CellKind::number;
    const auto style = number_of<std::size_t>(attributes["s"], 0);
    format_ = style < book_.styles.size() ? book_.styles[style] : NumberFormat{};
}

void XlsxReader::end_cell() {
    in_cell_ = false;
    if (raw_.empty()) return;
    if (kind_ == CellKind::shared) return take_shared();
    const auto begin = row_text_.size();
    if (kind_ == CellKind::number) append_number(row_text_, raw_, format_, book_.from_1904);
    else if (kind_ == CellKind::text) append_unescaped(row_text_, raw_);
    else row_text_ += raw_ == "1" || raw_ == "true" ? '1' : '0';
    cells_.push_back({column_, begin, row_text_.size() - begin, nullptr});
}

void XlsxReader::take_shared() {
    const auto* shared = book_.strings.find(number_of<std::size_t>(raw_, static_cast<std::size_t>(-1)));
    if (shared == nullptr)
        return part_->give_up(refuse(RefusalKind::invalid, "error.xlsx_broken", {{"part", book_.sheet_part}}));
    if (!shared->empty()) cells_.push_back({column_, 0, 0, shared});
}

Refusal XlsxReader::refusal(std::string key, std::size_t column, Parameters more) const {
    auto name = markup::column_letters(column);
    if (column < header_.size() && !header_[column].empty()) name += " (" + header_[column] + ")";
    Parameters parameters = {{"line", std::to_string(row_number_)}, {"column", std::move(name)}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    return refuse(RefusalKind::invalid, std::move(key), std::move(parameters));
}

}  // namespace kartei::documents
