#include "modules/reports/reports_commands.hpp"

#include <unistd.h>

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

enum ExitCode { done = 0, refused = 1, usage = 2 };

/// Options that take several values, and what they are called in the API's filter.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> filters{{{"event", "events"},
                                                                                {"production", "productions"},
                                                                                {"season", "seasons"},
                                                                                {"promoter", "promoters"},
                                                                                {"genre", "genres"},
                                                                                {"tag", "tags"}}};
constexpr std::array<std::string_view, 9> single{"from", "to",       "scope",   "type", "format",
                                                 "csv",  "headings", "columns", "out"};

/// The words of a command line: options by name, each with its values.
struct Words {
    std::string report;
    std::map<std::string, std::vector<std::string>, std::less<>> options;
    std::string problem;  ///< "" when it could be read

    std::string one(std::string_view name, std::string_view otherwise = "") const {
        const auto found = options.find(name);
        return found == options.end() ? std::string(otherwise) : found->second.front();
    }
};

bool is_filter(std::string_view name) {
    return std::any_of(filters.begin(), filters.end(), [&](const auto& filter) { return filter.first == name; });
}

/// "--event=A", "--event A B", "--event A --event B"; everything behind an option up to the next one are its values.
Words read_words(const std::vector<std::string>& arguments) {
    Words words;
    std::string option;
    for (const auto& argument : arguments) {
        if (!argument.starts_with("--")) {
            if (!option.empty()) words.options[option].push_back(argument);
            else if (words.report.empty()) words.report = argument;
            else words.problem = argument;
            continue;
        }
        const auto equals = argument.find('=');
        option = argument.substr(2, equals == argument.npos ? equals : equals - 2);
        if (!is_filter(option) && std::find(single.begin(), single.end(), option) == single.end())
            words.problem = "--" + option;
        if (equals != argument.npos) words.options[option].push_back(argument.substr(equals + 1));
        else words.options.try_emplace(option);
    }
    for (const auto& [name, values] : words.options)
        if (values.empty() || (values.size() > 1 && !is_filter(name))) words.problem = "--" + name;
    if (words.report != "customers") words.problem = words.report.empty() ? "report" : words.report;
    return words;
}

events::EventFilter filter_of(const Words& words) {
    auto json = nlohmann::json::object();
    for (const auto& [option, member] : filters)
        if (const auto found = words.options.find(option); found != words.options.end())
            json[std::string(member)] = found->second;
    for (const char* name : {"from", "to", "scope"})
        if (words.options.contains(name)) json[name] = words.one(name);
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

Result<ReportType> type_of(const Words& words) {
    const auto name = words.one("type", "sold");
    if (const auto type = report_type_of(name)) return *type;
    std::string known;
    for (const auto& entry : report_types) known.append(known.empty() ? "" : ", ").append(entry.name);
    return refuse(RefusalKind::invalid, "error.report_unknown_type", {{"type", name}, {"types", known}});
}

Result<Done> run(House& house, const Actor& actor, const Words& words, std::ostream& out, std::ostream& err,
                 const std::string& folder) {
    const auto type = TRY(type_of(words));
    ReportRuns runs(house);
    const auto run = TRY(runs.make(actor, type, filter_of(words)));
    nlohmann::json chosen{{"format", words.one("format", "csv")},
                          {"csv", words.one("csv", "standard")},
                          {"headings", words.one("headings", "names")},
                          {"columns", split(words.one("columns"))}};
    const auto options = TRY(export_options(chosen, run->report->columns()));
    const auto file = words.one("out");
    const auto path = file.empty() ? file : (std::filesystem::path(folder) / file).lexically_normal().string();
    const auto manifest =
        TRY(write_table(house, *run, options, path, in_words(type, run->filter, actor.language), out));
    out.flush();
    if (path.empty()) err << manifest.json();
    runs.record_export(actor, run->id, name_of(options.format), manifest.rows_written, manifest.hash);
    return Done{};
}

/// The record whose captions name a refused field.
std::string_view record_of(const Issue& issue) { return has_text("report." + issue.field) ? "report" : "event"; }

}  // namespace

std::string_view report_usage() {
    return "customers [--event CODE…] [--production|--season|--promoter|--genre|--tag NAME…] [--from DAY] [--to DAY] "
           "[--scope coming|past|all]"
           " --type TYPE --format csv|xlsx|json [--csv standard|excel-de|excel-nl] [--headings names|de|nl|en] "
           "[--columns A,B…] [--out FILE]";
}

int report_command(House& house, const Actor& actor, const std::vector<std::string>& arguments, std::ostream& out,
                   std::ostream& err, const std::string& folder) {
    const auto words = read_words(arguments);
    if (!words.problem.empty()) {
        err << "kartei: " << text(actor.language, "error.report_usage", {{"word", words.problem}}) << "\nkartei report "
            << report_usage() << "\n";
        return usage;
    }
    const auto outcome = run(house, actor, words, out, err, folder);
    if (outcome) return done;
    for (const auto& issue : outcome.refusal().issues)
        err << "kartei: " << sentence(actor.language, issue, record_of(issue)) << "\n";
    return refused;
}

}  // namespace kartei::reports
