#include "lists/text_rows.hpp"

#include "lists/export_cells.hpp"

namespace kartei::lists {

std::string TextRows::beginning() const {
    if (options_.format == ExportFormat::json) return "[";
    std::string out;
    documents::append_beginning(out, headings_of(columns_, options_), options_.csv);
    return out;
}

void TextRows::add(std::string& out, const Row& row, bool new_customer) {
    if (options_.format == ExportFormat::csv) add_csv(out, row, new_customer);
    else add_json(out, row);
}

void TextRows::add_csv(std::string& out, const Row& row, bool new_customer) {
    const auto start = out.size();
    CsvCells cells(out, options_.csv, digits_);
    for (std::size_t i = 0; i < columns_.size();) {
        if (i > 0) out += options_.csv.separator;
        if (!columns_[i].of_customer) {
            write(columns_[i++], row, cells);
            continue;
        }
        auto end = i;
        while (end < columns_.size() && columns_[end].of_customer) ++end;
        out += block(i, end, row, new_customer);
        i = end;
    }
    // A row without content would read as a blank line, which readers skip.
    if (out.size() - start + 1 == columns_.size()) out.insert(start, "\"\"");
    out += options_.csv.line_end();
}

const std::string& TextRows::block(std::size_t first, std::size_t end, const Row& row, bool new_customer) {
    auto& block = blocks_[first];
    if (!new_customer && !block.empty()) return block;
    block.clear();
    CsvCells cells(block, options_.csv, digits_);
    for (auto at = first; at < end; ++at) {
        if (at > first) block += options_.csv.separator;
        write(columns_[at], row, cells);
    }
    return block;
}

void TextRows::write(const Column& column, const Row& row, Cells& cells) {
    if (!options_.headings) return column.write(row, cells);
    InWords words(cells, *options_.headings, &times_);
    words.of(column);
    column.write(row, words);
}

void TextRows::add_json(std::string& out, const Row& row) const {
    out += ",\n";
    JsonCells cells(out, digits_);
    cells.json().begin_object();
    for (const auto& column : columns_) {
        cells.json().name(column.name);
        column.write(row, cells);
    }
    cells.json().end_object();
}

}  // namespace kartei::lists
