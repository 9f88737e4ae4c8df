// Rows of a table that somebody sent us, whatever the file is: CSV and XLSX offer the same face to the imports.
// Knows rows, cells and lines; knows no field, no business rule and no database.
// Invariant: after next() gave true, cells() is exactly as wide as header(), every cell is valid UTF-8 without NUL, and
// the views stay valid until the next call of next(). Read csv_reader.hpp and xlsx_reader.hpp next.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "documents/csv_dialect.hpp"
#include "documents/descriptor.hpp"
#include "documents/xlsx_limits.hpp"

namespace kartei::documents {

class TableReader {
public:
    virtual ~TableReader() = default;
    TableReader(const TableReader&) = delete;
    TableReader& operator=(const TableReader&) = delete;

    /// The headings, blanks at both ends taken off; cells keep theirs (see trimmed()).
    const std::vector<std::string>& header() const { return header_; }

    /// The next row that is not blank: true = there is one, false = the end. A refusal names line and column and
    /// concerns one row while may_continue() says so (the next call goes on behind it), else the whole rest of the
    /// file.
    virtual Result<bool> next() = 0;
    virtual bool may_continue() const = 0;
    /// From any thread: whoever waits in next() for a process that reads for us need not wait longer; the rest of the
    /// file is refused. Readers of this process go on to the end of the row.
    virtual void stop() {}

    /// A short row is filled up with empty cells; cells beyond the header are refused unless they are empty.
    std::span<const std::string_view> cells() const { return row_; }
    /// Physical line on which the row begins (CSV) or row number of the sheet (XLSX), counted from 1; after a refusal
    /// the line of the refused row.
    std::int64_t line() const { return line_; }

    /// After a refusal of one row: what stands in it, as far as cells can be told apart, more or fewer than headings.
    /// What is no text is made one: bytes that are not UTF-8 are read as Windows-1252, NUL is shown as its picture.
    const std::vector<std::string>& refused_cells() const { return refused_cells_; }

    /// For progress; the same unit for both, bytes_total() may be an estimate and is 0 when unknown.
    virtual std::uint64_t bytes_read() const = 0;
    virtual std::uint64_t bytes_total() const = 0;

    /// For a preview: what a CSV file was found to be; none for XLSX. The encoding may still settle while rows are
    /// read.
    virtual std::optional<CsvDialect> csv_dialect() const { return std::nullopt; }
    virtual std::vector<std::string> sheet_names() const { return {}; }  ///< of a workbook; none for CSV

protected:
    TableReader() = default;
    TableReader(TableReader&&) = default;
    TableReader& operator=(TableReader&&) = default;

    std::vector<std::string> header_;
    std::span<const std::string_view> row_;
    std::int64_t line_ = 0;
    std::vector<std::string> refused_cells_;
};

struct TableWanted {
    CsvWanted csv;
    std::string sheet;  ///< name of the sheet; "" = the first visible one
    std::int64_t heading_row = 0;  ///< line or row of the sheet on which the headings stand; 0 = the first with content
    XlsxLimits xlsx;
};

/// Opens CSV or XLSX by what the first bytes say, never by the file's name. Old Excel files (.xls), password-protected
/// ones, web pages and XML that only claim to be tables are refused by name. Refusals: not_found, invalid, unsupported,
/// too_large; throws std::system_error when the disk fails.
Result<std::unique_ptr<TableReader>> open_table(const std::filesystem::path& path, const TableWanted& wanted = {});
/// The same with a file that is open already; `name`: as refusals call it.
Result<std::unique_ptr<TableReader>> open_table(Descriptor file, const std::string& name, const TableWanted& wanted);

/// A heading as it is compared: trimmed, without what nobody sees, without the wrapping of a formula.
std::string heading_of(std::string_view cell);

/// Without blanks (also no-break ones) and TABs at both ends: "given_name" for " given_name".
std::string_view trimmed(std::string_view text);

}  // namespace kartei::documents
