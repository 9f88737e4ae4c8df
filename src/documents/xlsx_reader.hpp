// Reads one sheet of a workbook row by row in bounded memory; XlsxLimits says where it stops. Knows no field and no
// rule. Cells become the text a person would have written: dates ISO, numbers with a point, yes/no as 1/0, formulas
// their last result. Macros, links, comments and hidden columns make no difference. Rows without any content are
// skipped. Invariants: those of TableReader. Reference: ECMA-376 part 1, 18.3.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "documents/table_reader.hpp"
#include "documents/xlsx_book.hpp"
#include "documents/xml_part.hpp"

namespace kartei::documents {

class XlsxReader final : public TableReader, private XmlListener {
public:
    /// `sheet` = "": the first visible one. Refusals: those of ZipPackage::open, read_book and next();
    /// error.table_empty.
    static Result<std::unique_ptr<XlsxReader>> open(const std::filesystem::path& path, const std::string& sheet = "",
                                                    const XlsxLimits& limits = {});
    static Result<std::unique_ptr<XlsxReader>> open(std::unique_ptr<ZipPackage> package, const std::string& sheet,
                                                    std::int64_t heading_row = 0);

    std::vector<std::string> sheet_names() const override { return book_.sheet_names; }

    /// A formula that failed gives its word (#REF!); who reads the cell refuses it. Refusals, each with line and
    /// column: for one row error.table_too_many_cells; for the rest table_cell_too_long, table_row_too_long,
    /// table_too_many_columns and those of XmlPart::advance.
    Result<bool> next() override;
    bool may_continue() const override { return !fatal_; }

    std::uint64_t bytes_read() const override { return part_ ? part_->bytes_read() : 0; }
    std::uint64_t bytes_total() const override { return part_ ? part_->size() : 0; }

private:
    enum class CellKind { number, shared, text, yes_no };
    struct Cell {
        std::size_t column, begin, size;  // in row_text_, unless it is shared
        const std::string_view* shared;
    };

    XlsxReader(std::unique_ptr<ZipPackage> package, XlsxBook book);
    Result<Done> read_header(std::int64_t heading_row);

    void element_begins(std::string_view name, const XmlAttributes& attributes) override;
    void element_ends(std::string_view name) override;
    void text(std::string_view piece) override;

    void begin_row(const XmlAttributes& attributes);
    void begin_cell(const XmlAttributes& attributes);
    void end_cell();
    void take_shared();
    Result<bool> lay_out();
    std::string_view content(const Cell& cell) const;
    void keep_refused_cells();
    Refusal refusal(std::string key, std::size_t column, Parameters more = {}) const;

    std::unique_ptr<ZipPackage> package_;
    XlsxBook book_;
    std::unique_ptr<XmlPart> part_;
    std::vector<std::string_view> laid_out_;
    std::vector<std::size_t> filled_;  // columns of laid_out_ that are not empty

    // the row being read
    std::vector<Cell> cells_;
    std::string row_text_, raw_;
    std::optional<Refusal> refusal_;  // of the rest
    std::size_t column_ = 0;          // of the cell being read
    std::int64_t row_number_ = 0;
    CellKind kind_ = CellKind::number;
    NumberFormat format_;
    int spoken_ = 0;
    bool in_rows_ = false, in_cell_ = false, in_value_ = false, fatal_ = false;
};

}  // namespace kartei::documents
