// Reads CSV row by row in bounded memory, 16 MiB at the very most: dialect found or forced, quoted cells with line
// breaks and doubled marks, every kind of line end (RFC 4180 and what programs make of it). Knows no field and no rule
// of the business. Takes off the one apostrophe that makes a cell harmless for spreadsheets (formula_guard.hpp). Rows
// without any content are skipped. Invariants: those of TableReader; cells are views into the buffer, nothing is
// allocated per cell or row.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "documents/csv_scan.hpp"
#include "documents/table_reader.hpp"
#include "documents/text_decoder.hpp"

namespace kartei::documents {

class CsvReader final : public TableReader {
public:
    /// Reads the beginning: dialect and header. Refusals: error.table_file_unreadable, error.table_empty, and those of
    /// next().
    static Result<CsvReader> open(const std::filesystem::path& path, CsvWanted wanted = {});
    static Result<CsvReader> open(std::unique_ptr<ByteSource> source, CsvWanted wanted = {});

    CsvReader(CsvReader&&) = default;
    CsvReader& operator=(CsvReader&&) = default;

    const CsvDialect& dialect() const { return dialect_; }
    std::optional<CsvDialect> csv_dialect() const override { return dialect_; }

    /// Refusals, each with line and column. For one row: csv_encoding (UTF-8 broken), csv_nul, table_too_many_cells.
    /// For one line, where a quotation mark was opened and the cell does not end with it: error.csv_text_after_quote,
    /// csv_quote_not_closed, csv_quoted_cell_too_long; what it swallowed is read as rows of their own. For the rest of
    /// the file: table_cell_too_long, table_row_too_long, table_too_many_columns, csv_encoding (UTF-16 broken).
    Result<bool> next() override;
    bool may_continue() const override { return !fatal_; }

    std::uint64_t bytes_read() const override;
    std::uint64_t bytes_total() const override { return decoder_.bytes_total(); }

private:
    enum class Found { cell, row, end, refused, more };

    CsvReader(std::unique_ptr<ByteSource> source, CsvWanted wanted);
    Result<Done> read_beginning();
    void skip_line();

    Found read_row();
    Found scan_row();
    Found scan_quoted(const char* opening);
    Found close_quoted(const char* opening, const char* closing, std::int64_t lines_before);
    Found cell_ends(const char* from, const char* to, const char* mark);
    Found row_ends(const char* mark);
    Found out_of_bytes();
    Found out_of_quoted_bytes(const char* opening, std::int64_t line);
    Found more_bytes();
    Found check_encoding();
    Found check_nul();
    Found check_width();
    bool swallows_rows() const;
    void mend_cells();
    void refill();
    void drop_end_mark();

    Found refuse_line(std::string key, const char* place);
    void go_behind_row();
    void keep_refused_cells();
    void keep_refused_line(std::string_view line);
    Found refuse_row(std::string key, Parameters more = {});
    Found refuse_rest(std::string key, Parameters more = {});

    struct Mending {
        std::size_t cell;
        bool doubled_marks;
    };
    /// A place inside the row: the cell, and how many lines are before it.
    struct Place {
        std::size_t cell;
        std::int64_t lines;
    };
    /// A quoted cell that goes over several lines.
    struct Torn {
        const char *opening, *closing;
        Place place;
    };

    CsvWanted wanted_;
    CsvDialect dialect_;
    TextDecoder decoder_;
    CsvScan scan_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0, end_ = 0;  // bytes of the buffer that are not used up
    bool source_ended_ = false;

    // the row being scanned
    std::vector<std::string_view> cells_;
    std::size_t count_ = 0, filled_ = 0;  // cells of this row; cells of the last row that may not be empty
    std::vector<Mending> mendings_;
    const char *row_begin_ = nullptr, *cell_begin_ = nullptr, *row_end_ = nullptr, *row_after_ = nullptr;
    std::int64_t lines_in_row_ = 0;
    std::optional<Place> nul_;
    std::optional<Torn> torn_;  // the first of the row

    std::int64_t next_line_ = 1;
    std::optional<Refusal> refusal_;
    bool fatal_ = false;
};

}  // namespace kartei::documents
