#include "lists/export_job.hpp"

#include "base/event_access.hpp"
#include "jobs/job_title.hpp"

namespace kartei::lists {

std::string rights_to_fetch(const Report& report, const nlohmann::json& filter) {
    auto rights = report.right + " " + report.export_right;
    for (const auto& one : report.filters)
        if (one.field.is_sensitive() && filter.contains(one.field.name)) return rights + " sensitive.read";
    return rights;
}

Result<ExportOptions> export_options(const nlohmann::json& body, const std::vector<Column>& columns) {
    ExportOptions options;
    std::vector<Issue> issues;
    const auto format = body.value("format", "csv"), csv = body.value("csv", "standard"),
               headings = body.value("headings", "names");
    if (const auto known = export_format(format)) options.format = *known;
    else issues.push_back({"format", "error.not_a_choice", {{"choices", "csv, xlsx, json"}}});
    if (const auto known = documents::csv_style(csv)) options.csv = *known;
    else issues.push_back({"csv", "error.not_a_choice", {{"choices", "standard, excel-de, excel-nl"}}});
    if (headings != "names") {
        options.headings = language_of(headings);
        if (!options.headings || headings.size() != 2)
            issues.push_back({"headings", "error.not_a_choice", {{"choices", "names, de, nl, en"}}});
    }
    options.columns = body.value("columns", std::vector<std::string>());
    if (auto chosen = choose_columns(columns, options.columns); !chosen)
        issues.insert(issues.end(), chosen.refusal().issues.begin(), chosen.refusal().issues.end());
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return options;
}

Exported exported(const Run& run, Language language) {
    return {*run.list, run.report->name, run.question.type, words_of(*run.report, run.question, language)};
}

std::string export_name(const House& house, const Run& run, ExportFormat format, Language language) {
    auto title = title_of(*run.report, run.question, language);
    std::erase(title, ':');  // no file name on some machines
    return title + " " + house.today() + "." + std::string(name_of(format));
}

Result<std::int64_t> start_export_job(House& house, std::shared_ptr<Runs> runs, jobs::Jobs& jobs, const Actor& actor,
                                      Language language, std::shared_ptr<Run> run, const ExportOptions& options) {
    const auto name = export_name(house, *run, options.format, language);
    const auto format = std::string(name_of(options.format));
    const auto& report = *run->report;
    const auto& type = run->question.type;
    const auto list = "@" + report.caption_key();
    const auto title = type.empty() ? jobs::titled("report.export", {{"list", list}, {"format", format}})
                                    : jobs::titled("report.export_of_type", {{"list", list},
                                                                             {"type", "@report_type." + type},
                                                                             {"format", format}});
    // Whoever fetches it later must still see what it holds.
    jobs::Order order{"export", title, actor.user_id, 0, rights_to_fetch(*run->report, run->question.filter_as_json()),
                      report.seen ? write_event_access(actor) : ""};
    if (const auto totals = run->counts().totals) order.total = totals->rows;
    auto work = [&house, runs, actor, run, options, name, format, language,
                 total = order.total](jobs::Progress& progress) -> Result<jobs::Outcome> {
        progress.begin_phase("report.phase_writing", total);
        const auto manifest = TRY(export_file(house, exported(*run, language), options, progress.result_file(name),
                                              false, [&](std::int64_t rows) {
                                                  progress.set_done(rows);
                                                  return !progress.is_cancelled();
                                              }));
        runs->record_export(actor, run->id, format, manifest.rows_written, manifest.hash);
        return jobs::Outcome{nlohmann::json::parse(manifest.json())};
    };
    return jobs.start(order, std::move(work));
}

}  // namespace kartei::lists
