// A customer list as a file: CSV, XLSX, JSON; every column unless some were chosen, whatever the screen hides (T-017, T-018). Bounded
// memory whatever the size: texts are made by two readers that see one state of the data, in stretches of the order of names, and
// are written in order. An export that stops early leaves no file that looks whole (decisions.md 22).
#pragma once

#include "documents/byte_sink.hpp"
#include "documents/csv_writer.hpp"
#include "modules/reports/customer_report.hpp"

namespace kartei::reports {

enum class ExportFormat { csv, xlsx, json };

struct ExportOptions {
    ExportFormat format = ExportFormat::csv;
    documents::CsvStyle csv = documents::csv_standard;
    std::optional<Language> headings;   ///< captions in a language; field names without one
    std::vector<std::string> columns;   ///< "" all
    int readers = 2;
};

/// What is said about an export beside it: in FILE.manifest.json, on standard error, on the second sheet, in the job's result.
struct Manifest {
    std::string report, type, filter;   ///< the filter in words
    std::string at;                     ///< the instant it speaks for
    std::int64_t events = 0, rows_expected = 0, rows_written = 0, tickets = 0;
    std::string hash;                   ///< SHA-256 of the written bytes, hex
    Parameters pairs() const;
    std::string json() const;
};

/// Rows done so far; false cancels (refusal error.cancelled).
using ExportProgress = std::function<bool(std::int64_t rows)>;

/// Writes CSV or JSON into the sink.
Result<Manifest> export_text(House& house, const CustomerReport& report, const ExportOptions& options, documents::ByteSink& sink,
                             const ExportProgress& progress = {});

/// Writes a file (CSV, JSON or XLSX) that appears whole or not at all, and FILE.manifest.json beside it when `with_manifest`.
Result<Manifest> export_file(House& house, const CustomerReport& report, const ExportOptions& options, const std::string& path,
                             std::string_view filter_in_words, bool with_manifest, const ExportProgress& progress = {});

}  // namespace kartei::reports
