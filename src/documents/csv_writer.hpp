// Writes CSV: standard (UTF-8, comma, LF, decimal point) and as German and Dutch Excel open it at a double click
// (files.md). Quotes only where a reader needs it; texts that a spreadsheet would run as a formula get an apostrophe
// (formula_guard.hpp), numbers never do. Knows no field and no rule. What is written here is read back by CsvReader
// without a change.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "documents/byte_sink.hpp"
#include "documents/table_writer.hpp"

namespace kartei::documents {

struct CsvStyle {
    char separator = ',';
    char decimal = '.';
    bool excel = false;    ///< byte order mark, CRLF
    bool harmless = true;  ///< false only for a program as the receiver: texts go out bare, even "=1+1"

    std::string_view line_end() const { return excel ? "\r\n" : "\n"; }
};

inline constexpr CsvStyle csv_standard{};
inline constexpr CsvStyle csv_excel{.separator = ';', .decimal = ',', .excel = true};

/// "standard", "excel-de", "excel-nl" (the two mean the same bytes).
std::optional<CsvStyle> csv_style(std::string_view name);

// The quick way, for callers that fill a buffer themselves: one cell each, without the separator.
void append_text(std::string& out, std::string_view text, const CsvStyle& style = csv_standard);
void append_integer(std::string& out, std::int64_t number);
void append_money(std::string& out, std::int64_t minor_units, int digits, const CsvStyle& style = csv_standard);
/// Byte order mark where the style has one, and the row of headings.
void append_beginning(std::string& out, std::span<const Column> columns, const CsvStyle& style = csv_standard);

/// The comfortable way.
class CsvWriter final : public TableWriter {
public:
    /// The sink must outlive the writer.
    CsvWriter(ByteSink& sink, std::span<const Column> columns, CsvStyle style = csv_standard);

    void text(std::string_view text) override { append_text(cell(), text, style_); }
    void integer(std::int64_t number) override { append_integer(cell(), number); }
    void money(std::int64_t minor_units, int digits) override { append_money(cell(), minor_units, digits, style_); }
    void date(std::string_view iso) override { text(iso); }
    void date_time(std::string_view iso) override { text(iso); }
    void yes_no(bool yes) override { cell() += yes ? '1' : '0'; }
    void empty() override { cell(); }
    Result<Done> end_row() override;
    Result<Done> finish(const Parameters& manifest = {}) override;

private:
    std::string& cell() {
        if (cells_++ > 0) buffer_ += style_.separator;
        return buffer_;
    }

    ByteSink& sink_;
    CsvStyle style_;
    std::size_t columns_, cells_ = 0, row_begin_;
    std::string buffer_;
};

}  // namespace kartei::documents
