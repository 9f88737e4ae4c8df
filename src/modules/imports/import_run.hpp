// Imports as the house remembers them (table import_run) and saved mappings: every SQL statement on the two. One import
// runs at a time; the row that runs says which process works on it, so that the next one can tell whether it died.
#pragma once

#include <optional>
#include <stdexcept>
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
    std::int64_t fence = 0;  ///< raised by whoever takes the run over
    std::optional<std::int64_t> event;
    std::int64_t user_id = 0;
    std::string user_name, created_at, started_at, finished_at, refused_path;
    std::string result;    ///< JSON
};

/// Where the list of probable duplicates lies; "" when there is none.
std::string duplicates_file_of(const ImportRun& run);

std::int64_t insert_run(sql::Transaction& transaction, const ImportRun& run);
std::optional<ImportRun> find_run(sql::Transaction& transaction, std::int64_t id);
/// The newest first; of one user or, with no value, of all.
std::vector<ImportRun> list_runs(sql::Transaction& transaction, int limit, std::optional<std::int64_t> user_id = {});
/// Those whose file lies beside the house.
std::vector<ImportRun> runs_with_file(sql::Transaction& transaction);
void forget_file(sql::Transaction& transaction, std::int64_t id);
/// New settings before it runs; false when the version is not the newest.
bool change_settings(sql::Transaction& transaction, std::int64_t id, std::int64_t version, const std::string& settings);
void remove_run(sql::Transaction& transaction, std::int64_t id);

/// The run that holds the one place, whether its process lives or not.
std::optional<ImportRun> running_import(sql::Transaction& transaction);
/// Does the process that has the place live? (import_place.cpp)
bool is_at_work(const House& house, const ImportRun& run);
/// Takes the one place for a stored run and gives its new fence. Throws SqlError (unique) when another run has it.
std::int64_t begin_run(sql::Transaction& transaction, const ImportRun& run, std::string_view now);
void mark_publishing(sql::Transaction& transaction, const ImportRun& run, std::int64_t event);
/// To be said in every transaction that writes for the run: throws TakenOver when somebody else has it meanwhile.
void say_alive(sql::Transaction& transaction, const ImportRun& run, std::string_view now);
/// Takes over a run whose owner is gone; false when somebody was faster, or the owner spoke again.
bool adopt_run(sql::Transaction& transaction, ImportRun& run, const std::string& owner, std::string_view now);
void end_run(sql::Transaction& transaction, const ImportRun& run, std::string_view state, std::string_view now,
             const std::string& result, const std::string& refused_path);
/// This process was silent for so long that another one gave the import up for lost and takes it back.
struct TakenOver : std::runtime_error {
    TakenOver() : std::runtime_error("the import was taken over by another server") {}
};

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
