// Files that were uploaded and wait to be imported: how they are read, what their columns are taken for, what the user
// decided so far.
#pragma once

#include "modules/imports/import_actions.hpp"

namespace kartei::imports {

/// What one user may have waiting.
inline constexpr std::int64_t largest_waiting = std::int64_t{4} << 30;  ///< bytes
inline constexpr std::int64_t most_waiting = 50;                        ///< files

/// Takes over an uploaded file, which lies sealed from then on and goes when it was imported, and proposes how to read
/// it. Refusals: no such kind, not a table, too_large (error.import_quota).
Result<nlohmann::json> accept_upload(House& house, const Actor& actor, const std::string& what,
                                     const std::string& file_name, const std::string& path);

/// The import as the wizard shows it: {id, version, what, file_name, bytes, state, dialect, columns, fields, mappings,
/// rows_estimate, options, result}. Samples of sensitive columns are masked. Refusals: not_found, also for another's
/// import without the right imports.all, as everywhere here.
Result<nlohmann::json> describe_upload(House& house, const Actor& actor, std::int64_t id);

/// Takes over decisions {dialect?, mapping?, use_mapping?, options?}; mapping adds to what was decided before.
/// Refusals: not_found, conflict (error.import_already_run), invalid.
Result<nlohmann::json> change_upload(House& house, const Actor& actor, std::int64_t id, const nlohmann::json& change);

/// The request that a stored upload stands for. Refusals: not_found, conflict (error.import_gone: the file was removed
/// after a week).
Result<ImportRequest> request_of(House& house, const Actor& actor, std::int64_t id);

/// A stored run that this user may know of.
Result<ImportRun> own_run(House& house, const Actor& actor, std::int64_t id);
bool is_known_to(const Actor& actor, const ImportRun& run);

/// Seals files of older versions and takes away what no import knows of. For the start of the server.
void tidy_uploads(House& house);

/// Takes the paths of the server out of a result: the browser asks for /imports/{id}/refused and /duplicates.
void without_paths(ImportResult& result);

/// Notes result and refused rows of a preview with the upload.
void note_preview(House& house, std::int64_t id, const ImportResult& result);

}  // namespace kartei::imports
