#include "documents/xlsx_writer.hpp"

#include <algorithm>

#include "documents/csv_writer.hpp"
#include "documents/formula_guard.hpp"
#include "documents/xlsx_markup.hpp"

namespace kartei::documents {
namespace {

constexpr std::size_t packed_at = 256 << 10;
constexpr std::uint64_t sheet_is_full = 3ull << 30;  // bytes of markup; the ZIP entry ends at 4 GiB
constexpr std::int64_t longest_number = 999'999'999'999'999;

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

}  // namespace

Result<std::unique_ptr<XlsxWriter>> XlsxWriter::create(const std::filesystem::path& target, std::vector<Column> columns,
                                                       XlsxStyle style) {
    if (columns.empty() || columns.size() > most_columns)
        return refuse(RefusalKind::too_large, "error.xlsx_columns", {{"max", std::to_string(most_columns)}});
    auto file = TRY(OutputFile::create(target));
    std::unique_ptr<XlsxWriter> writer(new XlsxWriter(std::move(file), std::move(columns), std::move(style)));
    TRY(writer->begin_sheet());
    return writer;
}

XlsxWriter::XlsxWriter(std::unique_ptr<OutputFile> file, std::vector<Column> columns, XlsxStyle style)
    : file_(std::move(file)), zip_(*file_, style.level), columns_(std::move(columns)), style_(std::move(style)) {
    for (std::size_t column = 0; column < std::max<std::size_t>(columns_.size(), 2); ++column)
        letters_.push_back(markup::column_letters(column));
}

Result<Done> XlsxWriter::begin_sheet() {
    sheets_.push_back(markup::sheet_name(style_.sheet, sheets_.size() + 1));
    row_ = 0;
    TRY(zip_.begin("xl/worksheets/sheet" + std::to_string(sheets_.size()) + ".xml"));
    buffer_ = markup::sheet_begin(columns_, sheets_.size() == 1, true);
    for (const auto& column : columns_) {
        open_cell(" s=\"1\" t=\"inlineStr\"><is><t>");
        markup::append_escaped(buffer_, column.heading);
        buffer_ += "</t></is></c>";
    }
    return end_row();
}

Result<Done> XlsxWriter::end_sheet() {
    rows_.push_back(row_);
    buffer_ += markup::sheet_end(columns_.size(), row_);
    TRY(pack());
    return zip_.end();
}

/// The next sheet when this one is full; a refusal waits for end_row().
void XlsxWriter::turn_page() {
    const bool room = row_ < style_.rows_per_sheet && zip_.unpacked() < sheet_is_full;
    if (room || refused_) return;
    auto done = end_sheet();
    if (done) done = begin_sheet();
    if (!done) refused_ = done.refusal();
}

void XlsxWriter::open_row() {
    turn_page();
    row_open_ = true;
    row_number_ = std::to_string(row_ + 1);
    buffer_.append("<row r=\"").append(row_number_).append("\">");
}

/// `<c r="B7"` and what follows it.
void XlsxWriter::open_cell(std::string_view attributes) {
    if (!row_open_) open_row();
    buffer_.append("<c r=\"").append(letters_[column_++]).append(row_number_).append("\"").append(attributes);
}

void XlsxWriter::text(std::string_view text) {
    if (text.empty()) return empty();
    const bool cut = text.size() > longest_text && markup::utf16_units(text) > longest_text;
    const bool blank_ends = is_blank(text.front()) || is_blank(text.back());
    open_cell(blank_ends ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">" : " t=\"inlineStr\"><is><t>");
    // A text that already looks guarded gets one more apostrophe, so that reading it back gives the same text.
    if (text.front() == '\'' && needs_guard(text)) buffer_ += '\'';
    markup::append_escaped(buffer_, cut ? markup::first_units(text, longest_text - 2) : text);
    if (cut) buffer_ += "…", ++cut_texts_;
    buffer_ += "</t></is></c>";
}

void XlsxWriter::number_cell(int style, std::string_view digits) {
    open_cell(" s=\"");
    buffer_ += static_cast<char>('0' + style);
    buffer_.append("\"><v>").append(digits).append("</v></c>");
}

void XlsxWriter::integer(std::int64_t number) {
    std::string digits;
    append_integer(digits, number);
    if (number > longest_number || number < -longest_number) return text(digits);
    number_cell(markup::whole_number, digits);
}

void XlsxWriter::money(std::int64_t minor_units, int digits) {
    std::string amount;
    append_money(amount, minor_units, digits);
    if (minor_units > longest_number || minor_units < -longest_number) return text(amount);
    number_cell(markup::money_0 + std::clamp(digits, 0, 4), amount);
}

void XlsxWriter::date(std::string_view iso) {
    const auto days = iso.size() == 10 ? markup::serial(iso) : std::nullopt;
    days ? number_cell(markup::day, *days) : text(iso);
}

void XlsxWriter::date_time(std::string_view iso) {
    const auto days = markup::serial(iso);
    days ? number_cell(markup::day_and_time, *days) : text(iso);
}

void XlsxWriter::yes_no(bool yes) { open_cell(yes ? " t=\"b\"><v>1</v></c>" : " t=\"b\"><v>0</v></c>"); }

Result<Done> XlsxWriter::end_row() {
    if (!row_open_) open_row();
    buffer_ += "</row>";
    row_open_ = false;
    column_ = 0;
    ++row_;
    if (refused_) return *refused_;
    if (buffer_.size() >= packed_at) TRY(pack());
    return Done{};
}

Result<Done> XlsxWriter::pack() {
    TRY(zip_.write(buffer_));
    buffer_.clear();
    return Done{};
}

Result<Done> XlsxWriter::manifest_sheet(const Parameters& manifest) {
    const std::vector<Column> columns = {{"", ColumnKind::text, 24}, {"", ColumnKind::text, 80}};
    const bool taken = style_.sheet == "manifest";
    sheets_.push_back(markup::sheet_name("manifest", taken ? sheets_.size() + 1 : 1));
    row_ = 0;
    TRY(zip_.begin("xl/worksheets/sheet" + std::to_string(sheets_.size()) + ".xml"));
    buffer_ = markup::sheet_begin(columns, false, false);
    for (const auto& [key, value] : manifest) {
        text(key);
        text(value);
        TRY(end_row());
    }
    buffer_ += markup::sheet_end(0, 0);
    TRY(pack());
    return zip_.end();
}

Result<Done> XlsxWriter::finish(const Parameters& manifest) {
    if (refused_) return *refused_;
    TRY(end_sheet());
    if (!manifest.empty()) TRY(manifest_sheet(manifest));
    TRY(zip_.add("xl/workbook.xml", markup::workbook(sheets_, rows_, columns_.size())));
    TRY(zip_.add("xl/_rels/workbook.xml.rels", markup::workbook_relations(sheets_.size())));
    TRY(zip_.add("xl/styles.xml", markup::styles()));
    TRY(zip_.add("_rels/.rels", markup::root_relations()));
    TRY(zip_.add("[Content_Types].xml", markup::content_types(sheets_.size())));
    TRY(zip_.finish());
    return file_->commit();
}

}  // namespace kartei::documents
