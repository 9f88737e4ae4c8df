// The words of SpreadsheetML (ECMA-376 part 1) that a workbook of plain tables needs: pure functions from values to
// XML.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "documents/table_writer.hpp"

namespace kartei::documents::markup {

/// Number of a cell's style in styles(): what `s=` refers to.
enum CellStyle : int { plain = 0, heading = 1, whole_number = 2, day = 3, day_and_time = 4, money_0 = 5 };

/// "A", "Z", "AA" … for 0, 25, 26 …
std::string column_letters(std::size_t column);

/// Appends a text between tags: & < > and what XML cannot hold, in Excel's own _xHHHH_ way (ECMA-376, ST_Xstring).
void append_escaped(std::string& out, std::string_view text);

/// The first `units` UTF-16 units at most, whole characters only.
std::string_view first_units(std::string_view text, std::size_t units);
std::size_t utf16_units(std::string_view text);

/// Days since 1899-12-30 as Excel counts them, with the time as a fraction; none before 1900-03-01 or for what is no
/// date. Takes YYYY-MM-DD, and behind it THH:MM or THH:MM:SS with or without Z.
std::optional<std::string> serial(std::string_view iso);

std::string sheet_begin(std::span<const Column> columns, bool first, bool frozen);
/// `columns` = 0: without filter.
std::string sheet_end(std::size_t columns, std::int64_t rows);

/// Made to fit: at most 31 characters, none of []:*?/\ and no apostrophe at the ends; the number makes it differ from
/// others.
std::string sheet_name(std::string_view wanted, std::size_t number);

std::string workbook(std::span<const std::string> sheets, std::span<const std::int64_t> rows, std::size_t columns);
std::string workbook_relations(std::size_t sheets);
std::string content_types(std::size_t sheets);
std::string root_relations();
std::string styles();

}  // namespace kartei::documents::markup
