// A table that another process reads for us (reading_child.hpp), so that an error in a parser of CSV, ZIP, XML or XLSX
// costs one import and never the server (reliability.md R24, docs/decisions/0022). Rows, lines and refusals are those
// of the reader in this process; whatever comes from there is checked (table_wire.hpp). The process ends with its
// reader.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "documents/table_reader.hpp"

namespace kartei::documents {

/// Who reads files.
struct ReadingProgram {
    /// Path and arguments; empty: this process reads them itself, as in most tests.
    std::vector<std::string> words;
    /// What it may take: memory beyond the program itself; seconds of work, of which it gets more the larger a file is.
    std::uint64_t memory = 512ull << 20, least_cpu_seconds = 20;
};
/// The program sets it once at its start, before any file is read.
ReadingProgram& reading_program();

/// As open_table(). Beyond its refusals, when the other process ended before the file did: error.table_reader_died
/// {line}, table_reader_memory, table_reader_slow, table_reader_not_started. Throws std::system_error when the system
/// has no process or pipe left, and when the disk fails.
Result<std::unique_ptr<TableReader>> open_table_apart(const std::filesystem::path& path, const TableWanted& wanted = {},
                                                      const ReadingProgram& program = reading_program());

}  // namespace kartei::documents
