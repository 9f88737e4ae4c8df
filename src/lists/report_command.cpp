#include "lists/report_command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <span>

#include "base/random.hpp"
#include "lists/export_job.hpp"
#include "lists/runs.hpp"

namespace kartei::lists {
namespace {

/// What was typed; the filter's members by their name in the API.
struct Words {
    std::map<std::string, std::vector<std::string>, std::less<>> several;
    std::map<std::string, std::string, std::less<>> one;
    std::map<std::string, bool, std::less<>> yes;
    std::string type, format = "csv", csv = "standard", headings = "names", columns, file;
};

std::string joined(std::span<const std::string_view> words) {
    std::string all;
    for (const auto word : words) all.append(all.empty() ? "" : "|").append(word);
    return all;
}

/// The caption says what it means, where the command has no words of its own.
void declare_filter(CLI::App& app, const Filter& filter, Words& words) {
    const auto option = "--" + std::string(filter.option);
    const std::string member(filter.field.name), caption(filter.caption);
    const auto kind = filter.field.kind;
    if (kind == FieldKind::text_list) app.add_option(option, words.several[member], caption);
    else if (kind == FieldKind::yes_no) app.add_flag(option, words.yes[member], caption);
    else if (kind == FieldKind::choice)
        app.add_option(option, words.one[member], caption)->type_name(joined(filter.field.choices));
    else app.add_option(option, words.one[member], caption);
}

void declare_words(CLI::App& app, const Report& report, Words& words) {
    for (const auto& filter : report.filters) declare_filter(app, filter, words);
    if (!report.types.empty())
        app.add_option("--type", words.type, "command.report.type")->type_name(joined(report.types));
}

nlohmann::json filter_json(const Words& words) {
    auto json = nlohmann::json::object();
    for (const auto& [member, values] : words.several)
        if (!values.empty()) json[member] = values;
    for (const auto& [member, value] : words.one)
        if (!value.empty()) json[member] = value;
    for (const auto& [member, is_asked] : words.yes)
        if (is_asked) json[member] = true;
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

Result<Done> run(House& house, const Terminal& terminal, const Report& report, const Words& words) {
    const auto& actor = terminal.actor;
    Runs runs(house, {report});
    const auto run = TRY(runs.make(actor, runs.reports().front(), words.type, filter_json(words)));
    const nlohmann::json chosen{{"format", words.format},
                                {"csv", words.csv},
                                {"headings", words.headings},
                                {"columns", split(words.columns)}};
    const auto options = TRY(export_options(chosen, run->list->columns()));
    const auto path = words.file.empty()
                          ? words.file
                          : (std::filesystem::path(terminal.folder) / words.file).lexically_normal().string();
    const auto manifest = TRY(write_table(house, exported(*run, actor.language), options, path, terminal.out));
    terminal.out.flush();
    if (path.empty()) terminal.err << manifest.json();
    runs.record_export(actor, run->id, name_of(options.format), manifest.rows_written, manifest.hash);
    return Done{};
}

/// The record whose captions name a refused field.
std::string_view record_of(const Report& report, const Issue& issue) {
    return has_text("report." + issue.field) ? "report" : std::string_view(report.record);
}

std::string example_of(const Report& report) {
    return "kartei report " + report.name + (report.example.empty() ? "" : " " + report.example) + " --out " +
           report.name + ".csv";
}

}  // namespace

std::function<AskedInWords()> declare_question(CLI::App& app, const Report& report) {
    const auto words = std::make_shared<Words>();
    declare_words(app, report, *words);
    return [words] { return AskedInWords{words->type, filter_json(*words)}; };
}

Work declare_report(CLI::App& app, const Report& report) {
    const auto words = std::make_shared<Words>();
    declare_words(app, report, *words);
    app.add_option("--format", words->format, "command.report.format");
    app.add_option("--csv", words->csv);
    app.add_option("--headings", words->headings);
    app.add_option("--columns", words->columns, "command.report.columns");
    app.add_option("--out", words->file);
    app.footer(example_of(report));
    return [words, report](House& house, const Terminal& terminal) {
        const auto outcome = run(house, terminal, report, *words);
        if (outcome) return 0;
        for (const auto& issue : outcome.refusal().issues)
            terminal.err << "kartei: " << sentence(terminal.actor.language, issue, record_of(report, issue)) << "\n";
        return 1;
    };
}

Work report_command(CLI::App& app, const Reports& reports) {
    std::map<const CLI::App*, Work> works;
    std::string examples;
    for (const auto& report : reports) {
        auto* declared = app.add_subcommand(report.name, report.caption_key());
        works[declared] = declare_report(*declared, report);
        examples += (examples.empty() ? "" : "\n") + example_of(report);
    }
    app.require_subcommand(1);
    app.footer(examples);
    return [&app, works](House& house, const Terminal& terminal) {
        return works.at(app.get_subcommands().front())(house, terminal);
    };
}

}  // namespace kartei::lists
