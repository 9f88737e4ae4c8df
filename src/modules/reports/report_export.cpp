#include "modules/reports/report_export.hpp"

#include <thread>

#include "documents/output_file.hpp"
#include "documents/xlsx_writer.hpp"
#include "modules/reports/export_cells.hpp"
#include "modules/reports/ordered_parts.hpp"
#include "modules/reports/row_source.hpp"
#include "modules/reports/text_rows.hpp"

namespace kartei::reports {
namespace {

Manifest begin_manifest(const House& house, const CustomerReport& report, std::string_view filter) {
    Manifest manifest;
    manifest.report = "customers";
    manifest.type = name_of(report.selection().type);
    manifest.filter = filter;
    manifest.at = house.now();
    manifest.events = static_cast<std::int64_t>(report.selection().events.size());
    return manifest;
}

documents::ColumnKind kind_of(CellKind kind) {
    switch (kind) {
        case CellKind::integer: return documents::ColumnKind::integer;
        case CellKind::money: return documents::ColumnKind::money;
        case CellKind::date: return documents::ColumnKind::date;
        case CellKind::instant: return documents::ColumnKind::date_time;
        default: return documents::ColumnKind::text;
    }
}

/// The readers of an export: each takes stretches until there are no more, all see one state of the data.
class Readers {
public:
    Readers(House& house, const CustomerReport& report, const std::vector<Column>& columns,
            const ExportOptions& options)
        : report_(report),
          columns_(columns),
          options_(options),
          digits_(house.rules.currency_digits),
          group_(house.database.read_group(std::max(1, options.readers))),
          stretches_(stretches(*group_.front(), options.stretch)),
          parts_(stretches_.size()) {
        for (auto& transaction : group_) threads_.emplace_back([this, &transaction] { work(*transaction); });
    }
    ~Readers() { parts_.stop(); }  // the threads end before what they use: they stand last

    std::size_t count() const { return stretches_.size(); }
    Part await(std::size_t number) { return parts_.await(number); }

private:
    void work(sql::Transaction& transaction) {
        try {
            TextRows rows(columns_, options_, digits_);
            while (const auto number = parts_.take_work())
                parts_.deliver(*number, make(transaction, stretches_[*number], rows));
        } catch (...) {
            parts_.stop(std::current_exception());
        }
    }
    Part make(sql::Transaction& transaction, const Stretch& stretch, TextRows& rows) const {
        Part part;
        part.text.reserve(1 << 20);
        const auto read = read_stretch(transaction, report_, stretch, [&](const ListRow& row, bool new_customer) {
            rows.add(part.text, row, new_customer);
            ++part.rows;
            part.tickets += row.ticket ? 1 : row.tickets;
            return true;
        });
        part.expected = read.expected;
        return part;
    }

    const CustomerReport& report_;
    const std::vector<Column>& columns_;
    const ExportOptions& options_;
    int digits_;
    std::vector<std::unique_ptr<sql::Transaction>> group_;
    std::vector<Stretch> stretches_;
    OrderedParts parts_;
    std::vector<std::jthread> threads_;
};

Result<Manifest> export_workbook(House& house, const CustomerReport& report, const std::vector<Column>& columns,
                                 const ExportOptions& options, const std::string& path, Manifest manifest,
                                 const ExportProgress& progress) {
    manifest.time_zone = house.rules.time_zone;
    auto writer = TRY(documents::XlsxWriter::create(path, headings_of(columns, options)));
    LocalTimes times(house.rules.time_zone);
    TableCells cells(*writer, house.rules.currency_digits, times);
    std::optional<Refusal> refused;
    auto transaction = house.database.begin_read();
    const auto read = read_stretch(*transaction, report, {}, [&](const ListRow& row, bool) {
        for (const auto& column : columns) column.write(row, cells);
        if (auto ended = writer->end_row(); !ended) refused = ended.refusal();
        manifest.tickets += row.ticket ? 1 : row.tickets;
        if (++manifest.rows_written % 5000 == 0 && progress && !progress(manifest.rows_written))
            refused = refuse(RefusalKind::unavailable, "error.cancelled");
        return !refused;
    });
    if (refused) return *refused;
    manifest.rows_expected = read.expected;
    manifest.check();
    TRY(writer->finish(manifest.pairs()));
    manifest.hash = hash_of_file(path);
    return manifest;
}

}  // namespace

std::string_view name_of(ExportFormat format) {
    return format == ExportFormat::csv ? "csv" : format == ExportFormat::xlsx ? "xlsx" : "json";
}

std::optional<ExportFormat> export_format(std::string_view name) {
    for (const auto format : {ExportFormat::csv, ExportFormat::xlsx, ExportFormat::json})
        if (name_of(format) == name) return format;
    return std::nullopt;
}

std::vector<documents::Column> headings_of(const std::vector<Column>& columns, const ExportOptions& options) {
    std::vector<documents::Column> headings;
    for (const auto& column : columns)
        headings.push_back(
            {options.headings ? caption_of(column, *options.headings) : column.name, kind_of(column.kind)});
    return headings;
}

Result<Manifest> export_text(House& house, const CustomerReport& report, const ExportOptions& options,
                             documents::ByteSink& sink, std::string_view filter, const ExportProgress& progress) {
    const auto columns = TRY(choose_columns(report.columns(), options.columns));
    auto manifest = begin_manifest(house, report, filter);
    const TextRows frame(columns, options, house.rules.currency_digits);
    PassingHash hash;
    auto put = [&](std::string_view bytes) {
        hash.add(bytes);
        return sink.write(bytes);
    };
    Readers readers(house, report, columns, options);
    TRY(put(frame.beginning()));
    bool leave_out_comma = options.format == ExportFormat::json;
    for (std::size_t number = 0; number < readers.count(); ++number) {
        const auto part = readers.await(number);
        std::string_view bytes = part.text;
        if (leave_out_comma && !bytes.empty()) bytes.remove_prefix(1), leave_out_comma = false;
        TRY(put(bytes));
        manifest.rows_written += part.rows;
        manifest.rows_expected += part.expected;
        manifest.tickets += part.tickets;
        if (progress && !progress(manifest.rows_written)) return refuse(RefusalKind::unavailable, "error.cancelled");
    }
    TRY(put(frame.ending()));
    manifest.hash = hash.hex();
    manifest.check();
    return manifest;
}

Result<Manifest> export_file(House& house, const CustomerReport& report, const ExportOptions& options,
                             const std::string& path, std::string_view filter, bool with_manifest,
                             const ExportProgress& progress) {
    Manifest manifest;
    if (options.format == ExportFormat::xlsx) {
        const auto columns = TRY(choose_columns(report.columns(), options.columns));
        manifest = TRY(
            export_workbook(house, report, columns, options, path, begin_manifest(house, report, filter), progress));
    } else {
        auto file = TRY(documents::OutputFile::create(path));
        manifest = TRY(export_text(house, report, options, *file, filter, progress));
        TRY(file->commit());
    }
    if (with_manifest) TRY(write_beside(path, manifest));
    return manifest;
}

}  // namespace kartei::reports
