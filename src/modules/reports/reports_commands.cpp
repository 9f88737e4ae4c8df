#include "modules/reports/reports_commands.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>

#include "base/random.hpp"
#include "modules/reports/export_job.hpp"
#include "modules/reports/filter_words.hpp"
#include "modules/reports/report_runs.hpp"

namespace kartei::reports {
namespace {

/// What was typed; the filter's members by their name in the API.
struct Words {
    std::string report, type = "sold", format = "csv", csv = "standard", headings = "names", columns, file;
    std::map<std::string, std::vector<std::string>, std::less<>> filter;
    std::map<std::string, std::string, std::less<>> period;
};

/// Options that take several values, and what they are called in the API's filter.
constexpr std::array<std::pair<const char*, const char*>, 6> filters{{{"--event", "events"},
                                                                      {"--production", "productions"},
                                                                      {"--season", "seasons"},
                                                                      {"--promoter", "promoters"},
                                                                      {"--genre", "genres"},
                                                                      {"--tag", "tags"}}};

events::EventFilter filter_of(const Words& words) {
    auto json = nlohmann::json::object();
    for (const auto& [member, values] : words.filter)
        if (!values.empty()) json[member] = values;
    for (const auto& [member, value] : words.period)
        if (!value.empty()) json[member] = value;
    return filter_from_json(json);
}

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> parts;
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        if (end > 0) parts.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return parts;
}

class StreamSink final : public documents::ByteSink {
public:
    explicit StreamSink(std::ostream& out) : out_(out) {}
    Result<Done> write(std::string_view bytes) override {
        if (!out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())))
            return refuse(RefusalKind::unavailable, "error.report_output_closed");
        return Done{};
    }

private:
    std::ostream& out_;
};

/// A workbook is written as a file first: its directory of parts stands at the end but speaks of the beginning.
Result<Manifest> export_through_file(House& house, const CustomerReport& report, const ExportOptions& options,
                                     const std::string& filter, std::ostream& out) {
    const auto path = (std::filesystem::temp_directory_path() / ("kartei-" + random_secret(12) + ".xlsx")).string();
    auto written = export_file(house, report, options, path, filter, false);
    if (written) {
        std::ifstream file(path, std::ios::binary);
        if (!(out << file.rdbuf())) written = refuse(RefusalKind::unavailable, "error.report_output_closed");
    }
    std::filesystem::remove(path);
    return written;
}

Result<Manifest> write_table(House& house, const Run& run, const ExportOptions& options, const std::string& path,
                             const std::string& filter, std::ostream& out) {
    if (!path.empty()) return export_file(house, *run.report, options, path, filter, true);
    if (options.format == ExportFormat::xlsx) return export_through_file(house, *run.report, options, filter, out);
    StreamSink sink(out);
    return export_text(house, *run.report, options, sink, filter);
}

Result<ReportType> type_of(const std::string& name) {
    if (const auto type = report_type_of(name)) return *type;
    std::string known;
    for (const auto& entry : report_types) known.append(known.empty() ? "" : ", ").append(entry.name);
    return refuse(RefusalKind::invalid, "error.report_unknown_type", {{"type", name}, {"types", known}});
}

Result<Done> run(House& house, const Terminal& terminal, const Words& words) {
    const auto& actor = terminal.actor;
    const auto type = TRY(type_of(words.type));
    ReportRuns runs(house);
    const auto run = TRY(runs.make(actor, type, filter_of(words)));
    const nlohmann::json chosen{{"format", words.format},
                                {"csv", words.csv},
                                {"headings", words.headings},
                                {"columns", split(words.columns)}};
    const auto options = TRY(export_options(chosen, run->report->columns()));
    const auto path = words.file.empty()
                          ? words.file
                          : (std::filesystem::path(terminal.folder) / words.file).lexically_normal().string();
    const auto manifest =
        TRY(write_table(house, *run, options, path, in_words(type, run->filter, actor.language), terminal.out));
    terminal.out.flush();
    if (path.empty()) terminal.err << manifest.json();
    runs.record_export(actor, run->id, name_of(options.format), manifest.rows_written, manifest.hash);
    return Done{};
}

/// The record whose captions name a refused field.
std::string_view record_of(const Issue& issue) { return has_text("report." + issue.field) ? "report" : "event"; }

}  // namespace

Work report_command(CLI::App& app) {
    const auto words = std::make_shared<Words>();
    app.add_option("REPORT", words->report)->required()->check(CLI::IsMember({"customers"}));
    for (const auto& [option, member] : filters) app.add_option(option, words->filter[member]);
    for (const char* member : {"from", "to", "scope"})
        app.add_option("--" + std::string(member), words->period[member]);
    app.add_option("--type", words->type);
    app.add_option("--format", words->format);
    app.add_option("--csv", words->csv);
    app.add_option("--headings", words->headings);
    app.add_option("--columns", words->columns);
    app.add_option("--out", words->file);
    app.footer("kartei report customers --season 2026/27 --type sold --format csv --out sold.csv");
    return [words](House& house, const Terminal& terminal) {
        const auto outcome = run(house, terminal, *words);
        if (outcome) return 0;
        for (const auto& issue : outcome.refusal().issues)
            terminal.err << "kartei: " << sentence(terminal.actor.language, issue, record_of(issue)) << "\n";
        return 1;
    };
}

}  // namespace kartei::reports
