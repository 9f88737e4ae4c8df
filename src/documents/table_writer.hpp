// A table on its way out, row by row: CSV and XLSX offer the same face to the reports and exports. Knows columns and
// cells; knows no field, no business rule and no database. Read csv_writer.hpp and xlsx_writer.hpp next. Invariant:
// cells come from left to right, at most as many as there are columns; missing ones at the end of a row are empty.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace kartei::documents {

enum class ColumnKind { text, integer, money, date, date_time, yes_no };

struct Column {
    std::string heading;
    ColumnKind kind = ColumnKind::text;
    int width = 0;  ///< characters, XLSX only; 0 = by kind and heading
};

class TableWriter {
public:
    virtual ~TableWriter() = default;

    /// Texts are valid UTF-8 and always stay texts: no spreadsheet runs one as a formula.
    virtual void text(std::string_view text) = 0;
    virtual void integer(std::int64_t number) = 0;
    /// Minor units (cents) with the currency's digits after the point, 0 to 4.
    virtual void money(std::int64_t minor_units, int digits) = 0;
    virtual void date(std::string_view iso) = 0;  ///< YYYY-MM-DD
    virtual void date_time(
        std::string_view iso) = 0;  ///< YYYY-MM-DDTHH:MM or …:SS, shown as given (no zone is applied)
    virtual void yes_no(bool yes) = 0;
    virtual void empty() = 0;

    /// Refusals come from the place written to, such as error.file_no_space; the writer is of no use then.
    virtual Result<Done> end_row() = 0;
    /// Ends the table; key and value pairs about it go where the format has a place for them (a second sheet in XLSX,
    /// nowhere in CSV: there the caller writes FILE.manifest.json).
    virtual Result<Done> finish(const Parameters& manifest) = 0;
};

}  // namespace kartei::documents
