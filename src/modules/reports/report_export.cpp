#include "modules/reports/report_export.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "documents/output_file.hpp"
#include "documents/xlsx_writer.hpp"
#include "modules/reports/export_cells.hpp"
#include "modules/reports/row_source.hpp"

namespace kartei::reports {
namespace {

class Sha256 {
public:
    Sha256() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_, EVP_sha256(), nullptr); }
    ~Sha256() { EVP_MD_CTX_free(context_); }
    Sha256(const Sha256&) = delete;
    void add(std::string_view bytes) { EVP_DigestUpdate(context_, bytes.data(), bytes.size()); }
    std::string hex() {
        unsigned char hash[32];
        unsigned length = 0;
        EVP_DigestFinal_ex(context_, hash, &length);
        static constexpr char digits[] = "0123456789abcdef";
        std::string out;
        for (unsigned i = 0; i < length; ++i) out += digits[hash[i] >> 4], out += digits[hash[i] & 15];
        return out;
    }

private:
    EVP_MD_CTX* context_;
};

/// Writes rows of one stretch as text. Neighbouring columns of the customer are made once per customer.
class TextRows {
public:
    TextRows(const std::vector<Column>& columns, const ExportOptions& options, int digits)
        : columns_(columns), options_(options), digits_(digits) {}

    void add(std::string& out, const ListRow& row, bool new_customer) {
        if (options_.format == ExportFormat::csv) add_csv(out, row, new_customer);
        else add_json(out, row);
    }

private:
    void add_csv(std::string& out, const ListRow& row, bool new_customer) {
        CsvCells cells(out, options_.csv, digits_);
        for (std::size_t i = 0; i < columns_.size();) {
            if (i > 0) out += options_.csv.separator;
            if (!columns_[i].of_customer) {
                columns_[i++].write(row, cells);
                continue;
            }
            auto end = i;
            while (end < columns_.size() && columns_[end].of_customer) ++end;
            auto& block = blocks_[i];
            if (new_customer || block.empty()) {
                block.clear();
                CsvCells block_cells(block, options_.csv, digits_);
                for (auto at = i; at < end; ++at) {
                    if (at > i) block += options_.csv.separator;
                    columns_[at].write(row, block_cells);
                }
            }
            out += block;
            i = end;
        }
        out += options_.csv.line_end();
    }
    void add_json(std::string& out, const ListRow& row) {
        out += ",\n";
        JsonCells cells(out, digits_);
        cells.json().begin_object();
        for (const auto& column : columns_) {
            cells.json().name(column.name);
            column.write(row, cells);
        }
        cells.json().end_object();
    }

    const std::vector<Column>& columns_;
    const ExportOptions& options_;
    int digits_;
    std::map<std::size_t, std::string> blocks_;
};

/// Stretches as they are made by several readers and taken by one writer, in order, with a bounded lead.
class Window {
public:
    explicit Window(std::size_t count) : parts_(count) {}

    std::optional<std::size_t> take_work() {
        std::unique_lock guard(mutex_);
        changed_.wait(guard, [&] { return stopped_ || next_ >= parts_.size() || next_ - written_ < most_ahead; });
        if (stopped_ || next_ >= parts_.size()) return std::nullopt;
        return next_++;
    }
    void deliver(std::size_t part, std::string text, std::int64_t rows) {
        std::lock_guard guard(mutex_);
        parts_[part] = {std::move(text), rows, true};
        changed_.notify_all();
    }
    /// The next part in order; rethrows what a reader threw.
    std::pair<std::string, std::int64_t> await(std::size_t part) {
        std::unique_lock guard(mutex_);
        changed_.wait(guard, [&] { return failure_ || parts_[part].done; });
        if (failure_) std::rethrow_exception(failure_);
        auto out = std::pair(std::move(parts_[part].text), parts_[part].rows);
        parts_[part].text = std::string();
        written_ = part + 1;
        changed_.notify_all();
        return out;
    }
    void stop(std::exception_ptr failure = nullptr) {
        std::lock_guard guard(mutex_);
        stopped_ = true;
        if (failure && !failure_) failure_ = failure;
        changed_.notify_all();
    }

private:
    static constexpr std::size_t most_ahead = 12;
    struct Part {
        std::string text;
        std::int64_t rows = 0;
        bool done = false;
    };
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Part> parts_;
    std::size_t next_ = 0, written_ = 0;
    bool stopped_ = false;
    std::exception_ptr failure_;
};

Manifest begin_manifest(House& house, const CustomerReport& report) {
    Manifest manifest;
    manifest.report = "customers";
    manifest.type = name_of(report.selection().type);
    manifest.at = house.now();
    manifest.events = static_cast<std::int64_t>(report.selection().events.size());
    return manifest;
}

std::string beginning(const std::vector<Column>& columns, const ExportOptions& options) {
    if (options.format == ExportFormat::json) return "[";
    std::string out;
    std::vector<documents::Column> headings;
    for (const auto& column : columns) headings.push_back({options.headings ? caption_of(column, *options.headings) : column.name});
    documents::append_beginning(out, headings, options.csv);
    return out;
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

Result<Manifest> export_workbook(House& house, const CustomerReport& report, const std::vector<Column>& columns, const ExportOptions& options,
                                 const std::string& path, std::string_view filter, const ExportProgress& progress) {
    std::vector<documents::Column> headings;
    for (const auto& column : columns) headings.push_back({options.headings ? caption_of(column, *options.headings) : column.name, kind_of(column.kind)});
    auto manifest = begin_manifest(house, report);
    manifest.filter = filter;
    auto writer = TRY(documents::XlsxWriter::create(path, std::move(headings)));
    TableCells cells(*writer, house.rules.currency_digits);
    std::optional<Refusal> refused;
    auto transaction = house.database.begin_read();
    read_stretch(*transaction, report, {}, [&](const ListRow& row, bool) {
        for (const auto& column : columns) column.write(row, cells);
        if (auto ended = writer->end_row(); !ended) refused = ended.refusal();
        manifest.tickets += row.ticket ? 1 : row.tickets;
        ++manifest.rows_expected;
        ++manifest.rows_written;
        if (manifest.rows_written % 5000 == 0 && progress && !progress(manifest.rows_written)) refused = refuse(RefusalKind::unavailable, "error.cancelled");
        return !refused;
    });
    if (refused) return *refused;
    TRY(writer->finish(manifest.pairs()));
    return manifest;
}

/// Passes bytes on to a file.
Result<Done> write_beside(const std::string& path, const Manifest& manifest) {
    auto file = TRY(documents::OutputFile::create(path + ".manifest.json"));
    TRY(file->write(manifest.json()));
    return file->commit();
}

}  // namespace

Parameters Manifest::pairs() const {
    return {{"report", report}, {"type", type}, {"filter", filter}, {"at", at}, {"events", std::to_string(events)},
            {"rows_expected", std::to_string(rows_expected)}, {"rows_written", std::to_string(rows_written)},
            {"tickets", std::to_string(tickets)}, {"sha256", hash}};
}

std::string Manifest::json() const {
    const nlohmann::ordered_json json{{"report", report}, {"type", type}, {"filter", filter}, {"at", at}, {"events", events},
                                      {"rows_expected", rows_expected}, {"rows_written", rows_written}, {"tickets", tickets}, {"sha256", hash}};
    return json.dump() + "\n";
}

Result<Manifest> export_text(House& house, const CustomerReport& report, const ExportOptions& options, documents::ByteSink& sink,
                             const ExportProgress& progress) {
    const auto columns = TRY(choose_columns(report.columns(), options.columns));
    auto manifest = begin_manifest(house, report);
    auto group = house.database.read_group(std::max(1, options.readers));
    const auto parts = stretches(*group.front());
    Window window(parts.size());
    std::atomic<std::int64_t> tickets = 0, rows_found = 0;
    auto read = [&](sql::Transaction& transaction) {
        try {
            TextRows text_rows(columns, options, house.rules.currency_digits);
            while (const auto part = window.take_work()) {
                std::string text;
                text.reserve(1 << 20);
                std::int64_t rows = 0, counted = 0;
                read_stretch(transaction, report, parts[*part], [&](const ListRow& row, bool new_customer) {
                    text_rows.add(text, row, new_customer);
                    ++rows;
                    counted += row.ticket ? 1 : row.tickets;
                    return true;
                });
                rows_found += rows;
                tickets += counted;
                window.deliver(*part, std::move(text), rows);
            }
        } catch (...) {
            window.stop(std::current_exception());
        }
    };
    std::vector<std::jthread> readers;
    for (auto& transaction : group) readers.emplace_back([&read, &transaction] { read(*transaction); });

    Sha256 hash;
    std::optional<Refusal> refused;
    auto put = [&](std::string_view bytes) {
        hash.add(bytes);
        if (auto written = sink.write(bytes); !written) refused = written.refusal();
    };
    try {
        put(beginning(columns, options));
        bool first = true;
        for (std::size_t part = 0; part < parts.size() && !refused; ++part) {
            auto [text, rows] = window.await(part);
            std::string_view bytes = text;
            if (options.format == ExportFormat::json && first && !bytes.empty()) bytes.remove_prefix(1);  // no comma before the first row
            first = first && bytes.empty();
            put(bytes);
            manifest.rows_written += rows;
            if (progress && !progress(manifest.rows_written)) refused = refuse(RefusalKind::unavailable, "error.cancelled");
        }
        if (options.format == ExportFormat::json && !refused) put("\n]\n");
    } catch (...) {
        window.stop();
        throw;
    }
    window.stop();
    readers.clear();
    if (refused) return *refused;
    manifest.rows_expected = rows_found;
    manifest.tickets = tickets;
    manifest.hash = hash.hex();
    return manifest;
}

Result<Manifest> export_file(House& house, const CustomerReport& report, const ExportOptions& options, const std::string& path,
                             std::string_view filter_in_words, bool with_manifest, const ExportProgress& progress) {
    if (options.format == ExportFormat::xlsx) {
        const auto columns = TRY(choose_columns(report.columns(), options.columns));
        return export_workbook(house, report, columns, options, path, filter_in_words, progress);
    }
    auto file = TRY(documents::OutputFile::create(path));
    auto manifest = TRY(export_text(house, report, options, *file, progress));
    manifest.filter = filter_in_words;
    TRY(file->commit());
    if (with_manifest) TRY(write_beside(path, manifest));
    return manifest;
}

}  // namespace kartei::reports
