// From cells to values: reads a table in batches and every mapped cell by the rule of its field. What cannot be read
// becomes a problem of its row. Knows no database. May run one batch ahead of whoever uses them, on a thread of its own
// (ahead.hpp).
#pragma once

#include <memory>
#include <optional>

#include "documents/table_reader.hpp"
#include "modules/imports/import_kind.hpp"
#include "modules/imports/import_settings.hpp"

namespace kartei::imports {

/// Rows with everything they point at.
struct Batch {
    std::vector<Value> values;  ///< rows times columns
    std::vector<std::int64_t> lines;
    std::vector<std::vector<Problem>> problems;
    std::uint64_t bytes_read = 0;

    /// Views of all rows; the batch must outlive them.
    std::vector<Row> rows(const Columns& columns, bool clear_empty);
};

/// Reads the cells of one column. Files repeat themselves (event codes, dates, towns): what was read is kept for a
/// while.
class CellReader {
public:
    /// `meanings`: what values of the file mean, decided by hand. `line_breaks_blank`: as ImportSettings'.
    CellReader(const Field& field, const ReadingRules& rules, const std::map<std::string, std::string>& meanings,
               bool line_breaks_blank);
    /// The value, or the issue; valid until the next call.
    const Result<Value>& read(std::string_view cell);

private:
    Result<Value> read_anew(std::string_view cell) const;

    struct Kept {
        std::string cell;
        Result<Value> result = Value();
        bool used = false;
    };
    Field field_;
    ReadingRules rules_;
    std::map<std::string, std::string> meanings_;  ///< by what is written, folded
    bool line_breaks_blank_;
    std::vector<Kept> kept_;
    Result<Value> last_ = Value();
    int asked_ = 0, found_ = 0;
    bool keeps_ = true;
};

class RowReader {
public:
    RowReader(std::unique_ptr<documents::TableReader> table, const ImportKind& kind, const Columns& columns,
              const ImportSettings& settings, const ReadingRules& rules);

    /// The next rows; no value at the end. A refusal says why the rest of the file cannot be read: line and way out.
    Result<std::optional<Batch>> next();
    /// From another thread: next() refuses soon (TableReader::stop).
    void stop() { table_->stop(); }

private:
    Result<bool> read_row(Batch& batch);
    void read_cell(Batch& batch, std::size_t column, std::string_view cell);

    std::unique_ptr<documents::TableReader> table_;
    const ImportKind& kind_;
    const Columns& columns_;
    bool unreadable_empty_;
    std::vector<std::optional<CellReader>> readers_;  ///< by column
};

/// How a file of this kind is opened: the dialect as wanted, headings of known files without any.
Result<std::unique_ptr<documents::TableReader>> open_for(const ImportKind& kind, const std::string& path,
                                                         const ImportSettings& settings);

}  // namespace kartei::imports
