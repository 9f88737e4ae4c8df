#include "lists/export.hpp"

#include <thread>

#include "documents/output_file.hpp"
#include "documents/xlsx_writer.hpp"
#include "lists/export_cells.hpp"
#include "lists/ordered_parts.hpp"
#include "lists/text_rows.hpp"

namespace kartei::lists {
namespace {

/// Adds up what can be told from single rows.
class RowSums {
public:
    explicit RowSums(const List& list) {
        for (const auto& sum : list.sums())
            if (sum.of) sums_.push_back(&sum);
        values.resize(sums_.size());
    }
    void add(const Row& row) {
        for (std::size_t i = 0; i < sums_.size(); ++i) values[i] += sums_[i]->of(row);
    }
    void put_into(Manifest& manifest, const std::vector<std::int64_t>& part) const {
        if (manifest.sums.empty())
            for (const auto* sum : sums_) manifest.sums.emplace_back(sum->name, 0);
        for (std::size_t i = 0; i < part.size(); ++i) manifest.sums[i].second += part[i];
    }
    std::vector<std::int64_t> values;

private:
    std::vector<const Sum*> sums_;
};

Manifest begin_manifest(const House& house, const Exported& what) {
    Manifest manifest;
    manifest.report = what.report;
    manifest.type = what.type;
    manifest.filter = what.filter;
    manifest.at = house.now();
    manifest.extent = what.list.extent();
    RowSums(what.list).put_into(manifest, {});
    return manifest;
}

documents::ColumnKind kind_of(CellKind kind) {
    switch (kind) {
        case CellKind::integer: return documents::ColumnKind::integer;
        case CellKind::money: return documents::ColumnKind::money;
        case CellKind::date: return documents::ColumnKind::date;
        case CellKind::instant: return documents::ColumnKind::date_time;
        case CellKind::yes_no: return documents::ColumnKind::yes_no;
        default: return documents::ColumnKind::text;
    }
}

/// The readers of an export: each takes stretches until there are no more, all see one state of the data.
class Readers {
public:
    Readers(House& house, const List& list, const std::vector<Column>& columns, const ExportOptions& options)
        : list_(list),
          columns_(columns),
          options_(options),
          rules_(house.rules),
          group_(house.database.read_group(std::max(1, options.readers))),
          stretches_(list.stretches(*group_.front(), options.stretch)),
          parts_(stretches_.size()) {
        for (auto& transaction : group_) threads_.emplace_back([this, &transaction] { work(*transaction); });
    }
    ~Readers() { parts_.stop(); }  // the threads end before what they use: they stand last

    std::size_t count() const { return stretches_.size(); }
    Part await(std::size_t number) { return parts_.await(number); }

private:
    void work(sql::Transaction& transaction) {
        try {
            TextRows rows(columns_, options_, rules_);
            while (const auto number = parts_.take_work())
                parts_.deliver(*number, make(transaction, stretches_[*number], rows));
        } catch (...) {
            parts_.stop(std::current_exception());
        }
    }
    Part make(sql::Transaction& transaction, const Stretch& stretch, TextRows& rows) const {
        Part part;
        part.text.reserve(1 << 20);
        RowSums sums(list_);
        const auto read = list_.read_stretch(transaction, stretch, [&](const Row& row, bool new_customer) {
            rows.add(part.text, row, new_customer);
            ++part.rows;
            sums.add(row);
            return true;
        });
        part.expected = read.expected;
        part.sums = std::move(sums.values);
        return part;
    }

    const List& list_;
    const std::vector<Column>& columns_;
    const ExportOptions& options_;
    const ReadingRules& rules_;
    std::vector<std::unique_ptr<sql::Transaction>> group_;
    std::vector<Stretch> stretches_;
    OrderedParts parts_;
    std::vector<std::jthread> threads_;
};

Result<Manifest> export_workbook(House& house, const List& list, const std::vector<Column>& columns,
                                 const ExportOptions& options, const std::string& path, Manifest manifest,
                                 const Progress& progress) {
    manifest.time_zone = house.rules.time_zone;
    auto writer = TRY(documents::XlsxWriter::create(path, headings_of(columns, options)));
    LocalTimes times(house.rules.time_zone);
    TableCells cells(*writer, house.rules.currency_digits, times);
    InWords words(cells, options.headings.value_or(Language::en), nullptr);
    std::optional<Refusal> refused;
    auto transaction = house.database.begin_read();
    RowSums sums(list);
    const auto read = list.read_stretch(*transaction, {}, [&](const Row& row, bool) {
        for (const auto& column : columns) {
            words.of(column);
            column.write(row, options.headings ? static_cast<Cells&>(words) : cells);
        }
        if (auto ended = writer->end_row(); !ended) refused = ended.refusal();
        sums.add(row);
        if (++manifest.rows_written % 5000 == 0 && progress && !progress(manifest.rows_written))
            refused = refuse(RefusalKind::unavailable, "error.cancelled");
        return !refused;
    });
    if (refused) return *refused;
    manifest.rows_expected = read.expected;
    sums.put_into(manifest, sums.values);
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

Result<Manifest> export_text(House& house, const Exported& what, const ExportOptions& options,
                             documents::ByteSink& sink, const Progress& progress) {
    const auto columns = TRY(choose_columns(what.list.columns(), options.columns));
    auto manifest = begin_manifest(house, what);
    const RowSums sums(what.list);
    const TextRows frame(columns, options, house.rules);
    PassingHash hash;
    auto put = [&](std::string_view bytes) {
        hash.add(bytes);
        return sink.write(bytes);
    };
    Readers readers(house, what.list, columns, options);
    TRY(put(frame.beginning()));
    bool leave_out_comma = options.format == ExportFormat::json;
    for (std::size_t number = 0; number < readers.count(); ++number) {
        const auto part = readers.await(number);
        std::string_view bytes = part.text;
        if (leave_out_comma && !bytes.empty()) bytes.remove_prefix(1), leave_out_comma = false;
        TRY(put(bytes));
        manifest.rows_written += part.rows;
        manifest.rows_expected += part.expected;
        sums.put_into(manifest, part.sums);
        if (progress && !progress(manifest.rows_written)) return refuse(RefusalKind::unavailable, "error.cancelled");
    }
    TRY(put(frame.ending()));
    manifest.hash = hash.hex();
    manifest.check();
    return manifest;
}

Result<Manifest> export_file(House& house, const Exported& what, const ExportOptions& options, const std::string& path,
                             bool with_manifest, const Progress& progress) {
    Manifest manifest;
    if (options.format == ExportFormat::xlsx) {
        const auto columns = TRY(choose_columns(what.list.columns(), options.columns));
        manifest = TRY(
            export_workbook(house, what.list, columns, options, path, begin_manifest(house, what), progress));
    } else {
        auto file = TRY(documents::OutputFile::create(path));
        manifest = TRY(export_text(house, what, options, *file, progress));
        TRY(file->commit());
    }
    if (with_manifest) TRY(write_beside(path, manifest));
    return manifest;
}

}  // namespace kartei::lists
