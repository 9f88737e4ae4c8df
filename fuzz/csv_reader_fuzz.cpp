// Any bytes as CSV: never a crash, always valid cells, and what was read can be written and is read again as it was.
// The first two bytes choose how the file arrives and what is forced; the rest is the file.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "documents/csv_reader.hpp"
#include "documents/csv_writer.hpp"
#include "documents/utf8_check.hpp"

using namespace kartei::documents;

namespace {

void demand(bool holds) {
    if (!holds) std::abort();
}

class Drops final : public ByteSource {
public:
    Drops(std::string content, std::size_t size) : content_(std::move(content)), size_(size) {}
    std::size_t read(char* to, std::size_t most) override {
        const auto size = std::min({most, size_, content_.size() - at_});
        content_.copy(to, size, at_);
        at_ += size;
        return size;
    }
    std::uint64_t total() const override { return content_.size(); }

private:
    std::string content_;
    std::size_t size_, at_ = 0;
};

using Row = std::vector<std::string>;

struct Table {
    Row header;
    std::vector<Row> rows;
};

void check_row(const CsvReader& reader, std::int64_t line_before) {
    demand(reader.line() > line_before);
    demand(reader.cells().size() == reader.header().size());
    for (const auto cell : reader.cells())
        demand(valid_utf8_length(cell) == cell.size() && cell.find('\0') == cell.npos);
}

Table read(CsvReader& reader) {
    Table table{reader.header(), {}};
    for (std::int64_t line = 0;;) {
        const auto next = reader.next();
        if (next ? !*next : !reader.may_continue()) break;
        if (next) {
            check_row(reader, line);
            table.rows.emplace_back(reader.cells().begin(), reader.cells().end());
        }
        line = std::max(line, reader.line());
    }
    return table;
}

/// What was read, written and read again, is the same.
void check_round_trip(const Table& table, const CsvStyle& style) {
    MemorySink sink;
    std::vector<Column> columns;
    for (std::size_t column = 0; column < table.header.size(); ++column)
        columns.push_back({"c" + std::to_string(column)});
    CsvWriter writer(sink, columns, style);
    for (const auto& row : table.rows) {
        for (const auto& cell : row) writer.text(cell);
        demand(static_cast<bool>(writer.end_row()));
    }
    demand(static_cast<bool>(writer.finish()));
    CsvWanted wanted;
    wanted.encoding = Encoding::utf8;
    wanted.separator = style.separator;
    auto reader = CsvReader::open(memory_source(sink.content), wanted);
    demand(static_cast<bool>(reader));
    demand(read(*reader).rows == table.rows);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size < 2) return 0;
    const unsigned how = bytes[0], drop = bytes[1];
    std::string content(reinterpret_cast<const char*>(bytes) + 2, size - 2);
    CsvWanted wanted;
    if (how & 1) wanted.separator = ";,\t|"[how >> 1 & 3];
    if (how & 8) wanted.encoding = static_cast<Encoding>(how >> 4 & 3);
    if (how & 64) wanted.limits = {.columns = 8, .cell = 40, .row = 100};
    if (how & 128) wanted.headings = {"a", "b", "c"};
    auto reader = CsvReader::open(std::make_unique<Drops>(std::move(content), drop + 1), wanted);
    if (!reader) return 0;
    const auto table = read(*reader);
    check_round_trip(table, how & 2 ? csv_excel : csv_standard);
    return 0;
}
