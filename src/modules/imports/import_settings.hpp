// What somebody decided about one import: how the file is read, which column is which field, and what happens to rows
// that do not fit. The same file with the same settings is the same import (files.md).
#pragma once

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "documents/csv_dialect.hpp"

namespace kartei::imports {

/// Heading -> field name; "" drops the column.
using Mapping = std::map<std::string, std::string>;
/// Field name -> what the file writes -> what is meant; "" leaves the field empty.
using ValueMapping = std::map<std::string, std::map<std::string, std::string>>;

/// New customers who are probably there already: created and listed, left out, held back for somebody to decide, or not
/// looked for.
inline constexpr std::array<const char*, 4> duplicate_choices{"create", "skip", "hold", "off"};

struct ImportSettings {
    Mapping mapping;              ///< by hand; goes before everything else
    ValueMapping values;          ///< by hand; goes before everything else, too
    std::string mapping_name;     ///< a saved mapping
    bool each = false;            ///< row by row: what is good is written (default: all or nothing)
    bool clear_empty = false;     ///< an empty cell empties the field (default: leaves it alone)
    bool unreadable_empty =
        false;  ///< an optional value that cannot be read is left empty and listed, its row is not refused
    bool capitals = false;        ///< first letters as entry by hand proposes them (decisions.md 27)
    bool line_breaks_blank = false; ///< a line break in a field of one line becomes a blank (default: refuses the row)
    std::string duplicates = "create"; ///< one of duplicate_choices: what happens to probable duplicates
    std::string source;           ///< name of the old system whose keys the column source_key holds
    std::optional<documents::Encoding> encoding;
    std::optional<char> separator;
    char decimal_sign = 0;        ///< '.' or ',' where it is known
    std::string sheet;            ///< of a workbook; "" = the first
    std::int64_t heading_row = 0; ///< line of the headings; 0 = the first with content
};

/// As JSON members: encoding, separator, decimal, sheet, heading_row, mapping, mapping_name, values, each, clear_empty,
/// unreadable_empty, line_breaks_blank, capitals, duplicates, source.
nlohmann::json as_json(const ImportSettings& settings);
/// Takes over the members that are there. Refusals: error.import_unknown_encoding, error.import_bad_separator,
/// error.import_bad_duplicates, error.import_bad_heading_row.
Result<Done> take_over(ImportSettings& settings, const nlohmann::json& json);

/// "utf-8", "utf-16le", "windows-1252" …, however written.
std::optional<documents::Encoding> encoding_of(std::string_view name);
/// One character, or "tab".
std::optional<char> separator_of(std::string_view name);

}  // namespace kartei::imports
