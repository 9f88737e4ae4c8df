// Writes a workbook in one go: header bold, frozen and with filter, numbers, money and dates as real cells, texts as
// inline texts and never as formulas, further sheets when one is full, a last sheet "manifest". Bounded memory and no
// temporary files: each row is packed as it comes (zip_writer.hpp says why not libxlsxwriter). Knows no field and no
// rule. Invariant: the target appears whole or not at all (output_file.hpp). Read back by XlsxReader without a change,
// save that an empty row is lost and money comes back with a point and without noughts at its end. Reference: ECMA-376
// part 1, SpreadsheetML.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "documents/table_writer.hpp"
#include "documents/zip_writer.hpp"

namespace kartei::documents {

struct XlsxStyle {
    std::string sheet = "Kartei";  ///< name of the sheet, in the reader's language; made to fit Excel's rules
    std::int64_t rows_per_sheet = 1'048'576;  ///< Excel's bound, the header included
    int level = 1;                            ///< of packing: 6 is a quarter smaller and three times slower
};

class XlsxWriter final : public TableWriter {
public:
    static constexpr std::size_t longest_text = 32'767;  ///< Excel's bound, in UTF-16 units
    static constexpr std::size_t most_columns = 16'384;

    /// Refuses what OutputFile::create refuses, and more columns than Excel has (error.table_too_many_columns).
    static Result<std::unique_ptr<XlsxWriter>> create(const std::filesystem::path& target, std::vector<Column> columns,
                                                      XlsxStyle style = {});

    /// Longer ones than Excel can hold are cut and end in "…"; see cut_texts().
    void text(std::string_view text) override;
    /// Beyond 15 digits as text: Excel would round them. Money likewise.
    void integer(std::int64_t number) override;
    void money(std::int64_t minor_units, int digits) override;
    /// What is no date, or before March 1900 (Excel's calendar is wrong there), stays text.
    void date(std::string_view iso) override;
    void date_time(std::string_view iso) override;
    void yes_no(bool yes) override;
    void empty() override { ++column_; }
    Result<Done> end_row() override;

    /// Writes the manifest's sheet (none when it is empty) and puts the file in its place.
    Result<Done> finish(const Parameters& manifest) override;

    std::int64_t cut_texts() const { return cut_texts_; }

private:
    XlsxWriter(std::unique_ptr<OutputFile> file, std::vector<Column> columns, XlsxStyle style);

    Result<Done> begin_sheet();
    Result<Done> end_sheet();
    Result<Done> manifest_sheet(const Parameters& manifest);
    Result<Done> pack();
    void turn_page();
    void open_row();
    void open_cell(std::string_view attributes);
    void number_cell(int style, std::string_view digits);

    std::unique_ptr<OutputFile> file_;
    ZipWriter zip_;
    std::vector<Column> columns_;
    std::vector<std::string> letters_;  // "A", "B", … "XFD"
    XlsxStyle style_;
    std::string buffer_, row_number_;
    std::size_t column_ = 0;
    std::int64_t row_ = 0, cut_texts_ = 0;
    std::vector<std::string> sheets_;
    std::vector<std::int64_t> rows_;  // of each finished sheet with rows of the table
    bool row_open_ = false;
    std::optional<Refusal> refused_;
};

}  // namespace kartei::documents
