// An export in the background: a list that was made becomes a file beside a job, with its manifest as the job's result.
#pragma once

#include "jobs/jobs.hpp"
#include "lists/export.hpp"
#include "lists/runs.hpp"

namespace kartei::lists {

/// Options by their names in the API and on the command line. Every refusal at once: unknown values, columns that the
/// list has not.
Result<ExportOptions> export_options(const nlohmann::json& body, const std::vector<Column>& columns);

/// "Kundenliste Verkaufte Karten 2026-03-01.xlsx"
std::string export_name(const House& house, const Run& run, ExportFormat format, Language language);

/// What a run's export writes, its filter in a language.
Exported exported(const Run& run, Language language);

/// Rights, parted by blanks, that whoever fetches a file of this list must still have; a sensitive filter is one that shows
/// sensitive values.
std::string rights_to_fetch(const Report& report, const nlohmann::json& filter);

/// The job's id. The export is on record once it is whole.
Result<std::int64_t> start_export_job(House& house, std::shared_ptr<Runs> runs, jobs::Jobs& jobs,
                                      const Actor& actor, Language language, std::shared_ptr<Run> run,
                                      const ExportOptions& options);

}  // namespace kartei::lists
