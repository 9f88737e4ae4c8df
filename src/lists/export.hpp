// A list as a file: CSV, XLSX, JSON; every column unless some were chosen, whatever the screen hides (T-017, T-018).
// Bounded memory whatever the size: texts are made by two readers that see one state of the data, in stretches of the
// list's own order, and are written in order. An export that stops early leaves no file that looks whole (decisions.md
// 22).
#pragma once

#include "audit/house.hpp"
#include "documents/byte_sink.hpp"
#include "documents/csv_writer.hpp"
#include "lists/list.hpp"
#include "lists/manifest.hpp"

namespace kartei::lists {

enum class ExportFormat { csv, xlsx, json };
std::string_view name_of(ExportFormat format);
std::optional<ExportFormat> export_format(std::string_view name);

struct ExportOptions {
    ExportFormat format = ExportFormat::csv;
    documents::CsvStyle csv = documents::csv_standard;
    std::optional<Language> headings;   ///< captions in a language; field names without one
    std::vector<std::string> columns;   ///< names; none: all
    int readers = 2;
    std::int64_t stretch = 6000;        ///< customers that a reader takes at a time
};

/// Headings and kinds of the columns, for whoever writes tables.
std::vector<documents::Column> headings_of(const std::vector<Column>& columns, const ExportOptions& options);

/// What is written, and what the manifest says about it.
struct Exported {
    const List& list;
    std::string report = {}, type = {}, filter = {};  ///< the filter in words
};

/// Writes CSV or JSON into the sink. Refusals: unknown columns, error.cancelled (`progress` said no), those of the
/// sink. Throws when the rows written are not those that the list promises.
Result<Manifest> export_text(House& house, const Exported& what, const ExportOptions& options,
                             documents::ByteSink& sink, const Progress& progress = {});

/// Writes a file (CSV, JSON or XLSX) that appears whole or not at all, and FILE.manifest.json beside it when
/// `with_manifest`.
Result<Manifest> export_file(House& house, const Exported& what, const ExportOptions& options, const std::string& path,
                             bool with_manifest, const Progress& progress = {});

}  // namespace kartei::lists
