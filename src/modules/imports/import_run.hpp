// Imports as the house remembers them (table import_run) and saved mappings: every SQL statement on the two. One import
// runs at a time; the row that runs says which process works on it, so that the next one can tell whether it died.
#pragma once

#include <optional>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/imports/import_settings.hpp"

namespace kartei::imports {

struct ImportRun {
    std::int64_t id = 0, version = 1;
    std::string what, file_name, file_path;
    std::int64_t bytes = 0;
    std::string file_hash;
    std::string settings;      ///< JSON, import_settings.hpp
    std::string settings_key;  ///< what decides what is written: the same file with the same key is the same import
    std::string state = "uploaded";  ///< uploaded, checking, publishing, done, refused, failed, cancelled
    std::string owner, seen_at;
    std::optional<std::int64_t> event;
    std::int64_t user_id = 0;
    std::string user_name, created_at, started_at, finished_at, refused_path;
    std::string result;    ///< JSON
};

/// Where the list of probable duplicates lies; "" when there is none.
std::string duplicates_file_of(const ImportRun& run);

std::int64_t insert_run(sql::Transaction& transaction, const ImportRun& run);
std::optional<ImportRun> find_run(sql::Transaction& transaction, std::int64_t id);
/// The newest first.
std::vector<ImportRun> list_runs(sql::Transaction& transaction, int limit);
/// New settings before it runs; false when the version is not the newest.
bool change_settings(sql::Transaction& transaction, std::int64_t id, std::int64_t version, const std::string& settings);
void remove_run(sql::Transaction& transaction, std::int64_t id);

/// The run that holds the one place, whether its process lives or not.
std::optional<ImportRun> running_import(sql::Transaction& transaction);
/// Takes the one place for a stored run. Throws SqlError (unique) when another run has it.
void begin_run(sql::Transaction& transaction, const ImportRun& run, std::string_view now);
void mark_publishing(sql::Transaction& transaction, std::int64_t id, std::int64_t event);
void say_alive(sql::Transaction& transaction, std::int64_t id, std::string_view now);
void end_run(sql::Transaction& transaction, std::int64_t id, std::string_view state, std::string_view now,
             const std::string& result, const std::string& refused_path);

/// What a preview found, for a run that is not done.
void note_result(sql::Transaction& transaction, std::int64_t id, const std::string& result,
                 const std::string& refused_path);

/// A run that is done and not undone since, of the same file with the same settings.
std::optional<ImportRun> earlier_run(sql::Transaction& transaction, std::string_view what, std::string_view file_hash,
                                     std::string_view settings_key);

/// Saved mappings: heading -> field, the name of the old system, what its values mean, what becomes of line breaks.
struct SavedMapping {
    std::string what, name;
    Mapping mapping;
    std::string source;
    ValueMapping values = {};
    bool line_breaks_blank = false;
};
std::optional<SavedMapping> find_mapping(sql::Transaction& transaction, std::string_view what, std::string_view name);
std::vector<SavedMapping> list_mappings(sql::Transaction& transaction, std::string_view what);
void save_mapping(sql::Transaction& transaction, const SavedMapping& mapping);
/// False when there is none.
bool remove_mapping(sql::Transaction& transaction, std::string_view what, std::string_view name);

}  // namespace kartei::imports
