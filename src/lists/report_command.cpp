#include "lists/report_command.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>

#include "base/random.hpp"
#include "lists/export_job.hpp"
#include "lists/runs.hpp"

namespace kartei::lists {
namespace {

enum ExitCode { done = 0, refused = 1, usage = 2 };

/// Options of every report, one value each.
constexpr std::array<std::string_view, 6> general{"type", "format", "csv", "headings", "columns", "out"};

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
        if (equals != argument.npos) words.options[option].push_back(argument.substr(equals + 1));
        else words.options.try_emplace(option);
    }
    return words;
}

const Filter* filter_of(const Report& report, std::string_view option) {
    for (const auto& filter : report.filters)
        if (filter.option == option) return &filter;
    return nullptr;
}

/// The option that this report has not, or that lacks a value or has too many; "" when all can be read.
std::string problem_of(const Report& report, const Words& words) {
    for (const auto& [name, values] : words.options) {
        const auto* filter = filter_of(report, name);
        const bool known = filter || std::find(general.begin(), general.end(), name) != general.end();
        const bool several = filter && filter->field.kind == FieldKind::text_list;
        const bool alone = filter && filter->field.kind == FieldKind::yes_no && values.empty();
        if (!known || (values.empty() && !alone) || (values.size() > 1 && !several)) return "--" + name;
    }
    return words.problem;
}

nlohmann::json filter_json(const Report& report, const Words& words) {
    auto json = nlohmann::json::object();
    for (const auto& filter : report.filters) {
        const auto found = words.options.find(filter.option);
        if (found == words.options.end()) continue;
        auto& member = json[std::string(filter.field.name)];
        if (filter.field.kind == FieldKind::text_list) member = found->second;
        else if (found->second.empty()) member = true;
        else member = found->second.front();
    }
    return json;
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
Result<Manifest> export_through_file(House& house, const Exported& what, const ExportOptions& options,
                                     std::ostream& out) {
    const auto path = (std::filesystem::temp_directory_path() / ("kartei-" + random_secret(12) + ".xlsx")).string();
    auto written = export_file(house, what, options, path, false);
    if (written) {
        std::ifstream file(path, std::ios::binary);
        if (!(out << file.rdbuf())) written = refuse(RefusalKind::unavailable, "error.report_output_closed");
    }
    std::filesystem::remove(path);
    return written;
}

Result<Manifest> write_table(House& house, const Exported& what, const ExportOptions& options, const std::string& path,
                             std::ostream& out) {
    if (!path.empty()) return export_file(house, what, options, path, true);
    if (options.format == ExportFormat::xlsx) return export_through_file(house, what, options, out);
    StreamSink sink(out);
    return export_text(house, what, options, sink);
}

Result<Done> run(House& house, const Reports& reports, const Actor& actor, const Words& words, std::ostream& out,
                 std::ostream& err, const std::string& folder) {
    Runs runs(house, reports);
    const auto& report = *runs.find(words.report);
    const auto run = TRY(runs.make(actor, report, words.one("type"), filter_json(report, words)));
    nlohmann::json chosen{{"format", words.one("format", "csv")},
                          {"csv", words.one("csv", "standard")},
                          {"headings", words.one("headings", "names")},
                          {"columns", split(words.one("columns"))}};
    const auto options = TRY(export_options(chosen, run->list->columns()));
    const auto file = words.one("out");
    const auto path = file.empty() ? file : (std::filesystem::path(folder) / file).lexically_normal().string();
    const auto manifest = TRY(write_table(house, exported(*run, actor.language), options, path, out));
    out.flush();
    if (path.empty()) err << manifest.json();
    runs.record_export(actor, run->id, name_of(options.format), manifest.rows_written, manifest.hash);
    return Done{};
}

std::string usage_of(const Report& report) {
    std::string line = report.name;
    for (const auto& filter : report.filters) {
        const bool several = filter.field.kind == FieldKind::text_list, bare = filter.field.kind == FieldKind::yes_no;
        line.append(" [--").append(filter.option).append(bare ? "" : several ? " VALUE…" : " VALUE").append("]");
    }
    if (!report.types.empty()) line += " --type";
    for (std::size_t i = 0; i < report.types.size(); ++i) line.append(i ? "|" : " ").append(report.types[i]);
    return line;
}

/// The record whose captions name a refused field.
std::string_view record_of(const Report& report, const Issue& issue) {
    return has_text("report." + issue.field) ? "report" : std::string_view(report.record);
}

}  // namespace

std::string report_usage(const Reports& reports) {
    std::string lines;
    for (const auto& report : reports)
        lines += (lines.empty() ? "kartei report " : "\nkartei report ") + usage_of(report) +
                 " [--format csv|xlsx|json] [--csv standard|excel-de|excel-nl] [--headings names|de|nl|en]"
                 " [--columns A,B…] [--out FILE]";
    return lines;
}

int report_command(House& house, const Reports& reports, const Actor& actor, const std::vector<std::string>& arguments,
                   std::ostream& out, std::ostream& err, const std::string& folder) {
    const auto words = read_words(arguments);
    const auto report =
        std::find_if(reports.begin(), reports.end(), [&](const Report& one) { return one.name == words.report; });
    const auto problem = report == reports.end() ? (words.report.empty() ? "report" : words.report)
                                                 : problem_of(*report, words);
    if (!problem.empty()) {
        err << "kartei: " << text(actor.language, "error.report_usage", {{"word", problem}}) << "\n"
            << report_usage(report == reports.end() ? reports : Reports{*report}) << "\n";
        return usage;
    }
    const auto outcome = run(house, reports, actor, words, out, err, folder);
    if (outcome) return done;
    for (const auto& issue : outcome.refusal().issues)
        err << "kartei: " << sentence(actor.language, issue, record_of(*report, issue)) << "\n";
    return refused;
}

}  // namespace kartei::lists
