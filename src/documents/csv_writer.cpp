#include "documents/csv_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "documents/formula_guard.hpp"

namespace kartei::documents {
namespace {

constexpr std::size_t flushed_at = 256 << 10;

constexpr std::uint64_t in_each_byte(char byte) { return 0x0101010101010101u * static_cast<unsigned char>(byte); }

/// Top bits set where a byte of the word is zero (and perhaps in a byte above such a one).
constexpr std::uint64_t zero_bytes(std::uint64_t word) {
    return (word - in_each_byte(1)) & ~word & in_each_byte('\x80');
}

/// Holds a separator, quotation mark or line end. Eight bytes at a time: most of the time of an export is spent here.
bool must_quote(std::string_view text, char separator) {
    const auto separators = in_each_byte(separator);
    const auto found = [&](const char* at) {
        std::uint64_t word;
        std::memcpy(&word, at, sizeof word);
        return (zero_bytes(word ^ separators) | zero_bytes(word ^ in_each_byte('"')) |
                zero_bytes(word ^ in_each_byte('\n')) | zero_bytes(word ^ in_each_byte('\r'))) != 0;
    };
    const char* const end = text.data() + text.size();
    if (text.size() < 8)
        return std::any_of(text.begin(), text.end(),
                           [=](char byte) { return byte == separator || byte == '"' || byte == '\n' || byte == '\r'; });
    for (const char* at = text.data(); at + 8 <= end; at += 8)
        if (found(at)) return true;
    return found(end - 8);
}

/// First bytes of texts that needs_guard() has to look at: blanks, controls, leads of invisible characters, = + - @ and
/// '.
constexpr std::array<bool, 256> may_guard = [] {
    std::array<bool, 256> table{};
    for (unsigned byte = 0; byte <= 0x20; ++byte) table[byte] = true;
    for (const unsigned char byte : {0x7f, 0xc2, 0xe1, 0xe2, 0xe3, 0xef}) table[byte] = true;
    for (const unsigned char byte : {'=', '+', '-', '@', '\''}) table[byte] = true;
    return table;
}();

void append_quoted(std::string& out, std::string_view text, bool guard) {
    out += '"';
    if (guard) out += '\'';
    for (std::size_t at = 0;;) {
        const auto mark = text.find('"', at);
        out.append(text, at, mark - at);
        if (mark == text.npos) break;
        out += "\"\"";
        at = mark + 1;
    }
    out += '"';
}

std::uint64_t magnitude(std::int64_t number) {
    return number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
}

}  // namespace

std::optional<CsvStyle> csv_style(std::string_view name) {
    if (name == "standard") return csv_standard;
    if (name == "excel-de" || name == "excel-nl") return csv_excel;
    return std::nullopt;
}

void append_text(std::string& out, std::string_view text, const CsvStyle& style) {
    if (text.empty()) return;
    const bool guard = style.harmless && may_guard[static_cast<unsigned char>(text.front())] && needs_guard(text);
    if (must_quote(text, style.separator)) return append_quoted(out, text, guard);
    if (guard) out += '\'';
    out.append(text);
}

void append_integer(std::string& out, std::int64_t number) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void append_money(std::string& out, std::int64_t minor_units, int digits, const CsvStyle& style) {
    std::array<char, 24> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), magnitude(minor_units)).ptr;
    const auto size = static_cast<std::size_t>(end - text.data()), behind = static_cast<std::size_t>(digits);
    if (minor_units < 0) out += '-';
    out.append(text.data(), size > behind ? size - behind : 0);
    if (size <= behind) out += '0';
    if (behind == 0) return;
    out += style.decimal;
    if (size < behind) out.append(behind - size, '0');
    out.append(text.data() + (size > behind ? size - behind : 0), std::min(size, behind));
}

void append_beginning(std::string& out, std::span<const Column> columns, const CsvStyle& style) {
    if (style.excel) out += "\xef\xbb\xbf";
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (column > 0) out += style.separator;
        append_text(out, columns[column].heading, style);
    }
    out += style.line_end();
}

CsvWriter::CsvWriter(ByteSink& sink, std::span<const Column> columns, CsvStyle style)
    : sink_(sink), style_(style), columns_(columns.size()) {
    append_beginning(buffer_, columns, style_);
    row_begin_ = buffer_.size();
}

Result<Done> CsvWriter::end_row() {
    while (cells_ < columns_) cell();
    // A row without content would read as a blank line, which readers skip.
    if (buffer_.size() - row_begin_ + 1 == columns_) buffer_.insert(row_begin_, "\"\"");
    buffer_ += style_.line_end();
    cells_ = 0;
    if (buffer_.size() >= flushed_at) {
        TRY(sink_.write(buffer_));
        buffer_.clear();
    }
    row_begin_ = buffer_.size();
    return Done{};
}

Result<Done> CsvWriter::finish(const Parameters&) {
    TRY(sink_.write(buffer_));
    buffer_.clear();
    row_begin_ = 0;
    return Done{};
}

}  // namespace kartei::documents
