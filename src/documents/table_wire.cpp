#include "documents/table_wire.hpp"

#include <algorithm>
#include <cstring>

#include "base/texts.hpp"
#include "documents/utf8_check.hpp"

namespace kartei::documents {
namespace {

constexpr std::size_t length_bytes = 4;
constexpr std::size_t longest_text = 2 << 20, most_texts = 20'000, longest_key = 100, most_issues = 100;

enum : char { header_mark = 'H', row_mark = 'R', refusal_mark = 'F', failure_mark = 'X', end_mark = 'E' };

/// Seven bits a byte, the lowest first.
void put_number(std::string& out, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) out += static_cast<char>(number | 0x80);
    out += static_cast<char>(number);
}

void put_text(std::string& out, std::string_view text) {
    put_number(out, text.size());
    out += text;
}

void put_texts(std::string& out, const std::vector<std::string>& texts) {
    put_number(out, texts.size());
    for (const auto& text : texts) put_text(out, text);
}

void put_dialect(std::string& out, const std::optional<CsvDialect>& dialect) {
    put_number(out, dialect.has_value());
    if (!dialect) return;
    for (const auto number : {static_cast<int>(dialect->encoding), static_cast<int>(dialect->byte_order_mark),
                              static_cast<int>(static_cast<unsigned char>(dialect->separator)),
                              static_cast<int>(dialect->separator_line)})
        put_number(out, static_cast<std::uint64_t>(number));
}

bool is_clean(std::string_view text) {
    return valid_utf8_length(text) == text.size() && text.find('\0') == std::string_view::npos;
}

/// The numbers of an order that are plain ones, each with the largest that makes sense.
std::vector<std::uint64_t> numbers_of(const ReadingOrder& order) {
    const auto& [packed, unpacked, ratio, entries, strings, markup, columns, cell, row] = order.wanted.xlsx;
    const auto& csv = order.wanted.csv;
    return {order.memory, order.cpu_seconds, packed, unpacked, ratio, entries, strings, markup, columns, cell, row,
            csv.limits.columns, csv.limits.cell, csv.limits.row, csv.quotes,
            csv.encoding ? 1 + static_cast<std::uint64_t>(*csv.encoding) : 0,
            csv.separator ? 1 + static_cast<std::uint64_t>(static_cast<unsigned char>(*csv.separator)) : 0,
            static_cast<std::uint64_t>(order.wanted.heading_row), static_cast<std::uint64_t>(order.form.digits)};
}

void take_numbers(ReadingOrder& order, const std::vector<std::uint64_t>& numbers) {
    auto next = numbers.begin();
    auto& [packed, unpacked, ratio, entries, strings, markup, columns, cell, row] = order.wanted.xlsx;
    for (auto* number : {&order.memory, &order.cpu_seconds, &packed, &unpacked, &ratio, &entries, &strings, &markup})
        *number = *next++;
    auto& csv = order.wanted.csv;
    for (auto* number : {&columns, &cell, &row, &csv.limits.columns, &csv.limits.cell, &csv.limits.row})
        *number = static_cast<std::size_t>(*next++);
    csv.quotes = *next++ != 0;
    if (const auto encoding = *next++; encoding > 0) csv.encoding = static_cast<Encoding>(encoding - 1);
    if (const auto separator = *next++; separator > 0) csv.separator = static_cast<char>(separator - 1);
    order.wanted.heading_row = static_cast<std::int64_t>(*next++);
    order.form.digits = static_cast<std::int64_t>(*next++);
}

}  // namespace

std::string packed_order(const ReadingOrder& order) {
    std::string packed;
    put_text(packed, order.file_name);
    put_text(packed, order.wanted.sheet);
    put_text(packed, order.form.form);
    put_texts(packed, order.wanted.csv.headings);
    for (const auto number : numbers_of(order)) put_number(packed, number);
    return packed;
}

// --- writing

void FrameWriter::begin() { frame_.assign(length_bytes, '\0'); }

std::string_view FrameWriter::take(const TableReader* table) {
    std::string progress;
    put_number(progress, table ? table->bytes_read() : 0);
    put_number(progress, table ? table->bytes_total() : 0);
    put_dialect(progress, table ? table->csv_dialect() : std::nullopt);
    sent_.swap(frame_);
    begin();
    sent_.insert(length_bytes, progress);
    const auto length = static_cast<std::uint32_t>(sent_.size() - length_bytes);
    std::memcpy(sent_.data(), &length, length_bytes);
    return sent_;
}

void FrameWriter::header(const TableReader& table) {
    frame_ += header_mark;
    put_texts(frame_, table.header());
    put_texts(frame_, table.sheet_names());
}

void FrameWriter::row(const TableReader& table) {
    frame_ += row_mark;
    put_number(frame_, static_cast<std::uint64_t>(table.line()));
    for (const auto cell : table.cells()) put_number(frame_, cell.size());
    for (const auto cell : table.cells()) frame_ += cell;
}

void FrameWriter::refusal(const Refusal& refusal, bool may_continue, std::int64_t line,
                          const std::vector<std::string>& refused_cells) {
    frame_ += refusal_mark;
    for (const auto number : {static_cast<std::int64_t>(refusal.kind), static_cast<std::int64_t>(may_continue), line,
                              static_cast<std::int64_t>(refusal.issues.size())})
        put_number(frame_, static_cast<std::uint64_t>(number));
    for (const auto& issue : refusal.issues) {
        put_text(frame_, issue.field);
        put_text(frame_, issue.key);
        put_number(frame_, issue.parameters.size());
        for (const auto& [name, value] : issue.parameters) put_text(frame_, name), put_text(frame_, value);
    }
    put_texts(frame_, refused_cells);
}

void FrameWriter::failure(ReadingFailure failure) {
    frame_ += failure_mark;
    put_number(frame_, static_cast<std::uint64_t>(failure));
}

void FrameWriter::end() { frame_ += end_mark; }

// --- reading

std::uint64_t FrameReader::number() {
    std::uint64_t number = 0;
    for (int shift = 0; shift < 63; shift += 7) {
        if (at_ == end_) break;
        const auto byte = static_cast<unsigned char>(*at_++);
        number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) return number;
    }
    broken_ = true;
    return 0;
}

std::string_view FrameReader::text(std::size_t longest) {
    const auto size = number();
    if (broken_ || size > longest || size > static_cast<std::size_t>(end_ - at_)) return fails(), std::string_view();
    const std::string_view text(at_, size);
    at_ += size;
    if (!is_clean(text)) broken_ = true;
    return text;
}

std::vector<std::string> FrameReader::texts(std::size_t most) {
    std::vector<std::string> list;
    const auto count = number();
    if (count > most) broken_ = true;
    for (std::uint64_t i = 0; i < count && !broken_; ++i) list.emplace_back(text(longest_text));
    return list;
}

bool FrameReader::begin(std::string_view frame) {
    at_ = frame.data();
    end_ = at_ + frame.size();
    broken_ = false;
    bytes_read = number();
    bytes_total = number();
    dialect.reset();
    if (number() == 1) {
        const auto encoding = number(), mark = number(), separator = number(), line = number();
        if (encoding > static_cast<std::uint64_t>(last_encoding) || separator > 0x7f) broken_ = true;
        else dialect = {static_cast<Encoding>(encoding), mark == 1, static_cast<char>(separator), line == 1};
    }
    return !broken_;
}

FrameReader::Kind FrameReader::next() {
    if (broken_) return Kind::broken;
    if (at_ == end_) return Kind::nothing_left;
    switch (*at_++) {
        case header_mark: return read_header() ? Kind::header : Kind::broken;
        case row_mark: return read_row() ? Kind::row : Kind::broken;
        case refusal_mark: return read_refusal() ? Kind::refusal : Kind::broken;
        case failure_mark: {
            const auto kind = number();
            failure = kind > static_cast<std::uint64_t>(ReadingFailure::other) ? ReadingFailure::other
                                                                               : static_cast<ReadingFailure>(kind);
            return broken_ ? Kind::broken : Kind::failure;
        }
        case end_mark: return at_ == end_ ? Kind::end : Kind::broken;
        default: return fails(), Kind::broken;
    }
}

bool FrameReader::read_header() {
    headings = texts(most_texts);
    sheets = texts(most_texts);
    if (headings.empty()) broken_ = true;
    return !broken_;
}

/// All cells stand behind each other: they are looked at in one go, then each must begin where a character does.
bool FrameReader::read_row() {
    line = static_cast<std::int64_t>(number());
    sizes_.clear();
    std::size_t sum = 0;
    for (std::size_t i = 0; i < headings.size() && !broken_; ++i) {
        const auto size = number();
        if (size > largest_frame) broken_ = true;
        sizes_.push_back(static_cast<std::size_t>(size));
        sum += sizes_.back();
    }
    if (broken_ || headings.empty() || sum > static_cast<std::size_t>(end_ - at_)) return !fails();
    if (!is_clean({at_, sum})) return !fails();
    cells.clear();
    for (const auto size : sizes_) {
        if (size > 0 && (static_cast<unsigned char>(*at_) & 0xc0) == 0x80) return !fails();
        cells.emplace_back(at_, size);
        at_ += size;
    }
    return true;
}

bool FrameReader::read_refusal() {
    const auto kind = number();
    may_continue = number() == 1;
    line = static_cast<std::int64_t>(number());
    const auto issues = number();
    if (kind > static_cast<std::uint64_t>(RefusalKind::unavailable) || issues == 0 || issues > most_issues)
        return !fails();
    refusal = {static_cast<RefusalKind>(kind), {}};
    for (std::uint64_t i = 0; i < issues && !broken_; ++i) {
        Issue issue{std::string(text(longest_key)), std::string(text(longest_key)), {}};
        const auto parameters = number();
        if (parameters > most_issues || (!broken_ && !has_text(issue.key))) broken_ = true;
        for (std::uint64_t at = 0; at < parameters && !broken_; ++at) {
            std::string name(text(longest_key));
            issue.parameters.emplace_back(std::move(name), text(longest_text));
        }
        refusal.issues.push_back(std::move(issue));
    }
    refused_cells = texts(most_texts);
    return !broken_;
}

std::optional<ReadingOrder> unpacked_order(std::string_view packed) {
    ReadingOrder order;
    // The order comes from ourselves, but is read with the same care.
    std::size_t at = 0;
    bool broken = false;
    const auto number = [&] {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 63 && at < packed.size(); shift += 7) {
            const auto byte = static_cast<unsigned char>(packed[at++]);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        broken = true;
        return std::uint64_t{0};
    };
    const auto text = [&] {
        const auto size = number();
        if (broken || size > packed.size() - at) return broken = true, std::string();
        at += size;
        return std::string(packed.substr(at - size, size));
    };
    order.file_name = text();
    order.wanted.sheet = text();
    order.form.form = text();
    const auto headings = number();
    for (std::uint64_t i = 0; i < headings && !broken; ++i) order.wanted.csv.headings.push_back(text());
    std::vector<std::uint64_t> numbers(numbers_of(order).size());
    for (auto& value : numbers) value = number();
    if (broken || at != packed.size()) return std::nullopt;
    take_numbers(order, numbers);
    return order;
}

}  // namespace kartei::documents
